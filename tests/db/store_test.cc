#include <gtest/gtest.h>

#include "tests/db/fake_reports.h"

namespace labintake::db::testing {
namespace {

TEST(Store, KeepsEveryField) {
  TestStore t;
  Observation row = DoubtfulRow("Iron", "0.50", "µg/dL");
  row.value.comparator = Comparator::kLessEqual;
  row.range.high_inclusive = false;
  row.flag = {"(H)", "H", false, {350, 100, 360, 110}};
  row.specimen = "serum";
  t.Put(Doc({row}), "bytes");

  const ReviewItem item = t.Items().at(0);
  EXPECT_EQ(item.kind, ItemKind::kRow);
  EXPECT_EQ(item.file, "fake.pdf");
  EXPECT_EQ(item.page_width, 612);
  EXPECT_EQ(item.row.name.text, "Iron");
  EXPECT_EQ(item.row.name.box, row.name.box);
  EXPECT_EQ(item.row.value.text, "0.50");
  EXPECT_EQ(item.row.value.kind, ValueKind::kQuantity);
  EXPECT_EQ(item.row.value.number->ToString(), "0.50");
  EXPECT_EQ(item.row.value.comparator, Comparator::kLessEqual);
  EXPECT_EQ(item.row.unit.text, "µg/dL");
  EXPECT_EQ(item.row.range.high->ToString(), "200");
  EXPECT_FALSE(item.row.range.high_inclusive);
  EXPECT_EQ(item.row.flag.text, "(H)");
  EXPECT_EQ(item.row.flag.code, "H");
  EXPECT_FALSE(item.row.flag.derived);
  EXPECT_EQ(item.row.specimen, "serum");
  EXPECT_EQ(item.row.rule, "columns/header");
  ASSERT_EQ(item.findings.size(), 1u);
  EXPECT_EQ(item.findings[0].code, FindingCode::kValueAmbiguous);
  EXPECT_EQ(item.created_at, t.now);
}

TEST(Store, QuestionsOfEveryKindAreAsked) {
  TestStore t;
  Document document =
      Doc({Row("Iron", "5"), DoubtfulRow("Zinc", "7", "mg/dL", 120)}, {UnreadLine("Lead ... 2?4", 140)});
  document.reports[0].findings = {{FindingCode::kPageUnreadable, "Page 2 has no usable text.", {}},
                                  {FindingCode::kUnreadLines, "One line was not read.", {}}};
  const StoredDocument stored = t.Put(document, "bytes");
  EXPECT_TRUE(stored.is_new);
  EXPECT_TRUE(stored.changed);
  EXPECT_EQ(stored.rows, 2);
  EXPECT_EQ(stored.open_items, 3);
  std::vector<std::string> kinds;
  for (const ReviewItem& item : t.Items()) kinds.push_back(ToString(item.kind));
  EXPECT_EQ(kinds, (std::vector<std::string>{"document", "row", "unread-line"}));
}

TEST(Store, ADocumentWithoutAReportIsAsked) {
  TestStore t;
  Document document = Doc({});
  document.reports.clear();
  EXPECT_EQ(t.Put(document, "bytes").open_items, 1);
  EXPECT_EQ(t.Items().at(0).findings.at(0).message, "No report was found in this document.");
}

TEST(Store, AnIncompleteReportWithoutReasonsIsAsked) {
  TestStore t;
  Document document = Doc({Row("Iron", "5")});
  document.reports[0].status = DocumentStatus::kFailed;
  EXPECT_EQ(t.Put(document, "bytes").open_items, 1);
}

TEST(Store, TheSameRunChangesNothing) {
  TestStore t;
  const Document document = Doc({DoubtfulRow("Iron", "5")});
  const StoredDocument first = t.Put(document, "bytes");
  t.now = "2024-06-01T00:00:00Z";
  const StoredDocument second = t.Put(document, "bytes");
  EXPECT_EQ(second.id, first.id);
  EXPECT_FALSE(second.is_new);
  EXPECT_FALSE(second.changed);
  EXPECT_EQ(second.open_items, 1);
  EXPECT_EQ(t.Items().size(), 1u);
  EXPECT_EQ(t.Items()[0].created_at, "2024-05-01T08:00:00Z");
}

TEST(Store, TheSameBytesOfTwoClientsAreTwoDocuments) {
  TestStore t;
  const Document document = Doc({Row("Iron", "5")});
  const auto a = t.Put(document, "bytes", 1, "C1").id;
  EXPECT_NE(t.Put(document, "bytes", 1, "C2").id, a);
  const auto none = t.Put(document, "bytes", 1, "").id;
  EXPECT_NE(none, a);
  EXPECT_EQ(t.Put(document, "bytes", 1, "").id, none);
}

TEST(Store, GivesTheBytesBack) {
  TestStore t;
  const std::string bytes("%PDF\0binary\xff", 12);
  t.Put(Doc({DoubtfulRow("Iron", "5")}), bytes);
  EXPECT_EQ(Must(t.store->ReadBytes(t.Items()[0].sha256)), bytes);
}

TEST(Store, RefusesBytesThatAreNotTheDocuments) {
  TestStore t;
  Document document = Doc({});
  document.sha256 = std::string(64, '0');
  const auto stored = t.store->StoreDocument(document, "bytes", {"C1", Version(1)});
  ASSERT_FALSE(stored);
  EXPECT_EQ(stored.error().code, ErrorCode::kArgument);
}

TEST(Store, TextThatIsNoUtf8IsKept) {
  TestStore t;
  t.Put(Doc({DoubtfulRow("Ir\xffon", "5")}), "bytes");
  EXPECT_EQ(t.Items()[0].row.name.text, "Ir\xffon");
}

TEST(Store, ItemIdsAreStableAndSayNothing) {
  TestStore a, b;
  const Document document = Doc({DoubtfulRow("Iron", "5"), DoubtfulRow("Iron", "5")});
  a.Put(document, "bytes");
  b.Put(document, "bytes");
  ASSERT_EQ(a.Items().size(), 2u);
  EXPECT_EQ(a.Items()[0].id, b.Items()[0].id);
  EXPECT_NE(a.Items()[0].id, a.Items()[1].id);
  EXPECT_EQ(a.Items()[0].id.find_first_not_of("abcdefghijklmnopqrstuvwxyz234567"), std::string::npos);
}

}  // namespace
}  // namespace labintake::db::testing
