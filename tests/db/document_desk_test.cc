#include "db/document_desk.h"

#include <gtest/gtest.h>

#include "db/audit_log.h"
#include "db/review_transaction.h"
#include "tests/db/review_fixture.h"

namespace labintake::db::testing {
namespace {

CorrectedFields Fields(const std::string& name, const std::string& value, const std::string& unit = "mg/dL") {
  CorrectedFields fields = ValueAndUnit(value, unit);
  fields.name = name;
  fields.range = "1-200";
  fields.flag = "";
  return fields;
}

class DocumentDeskTest : public ::testing::Test {
 protected:
  std::int64_t Put(const std::string& bytes, const std::string& client = "C1",
                   const std::string& patient = "Testa Fakename", const std::string& born = "1970-01-02") {
    Document document = Doc({Row("Iron", "5")}, {UnreadLine("Lead 2?4", 140)});
    document.reports[0].header.patient_name = patient;
    document.reports[0].header.birth_date = born;
    document.reports[0].header.patient_id = "";
    return f_.t.Put(document, bytes, 1, client).id;
  }

  EnteredRows Entry(std::int64_t document, std::vector<CorrectedFields> rows, const std::string& key = "entry-key",
                    int report = 1) {
    EnteredRows entry{document, key, report, {}};
    double y = 300;
    for (CorrectedFields& fields : rows) {
      entry.rows.push_back({1, {36, y, 400, y + 10}, std::move(fields)});
      y += 20;
    }
    return entry;
  }
  RowsEntered Add(const std::string& who, const EnteredRows& rows) {
    return std::get<RowsEntered>(Must(desk_.AddRows(f_.Person(who), rows)));
  }
  DocumentOverview Overview(std::int64_t document) { return Must(DocumentOverviews(*f_.database).Get(document)); }
  int OpenPatientQuestions(std::int64_t document) {
    int open = 0;
    for (const ReviewItem& item : f_.t.Items(ItemState::kOpen)) {
      open += item.document == document && item.kind == ItemKind::kDocument &&
              item.findings.at(0).code == FindingCode::kPatientDiffers;
    }
    return open;
  }

  ReviewFixture f_;
  DocumentDesk desk_{*f_.database, f_.policy};
};

TEST_F(DocumentDeskTest, AnAddedRowCounts) {
  const std::int64_t document = Put("a");
  const RowsEntered added = Add("Ann", Entry(document, {Fields("Zinc", "7"), Fields("Gold", "9")}));
  ASSERT_EQ(added.items.size(), 2u);
  EXPECT_EQ(added.items[0].outcome, "decided");
  EXPECT_EQ(f_.t.ExportLines(),
            (std::vector<std::string>{"Iron=5 mg/dL accepted", "Zinc=7 mg/dL decided", "Gold=9 mg/dL decided"}));
  const ExportRow zinc = f_.t.Export()[1];
  EXPECT_EQ(zinc.decided_by, "Ann");
  EXPECT_EQ(zinc.header.lab, "Fake Laboratory");
  EXPECT_EQ(zinc.observation.box, (Box{36, 300, 400, 310}));
  EXPECT_EQ(zinc.observation.value.number->ToString(), "7");
}

TEST_F(DocumentDeskTest, OnceWhateverIsSentAgain) {
  const std::int64_t document = Put("a");
  const EnteredRows entry = Entry(document, {Fields("Zinc", "7")});
  const RowsEntered first = Add("Ann", entry), again = Add("Ann", entry);
  EXPECT_FALSE(first.repeated);
  EXPECT_TRUE(again.repeated);
  EXPECT_EQ(again.items.at(0).item, first.items.at(0).item);
  EXPECT_EQ(f_.t.Export().size(), 2u);
  EXPECT_TRUE(
      std::holds_alternative<KeyReused>(Must(desk_.AddRows(f_.Person("Ann"), Entry(document, {Fields("Zinc", "8")})))));
  EXPECT_EQ(f_.t.Export().size(), 2u);
}

TEST_F(DocumentDeskTest, AllOrNone) {
  const std::int64_t document = Put("a");
  for (EnteredRows wrong : {Entry(document, {Fields("Zinc", "7"), Fields("", "8")}),
                            Entry(document, {Fields("Zinc", "7"), Fields("Gold", " ")}),
                            Entry(document, {Fields("Zinc", "7")}, "entry-key", 3)}) {
    EXPECT_EQ(desk_.AddRows(f_.Person("Ann"), wrong).error().code, ErrorCode::kArgument);
  }
  EnteredRows page = Entry(document, {Fields("Zinc", "7")});
  page.rows[0].page = 2;
  EXPECT_EQ(desk_.AddRows(f_.Person("Ann"), page).error().code, ErrorCode::kArgument);
  EnteredRows analyte = Entry(document, {Fields("Zinc", "7")});
  analyte.rows[0].fields.analyte = "no-such-analyte";
  EXPECT_EQ(desk_.AddRows(f_.Person("Ann"), analyte).error().code, ErrorCode::kArgument);
  EXPECT_EQ(desk_.AddRows(f_.Person("Ann"), Entry(99, {Fields("Zinc", "7")})).error().code, ErrorCode::kNotFound);
  EXPECT_EQ(f_.t.Export().size(), 1u);
  EXPECT_EQ(f_.t.Items().size(), 1u) << "no item was left behind";
}

TEST_F(DocumentDeskTest, AWholeReportByHand) {
  Document empty = Doc({});
  empty.reports.clear();
  const std::int64_t document = f_.t.Put(empty, "scan").id;
  ASSERT_EQ(f_.t.Items(ItemState::kOpen).size(), 1u);
  std::vector<CorrectedFields> rows;
  for (int i = 0; i < 20; ++i) rows.push_back(Fields("Row " + std::to_string(i), std::to_string(i)));
  Add("Ann", Entry(document, rows));
  EXPECT_EQ(f_.t.Export().size(), 20u);
  EXPECT_TRUE(f_.t.Items(ItemState::kOpen).empty()) << "that there is no report is answered too";
  const auto head = Must(
      desk_.CorrectHead(f_.Person("Ann"), document, 1, "head-key",
                        {{"lab", "Typed Laboratory"}, {"collected", "2024-04-01"}, {"patient_name", "Secret Person"}}));
  EXPECT_EQ(std::get<OverviewReport>(head).header.lab, "Typed Laboratory");
  EXPECT_EQ(std::get<OverviewReport>(head).machine, std::nullopt);
  EXPECT_EQ(f_.t.Export()[0].header.lab, "Typed Laboratory");
  EXPECT_EQ(f_.t.Export()[0].header.collected, "2024-04-01");
  EXPECT_EQ(f_.t.Export()[0].header.patient_name, "") << "never exported";
  // A later run that finds nothing either leaves all of it.
  f_.t.Put(empty, "scan", 2);
  EXPECT_EQ(f_.t.Export().size(), 20u);
  EXPECT_EQ(f_.t.Export()[0].header.lab, "Typed Laboratory");
  EXPECT_EQ(Overview(document).reports.at(0).header.lab, "Typed Laboratory");
}

TEST_F(DocumentDeskTest, RowsWithoutAPlaceStayInTheOrderInWhichTheyWereTyped) {
  const std::int64_t document = Put("a");
  std::vector<CorrectedFields> typed;
  std::vector<std::string> expected;
  for (const char* name : {"Zinc", "Gold", "Silver", "Copper", "Lead", "Tin", "Nickel", "Cobalt"}) {
    typed.push_back(Fields(name, "7"));
    expected.push_back(std::string(name) + "=7 mg/dL decided");
  }
  EnteredRows entry = Entry(document, typed);
  for (EnteredRow& row : entry.rows) row.box = Box{};
  Add("Ann", entry);
  expected.push_back("Iron=5 mg/dL accepted");
  EXPECT_EQ(f_.t.ExportLines(), expected);
}

TEST_F(DocumentDeskTest, ALaterRunThatReadsThePlaceDoesNotDoubleTheRow) {
  const std::int64_t document = Put("a");
  Add("Ann", Entry(document, {Fields("Zinc", "7")}));
  Document later = Doc({Row("Iron", "5"), Row("Zinc", "7", "mg/dL", 300)}, {UnreadLine("Lead 2?4", 140)});
  f_.t.Put(later, "a", 2);
  EXPECT_EQ(f_.t.ExportLines(), (std::vector<std::string>{"Iron=5 mg/dL accepted", "Zinc=7 mg/dL decided"}));
}

TEST_F(DocumentDeskTest, AddedRowsAreKeyedTwiceWherePolicySaysSo) {
  f_.policy.sample = 1;
  const std::int64_t document = Put("a");
  const RowsEntered added = Add("Ann", Entry(document, {Fields("Zinc", "7")}));
  EXPECT_EQ(added.items[0].outcome, "second-key");
  EXPECT_EQ(f_.t.Export().size(), 1u);
  const DocumentOverview overview = Overview(document);
  EXPECT_TRUE(overview.blind.contains(added.items[0].item));
  EXPECT_EQ(CountsOf(overview).waits_for_second_key, 1);
  EXPECT_EQ(f_.Say("Ben", added.items[0].item, DecisionAction::kEdit, ValueAndUnit("7", "mg/dL")), "decided");
  EXPECT_EQ(f_.t.ExportLines()[1], "Zinc=7 mg/dL decided");
}

TEST_F(DocumentDeskTest, ASureRowIsDoubtedAndCorrected) {
  const std::int64_t document = Put("a");
  const Box iron = f_.t.Export()[0].observation.box;
  const std::string item = Must(desk_.Doubt(f_.Person("Ann"), document, 1, iron));
  EXPECT_EQ(f_.t.ExportLines(true)[0], "Iron=5 mg/dL waiting");
  EXPECT_EQ(Must(desk_.Doubt(f_.Person("Ben"), document, 1, iron)), item) << "it has its item now";
  EXPECT_EQ(f_.Say("Ann", item, DecisionAction::kEdit, ValueAndUnit("50", "mg/dL")), "decided");
  EXPECT_EQ(f_.t.ExportLines()[0], "Iron=50 mg/dL decided");
  EXPECT_EQ(Must(desk_.Doubt(f_.Person("Ben"), document, 1, iron)), item) << "an answer is not asked for twice";
  f_.t.Put(Doc({Row("Iron", "5")}, {UnreadLine("Lead 2?4", 140)}), "a", 2);
  EXPECT_EQ(f_.t.ExportLines()[0], "Iron=50 mg/dL decided") << "after a later run too";
}

TEST_F(DocumentDeskTest, ADoubtThatNobodyAnsweredEndsWithTheRun) {
  const std::int64_t document = Put("a");
  const Box iron = f_.t.Export()[0].observation.box;
  const std::string item = Must(desk_.Doubt(f_.Person("Ann"), document, 1, iron));
  f_.t.Put(Doc({Row("Iron", "5")}, {UnreadLine("Lead 2?4", 140)}), "a", 2);
  EXPECT_EQ(f_.t.ExportLines()[0], "Iron=5 mg/dL accepted");
  EXPECT_NE(Must(desk_.Doubt(f_.Person("Ann"), document, 1, iron)), item);
}

TEST_F(DocumentDeskTest, OnlyRowsAreDoubted) {
  const std::int64_t document = Put("a");
  const Box iron = f_.t.Export()[0].observation.box;
  EXPECT_EQ(desk_.Doubt(f_.Person("Ann"), document, 2, iron).error().code, ErrorCode::kNotFound);
  EXPECT_EQ(desk_.Doubt(f_.Person("Ann"), document, 1, {0, 0, 1, 1}).error().code, ErrorCode::kNotFound);
  EXPECT_EQ(desk_.Doubt(f_.Person("Ann"), 99, 1, iron).error().code, ErrorCode::kNotFound);
}

TEST_F(DocumentDeskTest, ACorrectedHeadStandsBesideTheMachines) {
  const std::int64_t document = Put("a");
  f_.t.now = "2024-05-02T08:00:00Z";
  const auto head = std::get<OverviewReport>(Must(
      desk_.CorrectHead(f_.Person("Ann"), document, 1, "head-key", {{"collected", "2024-04-29T07:30"}, {"sex", "F"}})));
  EXPECT_EQ(head.header.collected, "2024-04-29T07:30");
  EXPECT_EQ(head.machine->collected, "2024-04-30");
  EXPECT_EQ(head.corrected, (std::vector<std::string>{"collected", "sex"}));
  EXPECT_EQ(f_.t.Export()[0].header.collected, "2024-04-29T07:30");
  EXPECT_EQ(f_.t.Export(false, "2024-05-02T00:00:00Z").size(), 1u) << "who fetches what is new gets it again";
  f_.t.Put(Doc({Row("Iron", "5")}), "a", 2);
  EXPECT_EQ(f_.t.Export()[0].header.collected, "2024-04-29T07:30") << "also after a later run";
}

TEST_F(DocumentDeskTest, HeadsThatCannotBe) {
  const std::int64_t document = Put("a");
  for (const HeadChange& change : {HeadChange{"colour", "red"}, HeadChange{"sex", "X"},
                                   HeadChange{"birth_date", "2024-02-30"}, HeadChange{"birth_date", "1970-01-02T08:00"},
                                   HeadChange{"collected", "yesterday"}, HeadChange{"reported", "2024-05-01 08:30"}}) {
    const auto refused = desk_.CorrectHead(f_.Person("Ann"), document, 1, "head-key", {change});
    ASSERT_FALSE(refused) << change.first << change.second;
    EXPECT_EQ(refused.error().code, ErrorCode::kArgument);
  }
  EXPECT_EQ(desk_.CorrectHead(f_.Person("Ann"), document, 1, "head-key", {}).error().code, ErrorCode::kArgument);
  EXPECT_EQ(desk_.CorrectHead(f_.Person("Ann"), document, 7, "head-key", {{"lab", "x"}}).error().code,
            ErrorCode::kNotFound);
  EXPECT_EQ(desk_.CorrectHead(f_.Person("Ann"), 99, 1, "head-key", {{"lab", "x"}}).error().code, ErrorCode::kNotFound);
  EXPECT_TRUE(Overview(document).reports[0].corrected.empty());
}

TEST_F(DocumentDeskTest, AMisreadPatientIsPutRight) {
  Put("a");
  const std::int64_t document = Put("b", "C1", "Testa Fakenane", "1971-01-02");
  ASSERT_EQ(OpenPatientQuestions(document), 1);
  EXPECT_EQ(f_.t.Export().size(), 1u) << "her rows wait";
  Must(desk_.CorrectHead(f_.Person("Ann"), document, 1, "head-key",
                         {{"patient_name", "Testa Fakename"}, {"birth_date", "1970-01-02"}}));
  EXPECT_EQ(OpenPatientQuestions(document), 0);
  EXPECT_EQ(f_.t.Export().size(), 2u);
}

TEST_F(DocumentDeskTest, ACorrectedPatientMayBeAnother) {
  Put("a");
  const std::int64_t document = Put("b");
  ASSERT_EQ(OpenPatientQuestions(document), 0);
  Must(desk_.CorrectHead(f_.Person("Ann"), document, 1, "head-key",
                         {{"patient_name", "Somebody Else"}, {"birth_date", "1950-12-31"}}));
  EXPECT_EQ(OpenPatientQuestions(document), 1);
  EXPECT_EQ(f_.t.Export().size(), 1u);
}

TEST_F(DocumentDeskTest, MovingToTheRightClient) {
  Put("a", "C1");
  Put("b", "C2", "Somebody Else", "1950-12-31");
  const std::int64_t document = Put("c", "C1", "Somebody Else", "1950-12-31");
  ASSERT_EQ(OpenPatientQuestions(document), 1);
  f_.t.now = "2024-05-02T08:00:00Z";
  const auto moved = Must(desk_.MoveTo(f_.Person("Ann"), document, "C1", "C2"));
  EXPECT_EQ(std::get<DocumentSummary>(moved).client, "C2");
  EXPECT_EQ(OpenPatientQuestions(document), 0);
  const auto rows = f_.t.Export(false, "2024-05-02T00:00:00Z");
  ASSERT_EQ(rows.size(), 1u);
  EXPECT_EQ(rows[0].client, "C2");
  WorkFilter filter;
  filter.client = "C2";
  EXPECT_EQ(Must(f_.queue->Count(f_.Person("Ann"), filter)).open, 2) << "the queue follows";
}

TEST_F(DocumentDeskTest, MovingToAWrongClientAsks) {
  Put("a", "C2", "Somebody Else", "1950-12-31");
  const std::int64_t document = Put("b", "C1");
  Must(desk_.MoveTo(f_.Person("Ann"), document, "C1", "C2"));
  EXPECT_EQ(OpenPatientQuestions(document), 1);
  EXPECT_EQ(f_.t.Export().size(), 1u);
}

TEST_F(DocumentDeskTest, WhatWasSaidOfAnotherClientHoldsNoMore) {
  Put("a", "C1");
  const std::int64_t document = Put("b", "C1", "Somebody Else", "1950-12-31");
  for (const ReviewItem& item : f_.t.Items(ItemState::kOpen)) {
    if (item.document == document && item.kind == ItemKind::kDocument) {
      EXPECT_EQ(f_.Say("Ann", item.id, DecisionAction::kNotAResult), "decided");
    }
  }
  EXPECT_EQ(f_.t.Export().size(), 1u);
  Must(desk_.MoveTo(f_.Person("Ann"), document, "C1", "C3"));
  EXPECT_EQ(f_.t.Export().size(), 2u) << "not this client's, and now it is that of another";
}

TEST_F(DocumentDeskTest, MovesThatCannotBe) {
  const std::int64_t document = Put("a", "C1");
  Put("a", "C2");
  const auto has_it = Must(desk_.MoveTo(f_.Person("Ann"), document, "C1", "C2"));
  EXPECT_TRUE(std::get<ClientConflict>(has_it).has_it);
  const auto late = Must(desk_.MoveTo(f_.Person("Ann"), document, "C9", "C3"));
  EXPECT_EQ(std::get<ClientConflict>(late).client, "C1");
  EXPECT_TRUE(std::holds_alternative<DocumentSummary>(Must(desk_.MoveTo(f_.Person("Ann"), document, "C9", "C1"))))
      << "it is there";
  EXPECT_EQ(desk_.MoveTo(f_.Person("Ann"), 99, "C1", "C2").error().code, ErrorCode::kNotFound);
}

TEST_F(DocumentDeskTest, ItsJobMovesWithIt) {
  const std::int64_t document = Put("a", "C1");
  f_.database->sql().exec(
      "INSERT INTO jobs (document_id, client_id, state, urgent, lane, queued_at, owner) SELECT id, client_id, "
      "'running', 0,"
      " 'digital', '', 'w1' FROM documents");
  const auto while_read = desk_.MoveTo(f_.Person("Ann"), document, "C1", "C2");
  ASSERT_FALSE(while_read) << "what reads it would store it for C1";
  EXPECT_EQ(while_read.error().code, ErrorCode::kStore);
  f_.database->sql().exec("UPDATE jobs SET state = 'done', owner = ''");
  Must(desk_.MoveTo(f_.Person("Ann"), document, "C1", "C2"));
  EXPECT_EQ(f_.database->sql().execAndGet("SELECT c.name FROM jobs j JOIN clients c ON c.id = j.client_id").getString(),
            "C2")
      << "a later attempt reads it for its client";
}

TEST_F(DocumentDeskTest, DoneWithACount) {
  const std::int64_t document = Put("a");
  const auto early = Must(desk_.Done(f_.Person("Ann"), document, "done-key"));
  EXPECT_EQ(std::get<ItemsOpen>(early).counts.open_items, 1);
  EXPECT_EQ(f_.Say("Ann", f_.t.Items()[0].id, DecisionAction::kEdit, Fields("Lead", "24")), "decided");
  Add("Ann", Entry(document, {Fields("Zinc", "7")}));
  const DocumentCounts counts = std::get<DocumentCounts>(Must(desk_.Done(f_.Person("Ann"), document, "done-key")));
  EXPECT_EQ(counts.rows, 3);
  EXPECT_EQ(counts.entered, 2);
  EXPECT_EQ(counts.lines, 2);
  EXPECT_EQ(counts.lines_explained, 2);
  EXPECT_EQ(counts.open_items, 0);
  EXPECT_EQ(std::get<DocumentCounts>(Must(desk_.Done(f_.Person("Ann"), document, "done-key"))).rows, 3);
  const DocumentSummary summary = Must(DocumentOverviews(*f_.database).Summary(document));
  EXPECT_EQ(summary.done_by, "Ann");
  EXPECT_EQ(summary.done_at, f_.t.now);
}

TEST_F(DocumentDeskTest, Overviews) {
  const std::int64_t first = Put("a", "C1"), second = Put("b", "C2");
  const DocumentOverview overview = Overview(first);
  EXPECT_EQ(overview.pages.size(), 1u);
  EXPECT_EQ(overview.reports.at(0).header.patient_name, "Testa Fakename") << "for people who may see it";
  EXPECT_EQ(overview.rows.size(), 1u);
  ASSERT_EQ(overview.lines.size(), 2u);
  EXPECT_EQ(overview.lines[1].line_class, "unread");
  EXPECT_EQ(overview.lines[1].text, "Lead 2?4");
  EXPECT_NE(overview.lines[1].item, "");
  EXPECT_EQ(CountsOf(overview).lines_explained, 1);
  DocumentOverviews overviews(*f_.database);
  EXPECT_EQ(Must(overviews.List({}, 10)).at(0).id, second) << "newest first";
  DocumentQuery query;
  query.client = "C1";
  EXPECT_EQ(Must(overviews.List(query, 10)).size(), 1u);
  query = {};
  query.before = second;
  EXPECT_EQ(Must(overviews.List(query, 10)).at(0).id, first);
  query = {};
  query.sha256 = Overview(second).summary.sha256;
  EXPECT_EQ(Must(overviews.List(query, 10)).size(), 1u);
  for (const ReviewItem& item : f_.t.Items()) {
    if (item.document == first) f_.Say("Ann", item.id, DecisionAction::kNotAResult);
  }
  query = {};
  query.open = true;
  EXPECT_EQ(Must(overviews.List(query, 10)).at(0).id, second);
  EXPECT_EQ(Must(overviews.Clients("c", 10)), (std::vector<std::string>{"C1", "C2"}));
  EXPECT_EQ(Must(overviews.Clients("2", 10)), (std::vector<std::string>{"C2"}));
  EXPECT_EQ(overviews.Get(99).error().code, ErrorCode::kNotFound);
}

TEST_F(DocumentDeskTest, EveryChangeIsOnRecordWithoutItsText) {
  const std::int64_t document = Put("a");
  const std::int64_t before = Must(AuditLog(*f_.database).Verify()).entries;
  Add("Ann", Entry(document, {Fields("SECRET", "7")}));
  Must(desk_.CorrectHead(f_.Person("Ann"), document, 1, "head-key", {{"patient_name", "SECRET"}}));
  Must(desk_.MoveTo(f_.Person("Ann"), document, "C1", "SECRET"));
  std::vector<std::string> actions;
  for (const AuditEntry& entry : Must(AuditLog(*f_.database).List({before, {}, {}}, 20))) {
    actions.push_back(entry.event.action);
    EXPECT_EQ(entry.event.detail.find("SECRET"), std::string::npos);
    EXPECT_EQ(entry.event.document, document);
  }
  EXPECT_EQ(actions, (std::vector<std::string>{"decide", "add-rows", "correct-head", "move-document"}));
}

TEST_F(DocumentDeskTest, CorrectionsAreKept) {
  const std::int64_t document = Put("a");
  Must(desk_.CorrectHead(f_.Person("Ann"), document, 1, "head-key", {{"lab", "x"}}));
  EXPECT_THROW(f_.database->sql().exec("UPDATE header_corrections SET text = 'y'"), SQLite::Exception);
  EXPECT_THROW(f_.database->sql().exec("DELETE FROM header_corrections"), SQLite::Exception);
}

}  // namespace
}  // namespace labintake::db::testing
