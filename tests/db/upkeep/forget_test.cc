// What is forgotten is nowhere; everything else is as it was.
#include "db/upkeep/forget.h"

#include <gtest/gtest.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <random>
#include <set>
#include <thread>

#include "db/blob_batch.h"
#include "db/digest.h"
#include "db/job_queue.h"
#include "db/sqlite_connection.h"
#include "db/stage_cache.h"
#include "db/upkeep/doctor.h"
#include "tests/db/fake_reports.h"
#include "tests/db/run_command.h"
#include "tests/db/upkeep/worker.h"

namespace labintake::db::testing {
namespace {

namespace fs = std::filesystem;
using Lines = std::vector<std::string>;

constexpr const char* kPlanted = "Quarkbein";
constexpr const char* kNow = "2024-06-01T08:00:00Z";

// A name that nobody knows, accepted as printed.
Observation Unknown(const std::string& name, const std::string& value = "8", double y = 100) {
  Observation row = Row(name, value, "ng/mL", y);
  row.findings = {{FindingCode::kAnalyteUnknown, "It is no name of the catalogue.", row.name.box, Severity::kNote}};
  return row;
}

// A report that has the planted name wherever a text of a document may get to.
Document Planted(int n) {
  const std::string name = kPlanted;
  std::vector<Observation> rows = {Row(name + " iron", "5"), DoubtfulRow("Zinc " + name, "7", "mg/dL", 120),
                                   Unknown(name + " factor " + std::to_string(n), "8", 140)};
  rows[1].findings[0].message += " " + name;
  rows[1].panel = rows[1].specimen = name;
  for (int i = 0; i < n % 7; ++i) rows.push_back(Row(name + std::string(i * 11u, '.'), "1", "g/L", 160 + i));
  Document document = Doc(std::move(rows), {UnreadLine("Lead 2?4 " + name, 300)});
  document.path = "in/" + name + " " + std::to_string(n) + ".pdf";
  ReportHeader& h = document.reports[0].header;
  h.patient_name = "Testa " + name;
  h.lab = name + " Laboratory";
  h.accession = h.patient_id = name + std::to_string(n);
  document.reports[0].findings = {{FindingCode::kPageUnreadable, "Page 2 of " + name, {}}};
  return document;
}

class ForgetTest : public ::testing::Test {
 protected:
  // The files below the store's folder that hold `text`.
  Lines Holders(const std::string& text) {
    Lines holders;
    for (const auto& entry : fs::recursive_directory_iterator(t_.folder.path())) {
      const std::string name = entry.path().filename();
      const bool holds = entry.is_regular_file() && ReadFile(entry.path()).find(text) != std::string::npos;
      if (holds || name.find(text) != std::string::npos) {
        holders.push_back(name);
      }
    }
    return holders;
  }

  std::string Blob(const std::string& bytes) { return BlobPath(t_.path + ".blobs", Sha256Hex(bytes)); }

  Removal Forget(ForgetRequest request) {
    request.by = "Ann";
    const Forgotten done = Must(db::Forget(t_.path, request, kNow));
    EXPECT_FALSE(done.remains) << done.remains->message;
    return done.removal;
  }

  void ExpectSound() {
    for (const Problem& p : Must(Examine(t_.path, {})).problems) ADD_FAILURE() << p.code << " " << p.message;
  }

  std::vector<ReviewItem> Names(std::optional<ItemState> state = std::nullopt) {
    std::vector<ReviewItem> names;
    for (ReviewItem& item : t_.Items(state)) {
      if (item.kind == ItemKind::kName) names.push_back(std::move(item));
    }
    return names;
  }

  void Answer(const std::string& item, const std::string& analyte, const std::string& note = "") {
    Decision decision;
    decision.item = item;
    decision.action = DecisionAction::kAccept;
    decision.corrected.analyte = analyte;
    decision.by = "ann";
    decision.note = note;
    decision.reopen = true;
    ASSERT_EQ(Must(t_.store->ApplyDecision(decision)), DecisionOutcome::kApplied);
  }

  int Int(const std::string& sql) {
    auto database = Must(OpenConnection(t_.path, OpenMode::kExisting));
    return database.execAndGet(sql).getInt();
  }

  // Documents of the client to be forgotten among others, runs over runs, answers, and names learned and taken back.
  void PlantMuch() {
    for (int n = 0; n < 12; ++n) {
      t_.Put(Planted(n), std::string("%PDF planted ") + kPlanted + std::to_string(n), 1, kPlanted);
      t_.Put(Doc({DoubtfulRow("Gold", std::to_string(n)), Unknown("Ferr. X" + std::to_string(n), "8", 120)}),
             "other " + std::to_string(n), 1, "C2");
    }
    int imported = 0;
    for (const ReviewItem& item : t_.Items(ItemState::kOpen)) {
      if (item.client == kPlanted && item.kind == ItemKind::kRow) {
        CorrectedFields fields = NewValue(std::string(kPlanted) + " 9");
        EXPECT_EQ(t_.Decide(item.id, DecisionAction::kEdit, fields), DecisionOutcome::kApplied);
      } else if (item.kind == ItemKind::kName) {
        Answer(item.id, "ferritin-serum", item.client == kPlanted ? kPlanted : "");
        std::vector<Alias> aliases(5);
        for (Alias& alias : aliases) {
          alias.lab = "Fake Laboratory";
          alias.name = "Fe " + std::to_string(imported++);
          alias.analyte = "iron-serum";
          alias.by = "ann";
        }
        Must(t_.store->AddAliases(aliases));
      }
    }
    for (const Alias& alias : Must(t_.store->ListAliases(false))) {
      ASSERT_TRUE(t_.store->RetractAlias(alias.id, "somebody with a long name " + std::to_string(alias.id)));
    }
    for (int n = 0; n < 12; n += 2) {
      t_.Put(Planted(n + 1), std::string("%PDF planted ") + kPlanted + std::to_string(n), 2, kPlanted);
    }
  }

  TestStore t_;
};

TEST_F(ForgetTest, NothingOfAClientIsLeftAnywhere) {
  PlantMuch();
  const Lines others = [&] {
    Lines lines;
    EXPECT_TRUE(t_.store->ForEachExportRow({"C2", "", true}, [&](const ExportRow& row) {
      lines.push_back(row.observation.name.text + row.observation.value.text + row.final_at);
    }));
    return lines;
  }();
  // That the search would find it.
  EXPECT_GE(Holders(kPlanted).size(), 13u);
  EXPECT_EQ(Int("SELECT count(*) FROM name_aliases WHERE name LIKE '%" + std::string(kPlanted) + "%'"), 12);

  const Removal removal = Forget({.client = kPlanted});
  EXPECT_EQ(removal.counts.documents, 12);
  EXPECT_EQ(removal.counts.files, 12);
  EXPECT_EQ(removal.counts.runs, 18);
  EXPECT_EQ(removal.counts.aliases, 12);
  EXPECT_EQ(removal.document_ids.size(), 12u);
  EXPECT_EQ(removal.by, "Ann");
  EXPECT_EQ(removal.finished_at, kNow);

  EXPECT_EQ(Holders(kPlanted), Lines{}) << "with the store still open elsewhere";
  Lines after;
  ASSERT_TRUE(t_.store->ForEachExportRow({std::nullopt, "", true}, [&](const ExportRow& row) {
    after.push_back(row.observation.name.text + row.observation.value.text + row.final_at);
  }));
  EXPECT_EQ(after, others);
  ExpectSound();
  t_.store.reset();
  EXPECT_EQ(Holders(kPlanted), Lines{});
}

// Where lines of many documents share pages, SQLite moves lines when their neighbours go, and leaves copies.
TEST_F(ForgetTest, DocumentByDocumentNothingIsLeftInPagesThatOthersShare) {
  std::mt19937 random(1);
  const auto mark = [](int n) { return "Mark" + std::to_string(1000 + n) + "X"; };
  std::vector<int> order;
  for (int n = 0; n < 40; ++n) {
    std::vector<Observation> rows;
    std::vector<ClassifiedLine> lines;
    const int count = 3 + static_cast<int>(random() % 58);
    for (int i = 0; i < count; ++i) {
      rows.push_back(Row(mark(n) + std::string(random() % 30, 'f'), "5", "mg/dL", 100 + i));
      lines.push_back(UnreadLine(mark(n) + std::string(random() % 80, 'l'), 100 + i));
    }
    ASSERT_EQ(t_.Put(Doc(std::move(rows), std::move(lines)), mark(n)).id, n + 1);
    order.push_back(n);
  }
  std::shuffle(order.begin(), order.end(), random);
  order.resize(30);
  for (const int n : order) {
    Forget({.document = n + 1});
    EXPECT_EQ(Holders(mark(n)), Lines{}) << n;
  }
  ExpectSound();
}

TEST_F(ForgetTest, TheWordsForgottenMayNotBeInTheAuditLine) {
  t_.Put(Planted(1), "bytes", 1, kPlanted);
  Forget({.client = kPlanted});
  const std::vector<Removal> all = Must(ListRemovals(t_.path));
  ASSERT_EQ(all.size(), 1u);
  EXPECT_EQ(all[0].document_ids, std::vector<std::int64_t>{1});
  ASSERT_TRUE(all[0].client_id);
  EXPECT_EQ(Int("SELECT count(*) FROM clients"), 1);
  EXPECT_EQ(Holders(Sha256Hex("bytes")), Lines{}) << "a hash would tell whether a file was here";
  auto database = Must(OpenConnection(t_.path, OpenMode::kExisting));
  for (const char* sql : {"DELETE FROM removals", "DELETE FROM removed_documents",
                          "UPDATE removals SET removed_by = 'x'", "UPDATE removals SET finished_at = NULL"}) {
    EXPECT_THROW(database.exec(sql), SQLite::Exception) << sql;
  }
}

TEST_F(ForgetTest, OneDocumentOfAClient) {
  t_.Put(Doc({Row("Iron", "5")}), "stays", 1, "C1");
  const StoredDocument goes = t_.Put(Planted(3), "goes", 1, "C1");
  const Removal removal = Forget({.document = goes.id});
  EXPECT_EQ(removal.counts.documents, 1);
  EXPECT_FALSE(removal.client_id);
  EXPECT_EQ(Holders(kPlanted), Lines{});
  EXPECT_EQ(t_.ExportLines(), Lines{"Iron=5 mg/dL accepted"});
  EXPECT_FALSE(fs::exists(Blob("goes")));
  EXPECT_TRUE(fs::exists(Blob("stays")));
  ExpectSound();
}

TEST_F(ForgetTest, BytesThatAnotherClientHasTooStay) {
  t_.Put(Doc({Row("Iron", "5")}), "shared", 1, "C1");
  const StoredDocument second = t_.Put(Doc({Row("Iron", "5")}), "shared", 1, "C2");
  EXPECT_EQ(Forget({.client = "C1"}).counts.files, 0);
  EXPECT_EQ(Must(t_.store->ReadBytes(Sha256Hex("shared"))), "shared");
  ExpectSound();
  EXPECT_EQ(Forget({.document = second.id}).counts.files, 1);
  EXPECT_FALSE(t_.store->ReadBytes(Sha256Hex("shared")));
  ExpectSound();
}

TEST_F(ForgetTest, DocumentsOfNobody) {
  t_.Put(Doc({Row("Iron", "5")}), "a", 1, "");
  t_.Put(Doc({Row("Zinc", "5")}), "b", 1, "C1");
  EXPECT_FALSE(Forget({.client = ""}).client_id);
  EXPECT_EQ(t_.ExportLines(), Lines{"Zinc=5 mg/dL accepted"});
  EXPECT_FALSE(PlanForget(t_.path, {.client = ""}));
  t_.Put(Doc({Row("Iron", "5")}), "a", 1, "");
  ExpectSound();
}

TEST_F(ForgetTest, APlanChangesNothing) {
  t_.Put(Planted(3), "a", 1, "C1");
  const std::string before = ReadFile(t_.path) + ReadFile(t_.path + "-wal");
  const RemovalCounts plan = Must(PlanForget(t_.path, {.client = "C1"}));
  EXPECT_EQ(plan.documents, 1);
  EXPECT_EQ(plan.rows, 6);
  EXPECT_EQ(plan.items, 4) << "a row, a line, the report and a name";
  EXPECT_EQ(ReadFile(t_.path) + ReadFile(t_.path + "-wal"), before);
}

TEST_F(ForgetTest, WhatIsNotThereAndWhoDoesNotSay) {
  t_.Put(Planted(3), "a", 1, "C1");
  for (const ForgetRequest& request :
       {ForgetRequest{.client = "C9", .by = "Ann"}, ForgetRequest{.document = 9, .by = "Ann"},
        ForgetRequest{.client = "C1", .by = " "}}) {
    const auto done = db::Forget(t_.path, request, kNow);
    ASSERT_FALSE(done);
    EXPECT_EQ(done.error().code, ErrorCode::kArgument);
  }
  EXPECT_TRUE(Must(ListRemovals(t_.path)).empty());
  EXPECT_EQ(Must(FinishForgetting(t_.path, kNow)), 0);
}

TEST_F(ForgetTest, ANameThatOthersHaveTooIsAskedAgain) {
  t_.Put(Doc({Unknown("Ferr. X")}), "a", 1, "C1");
  t_.Put(Doc({Unknown("FERR X", "9", 140)}), "b", 1, "C2");
  ASSERT_EQ(Names().size(), 1u);
  Answer(Names()[0].id, "ferritin-serum", "said C1");
  EXPECT_EQ(Must(t_.store->Aliases(std::nullopt)).number(), 1);

  const Removal removal = Forget({.client = "C1"});
  EXPECT_EQ(removal.counts.aliases, 1);
  EXPECT_EQ(removal.counts.decisions, 1);
  EXPECT_EQ(removal.counts.items, 0);
  const std::vector<ReviewItem> names = Names(ItemState::kOpen);
  ASSERT_EQ(names.size(), 1u);
  EXPECT_EQ(names[0].row.name.text, "FERR X");
  EXPECT_EQ(names[0].client, "C2");
  EXPECT_TRUE(names[0].decisions.empty());
  EXPECT_TRUE(Must(t_.store->ListAliases(true)).empty());
  EXPECT_EQ(Must(t_.store->Aliases(std::nullopt)).number(), 2) << "a later run knows that it knows less";
  EXPECT_EQ(Holders("said C1"), Lines{});
  ExpectSound();

  Answer(names[0].id, "ferritin-serum");
  EXPECT_EQ(Must(t_.store->Aliases(std::nullopt)).number(), 3);
  EXPECT_EQ(Must(t_.store->ListAliases(true)).at(0).id, 2) << "the number of what is gone is not given again";
  ExpectSound();
}

TEST_F(ForgetTest, AnAnswerThatCameWithAnotherDocumentsRowStands) {
  t_.Put(Doc({Unknown("Ferr. X")}), "a", 1, "C1");
  Observation doubtful = DoubtfulRow("Ferr. X", "9", "ng/mL", 140);
  t_.Put(Doc({doubtful, Unknown("Ferr. X", "9", 160)}), "b", 1, "C2");
  for (const ReviewItem& item : t_.Items(ItemState::kOpen)) {
    if (item.kind == ItemKind::kRow) Answer(item.id, "ferritin-serum");
  }
  ASSERT_EQ(Names(ItemState::kDecided).size(), 1u);
  EXPECT_EQ(Names()[0].client, "C1");

  EXPECT_EQ(Forget({.client = "C1"}).counts.aliases, 0);
  ASSERT_EQ(Names(ItemState::kDecided).size(), 1u);
  EXPECT_EQ(Names()[0].client, "C2");
  EXPECT_EQ(Must(t_.store->ListAliases(false)).size(), 1u);
  EXPECT_EQ(Must(t_.store->Aliases(std::nullopt)).number(), 1);
  ExpectSound();

  // And goes with that row.
  EXPECT_EQ(Forget({.client = "C2"}).counts.aliases, 1);
  EXPECT_TRUE(Names().empty());
  ExpectSound();
}

TEST_F(ForgetTest, AnAnswerThatCameWithARowThatGoesIsTakenBack) {
  t_.Put(Doc({Unknown("Ferr. X")}), "a", 1, "C1");
  t_.Put(Doc({DoubtfulRow("Ferr. X", "9", "ng/mL", 140)}), "b", 1, "C2");
  for (const ReviewItem& item : t_.Items(ItemState::kOpen)) {
    if (item.kind == ItemKind::kRow) Answer(item.id, "ferritin-serum");
  }
  EXPECT_EQ(Forget({.client = "C2"}).counts.aliases, 1);
  ASSERT_EQ(Names(ItemState::kOpen).size(), 1u);
  EXPECT_EQ(Names()[0].client, "C1");
  EXPECT_TRUE(Names()[0].decisions.empty());
  ExpectSound();
}

TEST_F(ForgetTest, NamesThatNobodyLearnedFromItStay) {
  Alias alias;
  alias.lab = "Fake Laboratory";
  alias.name = "Fe";
  alias.analyte = "iron-serum";
  alias.by = "ann";
  Must(t_.store->AddAliases({&alias, 1}));
  t_.Put(Doc({Unknown("Ferr. X")}), "a", 1, "C1");
  Forget({.client = "C1"});
  EXPECT_EQ(Must(t_.store->ListAliases(false)).size(), 1u);
  EXPECT_EQ(Must(t_.store->Aliases(std::nullopt)).number(), 1);
}

TEST_F(ForgetTest, NumbersAreNotGivenAgain) {
  t_.Put(Doc({Row("Iron", "5")}), "a", 1, "C1");
  const StoredDocument last = t_.Put(Doc({Row("Iron", "5")}), "b", 1, "C2");
  const int client = Int("SELECT max(id) FROM clients");
  Forget({.client = "C2"});
  EXPECT_EQ(t_.Put(Doc({Row("Iron", "5")}), "b", 1, "C2").id, last.id + 1);
  EXPECT_EQ(Int("SELECT max(id) FROM clients"), client + 1);
  auto database = Must(OpenConnection(t_.path, OpenMode::kExisting));
  EXPECT_THROW(database.exec("INSERT INTO documents VALUES (" + std::to_string(last.id) + ", 0, '" + Sha256Hex("a") +
                             "', 'f', 't')"),
               SQLite::Exception);
  EXPECT_THROW(database.exec("INSERT INTO clients VALUES (" + std::to_string(client) + ", 'C3')"), SQLite::Exception);
}

TEST_F(ForgetTest, WhatLaterReportsSaidOfItIsSilenced) {
  for (const char* day : {"2024-01-10", "2024-02-10", "2024-03-10"}) {
    Observation row = Row("Sodium", day == std::string("2024-03-10") ? "1390" : "141", "mmol/L");
    row.analyte = {"sodium-serum", "Sodium", "2951-2", "serum", NameMatch::kListed, {}};
    row.canonical = {row.value.number, {}, {}, "mmol/L", ""};
    Document document = Doc({row});
    document.reports[0].header.collected = day;
    t_.Put(document, day);
  }
  const std::string said = "141 mmol/L on 2024-02-10";
  ASSERT_EQ(Int("SELECT count(*) FROM findings WHERE message LIKE '%" + said + "%'"), 1);
  Forget({.document = 2});
  EXPECT_EQ(Int("SELECT count(*) FROM findings WHERE message LIKE '%2024-02-10%'"), 0);
  EXPECT_EQ(Int("SELECT count(*) FROM findings WHERE code = 'history-breaks'"), 1) << "the row still waits";
  EXPECT_EQ(Holders(said), Lines{});
}

TEST_F(ForgetTest, BeginningsThatAKilledWriterLeftGoToo) {
  t_.Put(Doc({Row("Iron", "5")}), "the bytes of it", 1, "C1");
  WriteFile(t_.path + ".blobs/incoming-1-0", "the byt");
  Forget({.client = "C1"});
  EXPECT_FALSE(fs::exists(t_.path + ".blobs/incoming-1-0"));
}

TEST_F(ForgetTest, WhatStagesMadeGoesToo) {
  t_.Put(Doc({Row("Iron", "5")}), "both have it", 1, "C1");
  t_.Put(Doc({Row("Iron", "5")}), "both have it", 1, "C2");
  t_.Put(Doc({Row("Iron", "5")}), "C1 alone", 1, "C1");
  const StageCache stages(StagesFolder(t_.path), 1 << 20);
  for (const char* bytes : {"both have it", "C1 alone", "being read", "never stored"}) {
    stages.Put(Sha256Hex(bytes), {"page 1", "1"}, std::string(kPlanted) + " in " + bytes);
  }
  for (const auto& entry : fs::recursive_directory_iterator(StagesFolder(t_.path))) {
    if (entry.is_regular_file() && ReadFile(entry.path()).find("never") != std::string::npos) {
      fs::last_write_time(entry.path(), fs::file_time_type::clock::now() - std::chrono::hours(2));
    }
  }
  WriteFile(StagesFolder(t_.path) + "/incoming-1-0", kPlanted);
  EXPECT_EQ(Holders(kPlanted).size(), 5u);
  Forget({.client = "C1"});
  EXPECT_TRUE(stages.Get(Sha256Hex("both have it"), {"page 1", "1"}));
  EXPECT_TRUE(stages.Get(Sha256Hex("being read"), {"page 1", "1"}));
  EXPECT_EQ(Holders(kPlanted).size(), 2u);
}

TEST_F(ForgetTest, JobsArrivalsAndLinksGoToo) {
  auto queue = Must(OpenJobQueue(t_.path, OpenMode::kExisting, Worker()));
  const std::string folder = (t_.folder / "failed") + "/" + kPlanted, link = folder + "/Testa " + kPlanted + ".pdf";
  fs::create_directories(folder);
  for (const std::string& client : {std::string(kPlanted), std::string("C2")}) {
    ASSERT_TRUE(BlobStore(t_.path + ".blobs").Put(Sha256Hex(client), client));
    ArrivingFile file;
    file.name = client + ".pdf";
    file.place = "/inbox/" + client + "/" + file.name;
    file.client = client;
    file.sha256 = Sha256Hex(client);
    file.size = client.size();
    file.wants_link = true;
    const Arrival arrival = Must(queue->Enqueue({{file}}, {})).at(0);
    ASSERT_EQ(Must(queue->Claim({})).size(), 1u) << "so that the client has had a turn";
    if (client != kPlanted) continue;
    fs::create_symlink(Blob(client), link);
    WriteFile(link + kReasonEnd, "It could not be read.");
    ASSERT_TRUE(queue->Note({{{.arrival = arrival.id, .link = MadeLink{LinkKind::kFailed, link}}}}));
  }
  Forget({.client = kPlanted});
  EXPECT_EQ(Holders(kPlanted), Lines{});
  EXPECT_FALSE(fs::exists(folder)) << "it has the client's name";
  EXPECT_TRUE(fs::exists(t_.folder / "failed"));
  EXPECT_EQ(Must(queue->List({})).size(), 1u);
  EXPECT_EQ(Must(queue->Heartbeat()).size(), 1u) << "whoever worked on it has lost the lease";
  ExpectSound();
}

TEST_F(ForgetTest, WhatPeopleKeyedAndWroteGoesToo) {
  PlantMuch();
  {
    auto database = Must(OpenConnection(t_.path, OpenMode::kExisting));
    database.exec("INSERT INTO users VALUES (1, 'Ann', 'entry', '', 1, 0, 't', 't')");
    for (const auto& [client, word] : {std::pair<std::string, std::string>{kPlanted, kPlanted}, {"C2", "Kept"}}) {
      const std::string documents =
          "(SELECT d.id FROM documents d JOIN clients c ON c.id = d.client_id WHERE c.name = '" + client + "')";
      const std::string items = "(SELECT id FROM review_items WHERE document_id IN " + documents + ")";
      database.exec("INSERT INTO answers SELECT NULL, id, 'k', 'r', 1, 1, 1, 'edit', '{}', '" + word + "', '" + word +
                    "', 't', 'decided', 'decided', 1, 'v', NULL FROM review_items WHERE id IN " + items);
      database.exec("INSERT INTO remarks SELECT NULL, id, 1, '', 1, 1, '" + word +
                    "', 't' FROM review_items WHERE id IN " + items);
      database.exec("INSERT INTO drafts SELECT 1, id, '" + word + "', 't' FROM review_items WHERE id IN " + items);
      database.exec("INSERT INTO drafts SELECT 1, 'document ' || id, '" + word + "', 't' FROM documents WHERE id IN " +
                    documents);
      database.exec("INSERT INTO header_corrections SELECT NULL, id, 1, 'patient_name', '" + word +
                    "', 1, 't' FROM documents WHERE id IN " + documents);
      database.exec("INSERT INTO document_requests SELECT id, 'k', 'r', 1, 'rows', '" + word +
                    "', 't' FROM documents WHERE id IN " + documents);
    }
    EXPECT_THROW(database.exec("DELETE FROM answers"), SQLite::Exception) << "a document's answers go with it only";
    EXPECT_THROW(database.exec("DELETE FROM header_corrections"), SQLite::Exception);
  }
  const std::int64_t kept = Int("SELECT count(*) FROM answers WHERE note = 'Kept'");
  ASSERT_GT(kept, 0);
  Forget({.client = kPlanted});
  EXPECT_EQ(Holders(kPlanted), Lines{});
  EXPECT_EQ(Int("SELECT count(*) FROM answers"), kept);
  EXPECT_EQ(Int("SELECT count(*) FROM remarks"), kept);
  EXPECT_EQ(Int("SELECT count(*) FROM drafts WHERE body <> 'Kept'"), 0);
  EXPECT_GT(Int("SELECT count(*) FROM header_corrections"), 0);
  EXPECT_GT(Int("SELECT count(*) FROM document_requests"), 0);
  ExpectSound();
}

// The service makes links first and tells the database afterwards, several at a time.
TEST_F(ForgetTest, ALinkThatIsToldOfTooLateGoesWithTheNext) {
  auto queue = Must(OpenJobQueue(t_.path, OpenMode::kExisting, Worker()));
  const std::string link = t_.folder / (std::string("Testa ") + kPlanted + ".pdf");
  const auto arrive = [&](const std::string& bytes) {
    ArrivingFile file;
    file.client = "C1";
    file.sha256 = Sha256Hex(bytes);
    EXPECT_TRUE(BlobStore(t_.path + ".blobs").Put(file.sha256, bytes));
    file.size = bytes.size();
    file.place = bytes;
    file.wants_link = true;
    return Must(queue->Enqueue({{file}}, {})).at(0).id;
  };
  const std::int64_t arrival = arrive("first");
  fs::create_symlink(Blob("first"), link);
  Forget({.client = "C1"});
  EXPECT_GT(arrive("second"), arrival) << "or the note would be taken for that of another file";
  ASSERT_TRUE(queue->Note({{{.arrival = arrival, .link = MadeLink{LinkKind::kProcessed, link}}}}));
  const auto problems = Must(Examine(t_.path, {})).problems;
  ASSERT_EQ(problems.size(), 1u);
  EXPECT_EQ(problems[0].code, "removal-unfinished");
  Must(FinishForgetting(t_.path, kNow));
  EXPECT_EQ(Holders(kPlanted), Lines{});
  ExpectSound();
}

// A table that is added, and that belongs to documents, has to be taught to forget.
TEST_F(ForgetTest, KnowsEveryTableThatHangsOnADocument) {
  auto database = Must(OpenConnection(t_.path, OpenMode::kExisting));
  std::set<std::string> tables = {"documents"};
  for (std::size_t before = 0; before != tables.size();) {
    before = tables.size();
    SQLite::Statement links(database,
                            "SELECT t.name, f.\"table\" FROM pragma_table_list t JOIN pragma_foreign_key_list(t.name) f"
                            " WHERE t.schema = 'main'");
    while (links.executeStep()) {
      if (tables.contains(links.getColumn(1).getString())) tables.insert(links.getColumn(0).getString());
    }
  }
  EXPECT_EQ(tables, (std::set<std::string>{"answers", "arrivals", "decisions", "document_requests", "documents",
                                           "fields", "findings", "header_corrections", "jobs", "lines", "name_aliases",
                                           "pages", "remarks", "reports", "review_items", "rows", "runs", "work"}))
      << "see db/upkeep/leaving.cc and db/upkeep/removal_writer.cc";
}

TEST_F(ForgetTest, AFileThatWasStoredAgainInBetweenStays) {
  t_.Put(Doc({Row("Iron", "5")}), "again", 1, "C1");
  Must(OpenConnection(t_.path, OpenMode::kExisting))
      .exec(
          "INSERT INTO removals VALUES (1, 'then', 'Ann', NULL, 1, 1, 1, 1, 0, 0, 0, 0, 0, NULL);"
          "INSERT INTO removed_files VALUES ('" +
          Sha256Hex("again") + "')");
  EXPECT_EQ(Must(FinishForgetting(t_.path, kNow)), 1);
  EXPECT_EQ(Must(t_.store->ReadBytes(Sha256Hex("again"))), "again");
  ExpectSound();
}

TEST_F(ForgetTest, AReaderThatStaysIsSaidAndTheRestIsDoneLater) {
  t_.Put(Planted(1), "bytes", 1, kPlanted);
  auto reader = Must(OpenToRead(t_.path));
  reader.exec("BEGIN");
  ASSERT_EQ(reader.execAndGet("SELECT count(*) FROM documents").getInt(), 1);
  const Forgotten done = Must(db::Forget(t_.path, {.client = kPlanted, .by = "Ann"}, kNow));
  ASSERT_TRUE(done.remains);
  EXPECT_NE(done.remains->message.find("end that process"), std::string::npos);
  EXPECT_EQ(done.removal.finished_at, "");
  EXPECT_TRUE(t_.Export(true).empty());
  EXPECT_FALSE(fs::exists(Blob("bytes")));
  const auto problems = Must(Examine(t_.path, {})).problems;
  ASSERT_EQ(problems.size(), 1u);
  EXPECT_EQ(problems[0].code, "removal-unfinished");
  reader.exec("ROLLBACK");
  EXPECT_EQ(Must(FinishForgetting(t_.path, kNow)), 1);
  EXPECT_EQ(Must(FinishForgetting(t_.path, kNow)), 0);
  EXPECT_EQ(Holders(kPlanted), Lines{});
  ExpectSound();
}

TEST_F(ForgetTest, AFullDiskIsSaidAndTheRestIsDoneLater) {
  PlantMuch();
  t_.store.reset();
  const auto size = static_cast<rlim_t>(fs::file_size(t_.path));
  const pid_t child = fork();
  if (child == 0) {
    signal(SIGXFSZ, SIG_IGN);
    const rlimit limit{size * 3 / 4, size * 3 / 4};
    setrlimit(RLIMIT_FSIZE, &limit);
    const auto done = db::Forget(t_.path, {.client = kPlanted, .by = "Ann"}, kNow);
    // Either the lines are gone and the rest waits, or nothing has happened.
    _exit(done ? (done->remains ? 0 : 2) : 1);
  }
  int status = 0;
  ASSERT_EQ(waitpid(child, &status, 0), child);
  ASSERT_TRUE(WIFEXITED(status));
  EXPECT_LT(WEXITSTATUS(status), 2);
  if (WEXITSTATUS(status) == 1) Forget({.client = kPlanted});
  Must(FinishForgetting(t_.path, kNow));
  EXPECT_EQ(Holders(kPlanted), Lines{});
  ExpectSound();
}

TEST_F(ForgetTest, KilledAtAnyInstantItIsFinishedByTheNext) {
  for (int round = 0; round < 10; ++round) {
    t_.Put(Planted(round), std::string("bytes ") + kPlanted, 1, kPlanted);
    t_.Put(Doc({Row("Iron", "5")}), "stays", 1, "C2");
    const pid_t child = fork();
    if (child == 0) {
      const auto done = db::Forget(t_.path, {.client = kPlanted, .by = "Ann"}, kNow);
      _exit(done && !done->remains ? 0 : 1);
    }
    usleep(static_cast<useconds_t>(500 + 3000 * round));
    kill(child, SIGKILL);
    int status = 0;
    ASSERT_EQ(waitpid(child, &status, 0), child);

    Must(FinishForgetting(t_.path, kNow));
    if (PlanForget(t_.path, {.client = kPlanted})) Forget({.client = kPlanted});
    EXPECT_EQ(Holders(kPlanted), Lines{}) << round;
    EXPECT_EQ(t_.ExportLines(), Lines{"Iron=5 mg/dL accepted"});
    ExpectSound();
  }
}

TEST_F(ForgetTest, AFileThatGoesWhileADocumentWaitsToBeStoredIsWrittenAgain) {
  t_.Put(Doc({Row("Iron", "5")}), "same bytes", 1, "C1");
  auto forgetting = Must(OpenConnection(t_.path, OpenMode::kExisting));
  forgetting.exec("BEGIN IMMEDIATE");
  std::thread storing([&] {
    auto store = Must(OpenStore(t_.path, OpenMode::kExisting));
    EXPECT_TRUE(store->StoreDocument(Doc({Row("Iron", "5")}), "same bytes", {"C2", Version(1)}));
  });
  // Long enough to have seen the file and to wait for the lock; if it has not, it writes the file anyway.
  usleep(300000);
  fs::remove(Blob("same bytes"));
  forgetting.exec("COMMIT");
  storing.join();
  ExpectSound();
}

TEST_F(ForgetTest, WhileOthersStoreTheSameFile) {
  int ready[2];
  ASSERT_EQ(pipe(ready), 0);
  const pid_t child = fork();
  if (child == 0) {
    auto store = OpenStore(t_.path, OpenMode::kExisting);
    for (int n = 0; store; ++n) {
      if (!(*store)->StoreDocument(Doc({DoubtfulRow("Iron", "5")}), "same bytes", {"C1", Version(n)})) break;
      if (write(ready[1], "x", 1) != 1) break;
    }
    _exit(1);
  }
  char some[1];
  for (int i = 0; i < 6; ++i) {
    ASSERT_EQ(read(ready[0], some, sizeof some), 1);
    const auto done = db::Forget(t_.path, {.client = "C1", .by = "Ann"}, kNow);
    EXPECT_TRUE(done || done.error().code == ErrorCode::kArgument) << done.error().message;
  }
  for (int i = 0; i < 6; ++i) ASSERT_EQ(read(ready[0], some, sizeof some), 1);
  kill(child, SIGKILL);
  waitpid(child, nullptr, 0);
  close(ready[0]);
  close(ready[1]);
  Must(FinishForgetting(t_.path, kNow));
  ExpectSound();
}

}  // namespace
}  // namespace labintake::db::testing
