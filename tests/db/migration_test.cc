// A database that version 1 made keeps everything and takes what is new.
#include <gtest/gtest.h>

#include <fstream>
#include <iterator>

#include "db/schema.h"
#include "tests/db/fake_reports.h"

namespace labintake::db::testing {
namespace {

class MigrationTest : public ::testing::Test {
 protected:
  MigrationTest() {
    SQLite::Database old(path_, SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE);
    std::ifstream dump(LABINTAKE_SOURCE_DIR "/tests/db/version1.sql");
    old.exec(std::string(std::istreambuf_iterator<char>(dump), {}));
  }

  TemporaryFolder folder_;
  std::string path_ = folder_ / "lab.db";
};

TEST_F(MigrationTest, KeepsEveryLineOfEveryTable) {
  const auto count = [&](const std::string& table) {
    SQLite::Database database(path_, SQLite::OPEN_READONLY);
    return database.execAndGet("SELECT count(*) FROM " + table).getInt();
  };
  const char* tables[] = {"clients", "blobs",  "documents", "runs",     "pages",        "reports",
                          "rows",    "fields", "lines",     "findings", "review_items", "decisions"};
  std::vector<int> before, after;
  for (const char* table : tables) before.push_back(count(table));
  Must(OpenConnection(path_, OpenMode::kExisting));
  for (const char* table : tables) after.push_back(count(table));
  EXPECT_EQ(after, before);
  EXPECT_EQ(before.back(), 2);

  auto database = Must(OpenConnection(path_, OpenMode::kExisting));
  EXPECT_EQ(database.execAndGet("PRAGMA user_version").getInt(), SchemaVersion());
  EXPECT_EQ(database.execAndGet("PRAGMA integrity_check").getString(), "ok");
  SQLite::Statement violations(database, "PRAGMA foreign_key_check");
  EXPECT_FALSE(violations.executeStep());
}

TEST_F(MigrationTest, HasTheTablesOfANewDatabase) {
  const auto schema = [](SQLite::Database& database) {
    std::vector<std::string> lines;
    SQLite::Statement all(database, "SELECT type || ' ' || name FROM sqlite_schema ORDER BY 1");
    while (all.executeStep()) lines.push_back(all.getColumn(0).getString());
    return lines;
  };
  auto old = Must(OpenConnection(path_, OpenMode::kExisting));
  auto fresh = Must(OpenConnection(folder_ / "new.db", OpenMode::kCreate));
  EXPECT_EQ(schema(old), schema(fresh));
}

TEST_F(MigrationTest, RowsItemsAndDecisionsReadAsBefore) {
  auto store = Must(OpenStore(path_, OpenMode::kExisting));
  std::vector<std::string> rows;
  ASSERT_TRUE(store->ForEachExportRow({std::nullopt, "", true}, [&](const ExportRow& row) {
    rows.push_back(row.observation.name.text + "=" + row.observation.value.text + " " + row.observation.unit.text +
                   " " + ToString(row.status) + " " + row.final_at);
    EXPECT_EQ(row.observation.analyte.id, "");
    EXPECT_EQ(row.observation.analyte.match, NameMatch::kNone);
    EXPECT_FALSE(row.observation.canonical.value);
  }));
  EXPECT_EQ(rows, (std::vector<std::string>{"Iron=6 mg/dL accepted 2024-05-03T09:00:00Z",
                                            "Zinc=7 mg/dL decided 2024-05-02T09:00:00Z", "Gold=9 mg/dL waiting ",
                                            "Zinc=8 mg/dL waiting "}));
  const std::vector<ReviewItem> items = Must(store->ListReviewItems({std::nullopt, std::nullopt}));
  ASSERT_EQ(items.size(), 5u);
  for (const ReviewItem& item : items) {
    for (const Finding& finding : item.findings) {
      EXPECT_EQ(finding.severity, Severity::kDoubt);
      EXPECT_TRUE(finding.also.empty());
    }
  }
  const auto line = std::find_if(items.begin(), items.end(),
                                 [](const ReviewItem& item) { return item.kind == ItemKind::kUnreadLine; });
  ASSERT_NE(line, items.end());
  EXPECT_EQ(line->decisions.at(0).note, "ask the laboratory");
  EXPECT_EQ(line->state, ItemState::kOpen);
}

TEST_F(MigrationTest, TheWorkGoesOn) {
  auto store = Must(OpenStore(path_, OpenMode::kExisting));
  for (const ReviewItem& item : Must(store->ListReviewItems({}))) {
    if (item.row.name.text != "Gold") continue;
    Decision decision;
    decision.item = item.id;
    decision.by = "ann";
    decision.action = DecisionAction::kAccept;
    decision.corrected.analyte = "gold-serum";
    EXPECT_EQ(Must(store->ApplyDecision(decision)), DecisionOutcome::kApplied);
  }
  Observation iron = Row("Iron", "6");
  iron.analyte = {"iron-serum", "Iron", "2498-4", "serum", NameMatch::kListed, {}};
  const StoredDocument again = Must(store->StoreDocument(Doc({iron}), "bytes", {"C1", Version(3)}));
  EXPECT_TRUE(again.changed);
  EXPECT_FALSE(again.is_new);
  int decided = 0;
  ASSERT_TRUE(
      store->ForEachExportRow({}, [&](const ExportRow& row) { decided += row.status == ExportStatus::kDecided; }));
  EXPECT_EQ(decided, 2) << "people's answers stand where the new run reads nothing";
  EXPECT_EQ(Must(store->Aliases(std::nullopt)).number(), 1);
}

}  // namespace
}  // namespace labintake::db::testing
