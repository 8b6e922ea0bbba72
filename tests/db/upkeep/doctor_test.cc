#include "db/upkeep/doctor.h"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <signal.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <iterator>

#include "db/blob_batch.h"
#include "db/blob_store.h"
#include "db/digest.h"
#include "db/file_system.h"
#include "db/job_queue.h"
#include "db/schema.h"
#include "db/sqlite_connection.h"
#include "db/stage_cache.h"
#include "tests/db/fake_reports.h"
#include "tests/db/run_command.h"
#include "tests/db/upkeep/worker.h"

namespace labintake::db::testing {
namespace {

class DoctorTest : public ::testing::Test {
 protected:
  DoctorTest() {
    first_ = t_.Put(Doc({Row("Iron", "5"), DoubtfulRow("Zinc", "7", "mg/dL", 120)}, {UnreadLine("Lead 2?4", 140)}),
                    "first bytes");
    t_.Put(Doc({Row("Gold", "9")}), "second bytes", 1, "C2");
  }

  std::string BlobOf(const std::string& bytes) const { return BlobPath(t_.path + ".blobs", Sha256Hex(bytes)); }

  Examination Look(bool hash = true, bool repair = false) { return Must(Examine(t_.path, {hash, repair, {}})); }

  // "code subject" of each problem.
  std::vector<std::string> Problems(bool hash = true) {
    std::vector<std::string> lines;
    for (const Problem& p : Look(hash).problems) {
      EXPECT_TRUE(p.message.ends_with('.')) << p.message;
      EXPECT_FALSE(p.repaired);
      lines.push_back(p.code + (p.subject.empty() ? "" : " " + p.subject));
    }
    return lines;
  }

  // Past every rule of the store.
  void Spoil(const std::string& sql) {
    SQLite::Database raw(t_.path, SQLite::OPEN_READWRITE, 5000);
    raw.exec("PRAGMA foreign_keys = OFF");
    raw.exec(sql);
  }

  static void MakeOld(const std::string& path) {
    const timespec times[2] = {{1700000000, 0}, {1700000000, 0}};
    ASSERT_EQ(utimensat(AT_FDCWD, path.c_str(), times, 0), 0);
  }

  using Lines = std::vector<std::string>;
  TestStore t_;
  StoredDocument first_;
};

TEST_F(DoctorTest, ASoundStoreHasNoProblems) {
  int calls = 0;
  ExamineOptions options;
  options.progress = [&](std::size_t done, std::size_t total) {
    EXPECT_EQ(static_cast<int>(done), ++calls);
    EXPECT_EQ(total, 2u);
  };
  const Examination found = Must(Examine(t_.path, options));
  EXPECT_TRUE(found.problems.empty()) << found.problems.front().message;
  EXPECT_EQ(calls, 2);
  EXPECT_EQ(found.schema_version, SchemaVersion());
  EXPECT_EQ(found.documents, 2);
  EXPECT_EQ(found.files, 2);
  EXPECT_EQ(found.file_bytes, 23);
  EXPECT_GT(found.database_bytes, 0);
  EXPECT_TRUE(found.files_hashed);
}

TEST_F(DoctorTest, ChangesNothingAndBringsNothingUpToDate) {
  std::ifstream dump(LABINTAKE_SOURCE_DIR "/tests/db/version1.sql");
  const std::string old = t_.folder / "old.db";
  SQLite::Database(old, SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE)
      .exec(std::string(std::istreambuf_iterator<char>(dump), {}));
  const std::string before = ReadFile(old);
  const Examination found = Must(Examine(old, {}));
  EXPECT_EQ(found.schema_version, 1);
  EXPECT_EQ(ReadFile(old), before);
  // The dump has no files beside it.
  ASSERT_FALSE(found.problems.empty());
  for (const Problem& p : found.problems) EXPECT_TRUE(p.code == "file-missing" || p.code == "mode") << p.code;
}

TEST_F(DoctorTest, FilesThatAreMissingDamagedOrCut) {
  std::filesystem::remove(BlobOf("first bytes"));
  WriteFile(BlobOf("second bytes"), "second bytfs");
  EXPECT_EQ(Problems(),
            (Lines{"file-missing " + Sha256Hex("first bytes"), "file-damaged " + Sha256Hex("second bytes")}));
  EXPECT_EQ(Problems(false), (Lines{"file-missing " + Sha256Hex("first bytes")})) << "--quick reads no bytes";
  WriteFile(BlobOf("second bytes"), "second");
  EXPECT_EQ(Problems(false),
            (Lines{"file-size " + Sha256Hex("second bytes"), "file-missing " + Sha256Hex("first bytes")}));
}

TEST_F(DoctorTest, AFileWithoutARowIsAnOrphanOnceNobodyCanBeStoringIt) {
  ASSERT_TRUE(BlobStore(t_.path + ".blobs").Put(Sha256Hex("lost"), "lost"));
  EXPECT_EQ(Problems(), Lines{});
  MakeOld(BlobOf("lost"));
  EXPECT_EQ(Problems(), (Lines{"file-orphaned " + Sha256Hex("lost")}));
}

TEST_F(DoctorTest, PermissionsAreNamedAndRepaired) {
  const std::string shelf = std::filesystem::path(BlobOf("first bytes")).parent_path();
  chmod(t_.path.c_str(), 0644);
  chmod(shelf.c_str(), 0755);
  chmod(BlobOf("second bytes").c_str(), 0640);
  EXPECT_EQ(Problems(), (Lines{"mode " + t_.path, "mode " + shelf, "mode " + BlobOf("second bytes")}));
  for (const Problem& p : Look(true, true).problems) EXPECT_TRUE(p.repaired) << p.subject;
  EXPECT_EQ(Problems(), Lines{});
}

TEST_F(DoctorTest, LeftoversAreNamedAndRepairedWhenNobodyWritesThem) {
  const std::string left = t_.path + ".blobs/incoming-1-1";
  WriteFile(left, "half a fi");
  EXPECT_EQ(Problems(), Lines{}) << "somebody may just have begun it";
  MakeOld(left);
  BlobBatch batch(t_.path + ".blobs", RealFileSystem());
  ASSERT_TRUE(batch.Begin());
  EXPECT_EQ(Problems(), (Lines{"leftover " + left}));
  const Examination repaired = Look(true, true);
  ASSERT_EQ(repaired.problems.size(), 1u);
  EXPECT_TRUE(repaired.problems[0].repaired);
  EXPECT_FALSE(std::filesystem::exists(left));
  EXPECT_EQ(Problems(), Lines{});
  ASSERT_TRUE(batch.Write("whole file"));
  batch.End();
  EXPECT_TRUE(batch.Keep()) << "what somebody writes is left alone";
}

TEST_F(DoctorTest, WhatSomebodyPutIntoTheFolderIsCountedAndNotNamed) {
  WriteFile(t_.path + ".blobs/Testa Fakename.pdf", "copy");
  ASSERT_EQ(symlink("/etc/hostname", (BlobOf("first bytes") + "x").c_str()), 0);
  EXPECT_EQ(Problems(), (Lines{"stranger " + t_.path + ".blobs"}));
  const Problem problem = Look(true, true).problems.at(0);
  EXPECT_FALSE(problem.repaired);
  EXPECT_NE(problem.message.find("(2)"), std::string::npos) << problem.message;
  EXPECT_EQ(problem.message.find("Fakename"), std::string::npos) << problem.message;
}

TEST_F(DoctorTest, WhatStagesMadeIsLookedAfterToo) {
  const std::string folder = StagesFolder(t_.path);
  const StageCache stages(folder, 1 << 20);
  stages.Put(Sha256Hex("first bytes"), {"page 1", "1"}, "of a document");
  stages.Put(Sha256Hex("lost"), {"page 1", "1"}, "of none");
  EXPECT_EQ(Problems(), Lines{}) << "a run may still come to store it";
  EXPECT_GT(Look().stage_bytes, 20);
  std::string of_document;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
    if (!entry.is_regular_file()) continue;
    MakeOld(entry.path());
    if (StageHash(entry.path()) == Sha256Hex("first bytes")) of_document = entry.path();
  }
  EXPECT_EQ(Problems(), (Lines{"stages-unused " + folder}));
  WriteFile(folder + "/incoming-1-1", "half an en");
  MakeOld(folder + "/incoming-1-1");
  WriteFile(folder + "/notes.txt", "not ours");
  chmod(of_document.c_str(), 0644);
  const Lines all = {"mode " + of_document, "stranger " + folder, "stages-unused " + folder,
                     "leftover " + folder + "/incoming-1-1"};
  EXPECT_EQ(Problems(), all);
  EXPECT_EQ(Look(true, true).problems.size(), all.size());
  EXPECT_EQ(Problems(), (Lines{"stranger " + folder}));
  EXPECT_TRUE(stages.Get(Sha256Hex("first bytes"), {"page 1", "1"}));
  EXPECT_FALSE(stages.Get(Sha256Hex("lost"), {"page 1", "1"}));
}

TEST_F(DoctorTest, ADamagedPageIsFoundAndFilesAreStillRead) {
  t_.store.reset();
  WriteFile(BlobOf("first bytes"), "first bytfs");
  std::string bytes = ReadFile(t_.path);
  ASSERT_GT(bytes.size(), 20u * 4096);
  // Every page but those of the schema.
  for (std::size_t at = 8 * 4096; at < bytes.size(); ++at) bytes[at] = static_cast<char>(at * 31);
  WriteFile(t_.path, bytes);
  EXPECT_EQ(Problems(), (Lines{"database-damaged", "file-damaged " + Sha256Hex("first bytes")}));
}

TEST_F(DoctorTest, TablesThatDoNotFitEachOther) {
  Spoil("UPDATE runs SET is_current = 0 WHERE document_id = " + std::to_string(first_.id));
  const std::string id = std::to_string(first_.id);
  EXPECT_EQ(Problems(), (Lines{"no-current-run " + id}));
  Spoil("UPDATE runs SET is_current = 1; UPDATE review_items SET state = 'decided' WHERE kind = 'row'");
  EXPECT_EQ(Problems(), (Lines{"decision-missing " + id}));
  Spoil("UPDATE review_items SET state = 'open', row_id = (SELECT max(id) FROM rows) WHERE kind = 'row'");
  EXPECT_EQ(Problems(), (Lines{"item-misplaced " + id}));
  Spoil(
      "UPDATE review_items SET run_id = (SELECT max(id) FROM runs), row_id = NULL, line_id = NULL, kind = 'document'");
  EXPECT_EQ(Problems(), (Lines{"item-misplaced " + id}));
  Spoil("DELETE FROM review_items; DELETE FROM documents WHERE id = " + id);
  const Lines problems = Problems();
  EXPECT_EQ(problems, (Lines{"links-broken runs", "links-broken work", "file-unused " + Sha256Hex("first bytes")}));
}

TEST_F(DoctorTest, ADocumentThatWaitsForItsJobHasNoRunYet) {
  auto queue = Must(OpenJobQueue(t_.path, OpenMode::kExisting, Worker()));
  ASSERT_TRUE(BlobStore(t_.path + ".blobs").Put(Sha256Hex("came in"), "came in"));
  ArrivingFile file;
  file.sha256 = Sha256Hex("came in");
  file.size = 7;
  const std::int64_t document = Must(queue->Enqueue({{file}}, {})).at(0).document;
  EXPECT_EQ(Problems(), Lines{});
  ASSERT_TRUE(queue->Cancel(document));
  EXPECT_EQ(Problems(), Lines{});
  Spoil("UPDATE jobs SET state = 'done'");
  EXPECT_EQ(Problems(), (Lines{"no-current-run " + std::to_string(document)}));
}

TEST_F(DoctorTest, ALogThatGrowsIsNamed) {
  const auto keeps_it = Must(OpenConnection(t_.path, OpenMode::kExisting));
  ASSERT_EQ(truncate((t_.path + "-wal").c_str(), 65 << 20), 0);
  EXPECT_EQ(Problems(), (Lines{"wal-large " + t_.path + "-wal"}));
}

TEST_F(DoctorTest, WhatIsNoStoreOfOursIsAnError) {
  TemporaryFolder folder;
  WriteFile(folder / "text.db", std::string(5000, 'n'));
  WriteFile(folder / "empty.db", "");
  SQLite::Database(folder / "other.db", SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE).exec("CREATE TABLE t (x)");
  Must(OpenConnection(folder / "newer.db", OpenMode::kCreate)).exec("PRAGMA user_version = 999");
  for (const auto& [file, words] : {std::pair("none.db", "There is no database"),
                                    {"empty.db", "There is no database"},
                                    {"text.db", "not a labintake database"},
                                    {"other.db", "not made by labintake"},
                                    {"newer.db", "newer labintake"}}) {
    const auto found = Examine(folder / file, {});
    ASSERT_FALSE(found) << file;
    EXPECT_EQ(found.error().code, ErrorCode::kStore);
    EXPECT_NE(found.error().message.find(words), std::string::npos) << found.error().message;
  }
  EXPECT_FALSE(std::filesystem::exists(folder / "none.db"));
}

TEST_F(DoctorTest, WhatOthersAreDoingIsNoProblem) {
  int ready[2];
  ASSERT_EQ(pipe(ready), 0);
  const pid_t child = fork();
  if (child == 0) {
    auto store = OpenStore(t_.path, OpenMode::kCreate);
    for (int n = 0; store; ++n) {
      if (!(*store)->StoreDocument(Doc({DoubtfulRow("Iron", "5")}), "file " + std::to_string(n), {"C1", Version(1)})) {
        break;
      }
      if (write(ready[1], "x", 1) != 1) break;
    }
    _exit(1);
  }
  std::int64_t documents = 2;
  char some[1];
  for (int i = 0; i < 8; ++i) {
    ASSERT_EQ(read(ready[0], some, sizeof some), 1);
    const Examination found = Look();
    for (const Problem& p : found.problems) ADD_FAILURE() << p.code << ": " << p.message;
    EXPECT_GT(found.documents, documents);
    documents = found.documents;
  }
  kill(child, SIGKILL);
  waitpid(child, nullptr, 0);
  close(ready[0]);
  close(ready[1]);
}

}  // namespace
}  // namespace labintake::db::testing
