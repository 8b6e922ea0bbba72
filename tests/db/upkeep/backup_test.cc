// Backups during writes, of every kind of store, and back.
#include "db/upkeep/backup.h"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <signal.h>
#include <sys/file.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <filesystem>

#include "db/blob_batch.h"
#include "db/digest.h"
#include "db/sqlite_connection.h"
#include "db/stage_cache.h"
#include "db/upkeep/doctor.h"
#include "tests/db/fake_reports.h"
#include "tests/db/run_command.h"

namespace labintake::db::testing {
namespace {

namespace fs = std::filesystem;

ino_t Inode(const std::string& path) {
  struct stat info {};
  EXPECT_EQ(stat(path.c_str(), &info), 0) << path;
  return info.st_ino;
}

// As docs/operator.md says: into an empty place, then doctor.
std::string Restore(const std::string& backup, const std::string& folder) {
  fs::create_directory(folder);
  fs::permissions(folder, fs::perms::owner_all);
  fs::copy(backup, folder, fs::copy_options::recursive);
  return folder + "/lab.db";
}

std::vector<std::string> RowsOf(Store& store) {
  std::vector<std::string> lines;
  EXPECT_TRUE(store.ForEachExportRow({std::nullopt, "", true}, [&](const ExportRow& row) {
    lines.push_back(std::to_string(row.document) + row.client + row.sha256 + row.observation.name.text + "=" +
                    row.observation.value.text + ToString(row.status) + row.decided_by + row.final_at);
  }));
  return lines;
}

void ExpectSound(const std::string& path) {
  for (const Problem& p : Must(Examine(path, {})).problems) ADD_FAILURE() << p.code << " " << p.message;
}

class BackupTest : public ::testing::Test {
 protected:
  BackupTest() {
    t_.Put(Doc({Row("Iron", "5"), DoubtfulRow("Zinc", "7", "mg/dL", 120)}), "first bytes");
    t_.Put(Doc({Row("Gold", "9")}), "second bytes", 1, "C2");
  }

  Backup Make(const std::string& now = "2024-05-01T08:00:00Z", bool quick = false) {
    return Must(MakeBackup(t_.path, to_, {quick, now, {}}));
  }

  std::string BlobIn(const std::string& folder, const std::string& bytes) const {
    return BlobPath(folder + "/lab.db.blobs", Sha256Hex(bytes));
  }

  TestStore t_;
  std::string to_ = t_.folder / "backups";
};

TEST_F(BackupTest, RestoredItIsTheSameStore) {
  t_.Decide(t_.Items().at(0).id, DecisionAction::kEdit, NewValue("8"));
  const Backup made = Make();
  EXPECT_EQ(made.folder, to_ + "/2024-05-01T08-00-00Z");
  EXPECT_EQ(made.documents, 2);
  EXPECT_EQ(made.files, 2);
  EXPECT_EQ(made.copied, 2);
  EXPECT_EQ(made.copied_bytes, 23);
  EXPECT_TRUE(made.lost.empty());
  const auto before = RowsOf(*t_.store);
  ASSERT_EQ(before.size(), 3u);

  const std::string path = Restore(made.folder, t_.folder / "restored");
  ExpectSound(path);
  auto restored = Must(OpenStore(path, OpenMode::kExisting));
  EXPECT_EQ(RowsOf(*restored), before);
  EXPECT_EQ(Must(restored->ReadBytes(Sha256Hex("first bytes"))), "first bytes");
  EXPECT_TRUE(Must(restored->StoreDocument(Doc({Row("Lead", "1")}), "third", {"C1", Version(1)})).is_new);
  ExpectSound(path);
}

TEST_F(BackupTest, IsTheOwnersAndStandsAlone) {
  StageCache(StagesFolder(t_.path), 1 << 20).Put(Sha256Hex("first bytes"), {"page 1", "1"}, "can be made again");
  const mode_t before = umask(0);
  const Backup made = Make();
  umask(before);
  std::vector<std::string> top;
  for (const auto& entry : fs::recursive_directory_iterator(to_)) {
    struct stat info {};
    ASSERT_EQ(stat(entry.path().c_str(), &info), 0);
    EXPECT_EQ(info.st_mode & 0777, entry.is_directory() ? 0700u : 0600u) << entry.path();
    if (entry.path().parent_path() == made.folder) top.push_back(entry.path().filename());
  }
  std::sort(top.begin(), top.end());
  EXPECT_EQ(top, (std::vector<std::string>{"lab.db", "lab.db.blobs"}));
  // Also after somebody has looked at it.
  ExpectSound(made.folder + "/lab.db");
  EXPECT_FALSE(fs::exists(made.folder + "/lab.db-wal"));
  EXPECT_FALSE(fs::exists(to_ + "/unfinished"));
}

TEST_F(BackupTest, FilesOfEarlierCopiesTakeNoRoomAgain) {
  const Backup first = Make();
  t_.Put(Doc({Row("Lead", "1")}), "third bytes");
  const Backup second = Make("2024-05-02T08:00:00Z");
  EXPECT_EQ(second.files, 3);
  EXPECT_EQ(second.copied, 1);
  EXPECT_EQ(Inode(BlobIn(second.folder, "first bytes")), Inode(BlobIn(first.folder, "first bytes")));
  EXPECT_NE(Inode(BlobIn(second.folder, "first bytes")),
            Inode(t_.path + ".blobs/" + Sha256Hex("first bytes").insert(2, "/")))
      << "a copy that shares the store's disk blocks is none";
  fs::remove_all(first.folder);
  ExpectSound(second.folder + "/lab.db");
}

TEST_F(BackupTest, TwoInOneSecondAreTwo) {
  const Backup first = Make(), second = Make();
  EXPECT_EQ(second.folder, first.folder + "-2");
  ExpectSound(first.folder + "/lab.db");
  ExpectSound(second.folder + "/lab.db");
}

TEST_F(BackupTest, AFileThatRottedInAnEarlierCopyIsTakenFromTheStore) {
  const Backup first = Make();
  WriteFile(BlobIn(first.folder, "first bytes"), "first bytfs");
  EXPECT_EQ(Make("2024-05-02T08:00:00Z", true).copied, 0) << "--quick looks at sizes only";
  const Backup third = Make("2024-05-03T08:00:00Z");
  EXPECT_EQ(third.copied, 1);
  ExpectSound(third.folder + "/lab.db");
}

TEST_F(BackupTest, AFileThatTheStoreLostComesFromAnEarlierCopy) {
  Make();
  fs::remove(BlobPath(t_.path + ".blobs", Sha256Hex("first bytes")));
  const Backup second = Make("2024-05-02T08:00:00Z");
  EXPECT_TRUE(second.lost.empty());
  ExpectSound(second.folder + "/lab.db");
}

TEST_F(BackupTest, FilesOfEarlierCopiesThatCannotBeLinkedAreCopied) {
  const Backup first = Make();
  std::string elsewhere = "/dev/shm/labintake-backup-XXXXXX";
  if (mkdtemp(elsewhere.data()) == nullptr) GTEST_SKIP() << "no second file system to try it with";
  // The earlier copy lies on another disk, so that there can be no hard link to it.
  fs::copy(first.folder, elsewhere, fs::copy_options::recursive);
  fs::remove_all(first.folder);
  fs::create_directory_symlink(elsewhere, first.folder);
  fs::remove(BlobPath(t_.path + ".blobs", Sha256Hex("first bytes")));
  const Backup second = Make("2024-05-02T08:00:00Z");
  EXPECT_EQ(second.copied, 2);
  EXPECT_TRUE(second.lost.empty()) << "the store has lost one, the earlier copy has it";
  ExpectSound(second.folder + "/lab.db");
  fs::remove_all(elsewhere);
}

TEST_F(BackupTest, AFileThatNobodyHasIsNamed) {
  WriteFile(BlobPath(t_.path + ".blobs", Sha256Hex("first bytes")), "first bytfs");
  const Backup made = Make();
  ASSERT_EQ(made.lost.size(), 1u);
  EXPECT_EQ(made.lost[0].code, "file-lost");
  EXPECT_EQ(made.lost[0].subject, Sha256Hex("first bytes"));
  EXPECT_EQ(made.files, 1);
  EXPECT_FALSE(fs::exists(BlobIn(made.folder, "first bytes"))) << "damaged bytes are no backup";
}

TEST_F(BackupTest, WhileAnotherProcessWrites) {
  int ready[2];
  ASSERT_EQ(pipe(ready), 0);
  const pid_t child = fork();
  if (child == 0) {
    auto store = OpenStore(t_.path, OpenMode::kCreate);
    for (int n = 0; store; ++n) {
      // Documents, and each of them again by a later version.
      if (!(*store)->StoreDocument(Doc({DoubtfulRow("Iron", std::to_string(n % 2))}), "file " + std::to_string(n / 2),
                                   {"C1", Version(1 + n % 2)})) {
        break;
      }
      if (write(ready[1], "x", 1) != 1) break;
    }
    _exit(1);
  }
  std::int64_t documents = 2;
  char some[1];
  for (int i = 1; i <= 4; ++i) {
    for (int n = 0; n < 4; ++n) ASSERT_EQ(read(ready[0], some, sizeof some), 1);
    const Backup made = Make("2024-05-0" + std::to_string(i) + "T08:00:00Z");
    EXPECT_TRUE(made.lost.empty());
    EXPECT_GT(made.documents, documents) << "the writer went on";
    documents = made.documents;
    const std::string path = Restore(made.folder, t_.folder / ("restored" + std::to_string(i)));
    ExpectSound(path);
    auto restored = Must(OpenStore(path, OpenMode::kExisting));
    EXPECT_EQ(static_cast<std::int64_t>(RowsOf(*restored).size()), documents + 1) << "one row each, two in the first";
  }
  kill(child, SIGKILL);
  waitpid(child, nullptr, 0);
  close(ready[0]);
  close(ready[1]);
}

TEST_F(BackupTest, OneThatWasKilledIsGoneOnWith) {
  for (int n = 0; n < 30; ++n) t_.Put(Doc({Row("Iron", "5")}), "file " + std::to_string(n));
  // Killed when it has written one file, two, three, ...
  for (int files = 1; files <= 3; ++files) {
    const pid_t child = fork();
    if (child == 0) {
      BackupOptions options{false, "2024-05-01T08:00:00Z", {}};
      options.progress = [&](std::size_t done, std::size_t) {
        if (done == static_cast<std::size_t>(files) * 7) kill(getpid(), SIGKILL);
      };
      _exit(MakeBackup(t_.path, to_, options) ? 0 : 1);
    }
    int status = 0;
    ASSERT_EQ(waitpid(child, &status, 0), child);
    ASSERT_TRUE(WIFSIGNALED(status));
    for (const auto& entry : fs::directory_iterator(to_)) {
      EXPECT_TRUE(entry.path().filename() == "unfinished" || entry.path().filename() == "backup.lock")
          << "what is not finished has no name: " << entry.path();
    }
  }
  WriteFile(to_ + "/unfinished/lab.db.blobs/incoming-1-0", "half a fi");
  const Backup made = Make();
  EXPECT_EQ(made.files, 32);
  EXPECT_EQ(made.copied, 32 - 21) << "what was copied before is there";
  ExpectSound(made.folder + "/lab.db");
  EXPECT_FALSE(fs::exists(made.folder + "/lab.db.blobs/incoming-1-0"));
}

TEST_F(BackupTest, OneAtATime) {
  Make();
  const int fd = open((to_ + "/backup.lock").c_str(), O_RDWR);
  ASSERT_EQ(flock(fd, LOCK_EX), 0);
  const auto second = MakeBackup(t_.path, to_, {false, "2024-05-02T08:00:00Z", {}});
  ASSERT_FALSE(second);
  EXPECT_EQ(second.error().code, ErrorCode::kArgument);
  EXPECT_NE(second.error().message.find("Another backup"), std::string::npos);
  close(fd);
  Make("2024-05-02T08:00:00Z");
}

TEST_F(BackupTest, AFullDiskIsSaidAndNothingIsNamed) {
  t_.Put(Doc({Row("Iron", "5")}), std::string(400000, 'x'));
  const pid_t child = fork();
  if (child == 0) {
    signal(SIGXFSZ, SIG_IGN);
    const rlimit limit{390000, 390000};
    setrlimit(RLIMIT_FSIZE, &limit);
    const auto made = MakeBackup(t_.path, to_, {false, "2024-05-01T08:00:00Z", {}});
    _exit(!made && made.error().message == "The disk that holds the backup is full; make room and run it again." ? 0
                                                                                                                 : 1);
  }
  int status = 0;
  waitpid(child, &status, 0);
  EXPECT_EQ(status, 0);
  EXPECT_FALSE(fs::exists(to_ + "/2024-05-01T08-00-00Z"));
  ExpectSound(Make().folder + "/lab.db");
}

TEST_F(BackupTest, ADamagedDatabaseIsNotPassedOn) {
  Make();
  t_.store.reset();
  std::string bytes = ReadFile(t_.path);
  for (std::size_t at = 8 * 4096; at < bytes.size(); ++at) bytes[at] = static_cast<char>(at * 31);
  WriteFile(t_.path, bytes);
  const auto made = MakeBackup(t_.path, to_, {false, "2024-05-02T08:00:00Z", {}});
  ASSERT_FALSE(made);
  EXPECT_EQ(made.error().code, ErrorCode::kStore);
  EXPECT_FALSE(fs::exists(to_ + "/2024-05-02T08-00-00Z"));
  ExpectSound(to_ + "/2024-05-01T08-00-00Z/lab.db");
}

TEST_F(BackupTest, PlacesThatCannotBeUsed) {
  for (const std::string& folder : {t_.folder / "no/such/folder", t_.path, t_.path + ".blobs", t_.path + ".blobs/b",
                                    StagesFolder(t_.path) + "/b", std::string("/proc/backups")}) {
    const auto made = MakeBackup(t_.path, folder, {false, "2024-05-01T08:00:00Z", {}});
    ASSERT_FALSE(made) << folder;
    EXPECT_TRUE(made.error().message.ends_with('.'));
  }
  EXPECT_FALSE(MakeBackup(t_.folder / "none.db", to_, {false, "2024-05-01T08:00:00Z", {}}));
  EXPECT_FALSE(fs::exists(to_)) << "nothing is made for a database that is not there";
}

TEST_F(BackupTest, TheCommandPrintsTheFolder) {
  const CommandResult made = RunCommand({"backup", to_, "--db", t_.path});
  EXPECT_EQ(made.code, 0) << made.err;
  ASSERT_TRUE(made.out.ends_with("Z\n")) << made.out;
  ExpectSound(made.out.substr(0, made.out.size() - 1) + "/lab.db");
  EXPECT_EQ(made.err, "2 documents, 2 files, 2 of them copied (23 B); not in the copy: 0\n");
  fs::remove_all(to_);
  fs::remove(BlobPath(t_.path + ".blobs", Sha256Hex("first bytes")));
  const CommandResult lacking = RunCommand({"backup", to_, "--db", t_.path});
  EXPECT_EQ(lacking.code, 2);
  EXPECT_NE(lacking.err.find("file-lost " + Sha256Hex("first bytes")), std::string::npos) << lacking.err;
  EXPECT_EQ(RunCommand({"backup", "--db", t_.path}).code, 1);
  EXPECT_EQ(RunCommand({"backup", to_, "--db", t_.folder / "none.db"}).code, 4);
  EXPECT_NE(RunCommand({"backup", "--help"}).out.find("Exit codes:"), std::string::npos);
}

}  // namespace
}  // namespace labintake::db::testing
