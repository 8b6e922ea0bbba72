// What another run over a document would change, and does.
#include <gtest/gtest.h>

#include "db/digest.h"
#include "tests/db/fake_reports.h"

namespace labintake::db::testing {
namespace {

using Lines = std::vector<std::string>;

Document For(Document document, const std::string& bytes) {
  document.sha256 = Sha256Hex(bytes);
  return document;
}

Lines Names(const CurrentRun& run) {
  Lines names;
  for (const CurrentRow& r : run.rows) names.push_back(r.row.name.text + "=" + r.row.value.text);
  return names;
}

TEST(RunChange, APreviewKeepsNothing) {
  TestStore t;
  const std::int64_t id = t.Put(Doc({Row("Iron", "5")}), "bytes", 1).id;
  const Document other = For(Doc({Row("Iron", "5.1"), Row("Zinc", "7", "mg/dL", 120)}), "bytes");
  const RunChange preview = Must(t.store->ReplaceRun(id, other, Version(2), true));
  EXPECT_TRUE(preview.changed);
  EXPECT_EQ(Names(preview.before), (Lines{"Iron=5"}));
  EXPECT_EQ(Names(preview.after), (Lines{"Iron=5.1", "Zinc=7"}));
  EXPECT_EQ(t.ExportLines(), (Lines{"Iron=5 mg/dL accepted"}));

  const RunChange done = Must(t.store->ReplaceRun(id, other, Version(2), false));
  EXPECT_EQ(Names(done.after), Names(preview.after));
  EXPECT_EQ(t.ExportLines(), (Lines{"Iron=5.1 mg/dL accepted", "Zinc=7 mg/dL accepted"}));
  EXPECT_FALSE(Must(t.store->ReplaceRun(id, other, Version(2), false)).changed);
}

TEST(RunChange, SaysWhatBecomesOfDecisions) {
  TestStore t;
  const std::int64_t id = t.Put(Doc({DoubtfulRow("Iron", "5"), DoubtfulRow("Zinc", "7", "mg/dL", 120)}), "bytes", 1).id;
  for (const ReviewItem& item : t.Items()) t.Decide(item.id, DecisionAction::kAccept);
  const Document other = For(Doc({Row("Iron", "8"), Row("Zinc", "7", "mg/dL", 120)}), "bytes");
  for (const bool preview : {true, false}) {
    const RunChange change = Must(t.store->ReplaceRun(id, other, Version(2), preview));
    ASSERT_EQ(change.before.rows.size(), 2u);
    EXPECT_EQ(change.before.rows[0].question, RowQuestion::kDecided);
    ASSERT_EQ(change.after.rows.size(), 2u);
    EXPECT_EQ(change.after.rows[0].question, RowQuestion::kOpen);
    EXPECT_EQ(change.after.rows[1].question, RowQuestion::kDecided);
    const Lines lines = t.ExportLines();
    EXPECT_EQ(lines, (preview ? Lines{"Iron=5 mg/dL decided", "Zinc=7 mg/dL decided"} : Lines{"Zinc=7 mg/dL decided"}));
  }
}

TEST(RunChange, IsOfADocumentThatTheStoreHas) {
  TestStore t;
  const std::int64_t id = t.Put(Doc({Row("Iron", "5")}), "bytes", 1).id;
  const auto unknown = t.store->ReplaceRun(id + 1, For(Doc({}), "bytes"), Version(2), false);
  ASSERT_FALSE(unknown);
  EXPECT_EQ(unknown.error().code, ErrorCode::kArgument);
  const auto other = t.store->ReplaceRun(id, For(Doc({}), "other bytes"), Version(2), false);
  ASSERT_FALSE(other);
  EXPECT_EQ(other.error().code, ErrorCode::kArgument);
  EXPECT_EQ(t.ExportLines(), (Lines{"Iron=5 mg/dL accepted"}));
}

TEST(RunChange, DocumentsAreListedWithTheirLaboratories) {
  TestStore t;
  Document two = Doc({Row("Iron", "5")});
  two.reports.push_back(two.reports[0]);
  two.reports[1].number = 2;
  two.reports[1].header.lab = "Other Laboratory";
  const std::int64_t first = t.Put(two, "two", 1, "C1").id;
  const std::int64_t second = t.Put(Doc({Row("Iron", "5")}), "bytes", 1, "").id;
  Document none = Doc({});
  none.reports.clear();
  const std::int64_t third = t.Put(none, "none", 1, "C1").id;
  const auto list = [&](const DocumentFilter& filter) { return Must(t.store->ListDocuments(filter)); };
  const std::vector<DocumentEntry> all = list({});
  ASSERT_EQ(all.size(), 3u);
  EXPECT_EQ(all[0].id, first);
  EXPECT_EQ(all[0].client, "C1");
  EXPECT_EQ(all[0].sha256, Sha256Hex("two"));
  EXPECT_EQ(all[0].labs, (Lines{two.reports[0].header.lab, "Other Laboratory"}));
  EXPECT_EQ(all[1].client, "");
  EXPECT_EQ(all[2].labs, Lines{});
  EXPECT_EQ(list({.document = second}).size(), 1u);
  EXPECT_EQ(list({.document = third + 1}).size(), 0u);
  EXPECT_EQ(list({.client = "C1"}).size(), 2u);
  EXPECT_EQ(list({.client = ""}).size(), 1u);
  EXPECT_EQ(list({.document = second, .client = "C1"}).size(), 0u);

  Document by_format = Doc({Row("Iron", "5")});
  by_format.format.id = "northwind";
  by_format.sha256 = Sha256Hex("bytes");
  EXPECT_EQ(Must(t.store->ReplaceRun(second, by_format, Version(2), false)).after.format, "northwind");
  EXPECT_EQ(list({.document = second}).at(0).format, "northwind");
  EXPECT_EQ(list({.document = first}).at(0).format, "");
}

TEST(RunChange, CountsUnreadLines) {
  TestStore t;
  const std::int64_t id = t.Put(Doc({Row("Iron", "5")}, {UnreadLine("Lead 2?4", 300)}), "bytes", 1).id;
  const RunChange change = Must(t.store->ReplaceRun(id, For(Doc({Row("Iron", "5")}), "bytes"), Version(2), true));
  EXPECT_EQ(change.before.unread_lines, 1);
  EXPECT_EQ(change.after.unread_lines, 0);
}

}  // namespace
}  // namespace labintake::db::testing
