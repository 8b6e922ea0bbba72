#include "pipeline/service/intake.h"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <poll.h>
#include <sys/stat.h>
#include <unistd.h>

#include "db/blob_batch.h"
#include "db/digest.h"
#include "tests/pipeline/service/intake_fixture.h"

namespace labintake::pipeline {
namespace {

namespace fs = std::filesystem;
using Lines = std::vector<std::string>;

class IntakeTest : public IntakeFixture {};

TEST_F(IntakeTest, FoldersNameTheClientAndNothingStaysInTheInbox) {
  Put("a.pdf", "A");
  Put("C1/b.pdf", "B");
  Put("C1/2024/may/c.pdf", "C");
  Put("urgent/C2/d with space \xC3\xA4.pdf", "D");
  EXPECT_EQ(TakeAll(), 4);
  EXPECT_EQ(Inbox(), Lines{});
  Lines documents = Documents();
  std::sort(documents.begin(), documents.end());
  EXPECT_EQ(documents, (Lines{"C1|b.pdf|B", "C1|c.pdf|C", "C2|d with space \xC3\xA4.pdf|D", "|a.pdf|A"}));
  EXPECT_EQ(db::testing::Must(queue_->Claim({})).at(0).priority, db::Priority::kUrgent);
  EXPECT_EQ(Logged("taken"), 4);
  for (const std::string& line : lines_) EXPECT_EQ(line.find(".pdf"), std::string::npos) << line;
}

// Forgetting a document removes the bytes that no document has; these were known, and are about to be known again.
TEST_F(IntakeTest, AFileWhoseBytesGoBeforeTheDatabaseKnowsThemStaysInTheInbox) {
  Put("a.pdf", "A");
  const std::string bytes = db::BlobPath(options_.taker.blobs, db::Sha256Hex("A"));
  bool gone = false;
  files_.hook = [&](const char* operation, const std::string& path) {
    // The last thing that is done to the store's folders.
    const bool kept =
        operation == std::string("sync-folder") && fs::exists(bytes) && path == fs::path(bytes).parent_path();
    if (kept && !gone) gone = fs::remove(bytes);
    return 0;
  };
  EXPECT_EQ(TakeAll(), 1);
  EXPECT_TRUE(gone);
  EXPECT_EQ(Documents(), (Lines{"|a.pdf|A"}));
  EXPECT_EQ(Arrivals().size(), 1u);
  EXPECT_EQ(Inbox(), Lines{});
}

TEST_F(IntakeTest, AFileThatStillGrowsIsLeft) {
  Put("a.pdf", "1");
  EXPECT_EQ(intake_->Turn().taken, 0);
  for (int i = 2; i < 6; ++i) {
    clock_.Pass(kSettleMs);
    Put("a.pdf", std::string(static_cast<std::size_t>(i), 'x'));
    EXPECT_EQ(intake_->Turn().taken, 0);
  }
  EXPECT_EQ(Inbox(), (Lines{"a.pdf"}));
  EXPECT_EQ(TakeAll(), 1);
  EXPECT_EQ(Documents(), (Lines{"|a.pdf|xxxxx"}));
}

TEST_F(IntakeTest, WhatIsNoFinishedFileIsLeftAlone) {
  for (const char* name : {"a.pdf.part", ".b.pdf", "c.pdf~", "d.xml", "C9/private/e.pdf", ".hidden/f.pdf"}) {
    Put(name, "x");
  }
  fs::create_symlink("/etc/hostname", inbox_ + "/link.pdf");
  fs::create_directory_symlink("/etc", inbox_ + "/linked");
  ASSERT_EQ(mkfifo((inbox_ + "/pipe.pdf").c_str(), 0600), 0);
  const std::size_t before = Inbox().size();
  EXPECT_EQ(TakeAll(), 0);
  clock_.Pass(kScanMs);
  EXPECT_EQ(TakeAll(), 0);
  EXPECT_EQ(Inbox().size(), before);
  EXPECT_TRUE(lines_.empty());
}

TEST_F(IntakeTest, AFileThatSomebodyHoldsOpenForWritingIsNotTaken) {
  Put("a.pdf", "first half");
  const int writer = open((inbox_ + "/a.pdf").c_str(), O_WRONLY | O_APPEND | O_CLOEXEC);
  ASSERT_GE(writer, 0);
  if (const int fd = open((inbox_ + "/a.pdf").c_str(), O_RDONLY);
      fcntl(fd, F_SETLEASE, F_RDLCK) == 0 || errno != EAGAIN) {
    GTEST_SKIP() << "this file system does not tell who writes";
  }
  EXPECT_EQ(TakeAll(), 0);
  ASSERT_EQ(write(writer, ", second half", 13), 13);
  close(writer);
  EXPECT_EQ(TakeAll(), 1);
  EXPECT_EQ(Documents(), (Lines{"|a.pdf|first half, second half"}));
}

TEST_F(IntakeTest, AFileThatChangesWhileItIsReadIsNotTaken) {
  for (const char* moment : {"read", "stat-open"}) {
    Put("a.pdf", "before");
    clock_.Pass(kScanMs);
    int calls = 0;
    files_.hook = [&](const char* operation, const std::string&) {
      // The second: once something was read.
      if (std::string(operation) == moment && ++calls == 2) Put("a.pdf", "after!");
      return 0;
    };
    intake_->Turn();
    clock_.Pass(kSettleMs);
    EXPECT_EQ(intake_->Turn().taken, 0) << moment;
    EXPECT_EQ(calls, 2) << moment;
    EXPECT_TRUE(FilesBelow(db_ + ".blobs").empty());
    EXPECT_EQ(Inbox(), (Lines{"a.pdf"}));
    fs::remove(inbox_ + "/a.pdf");
  }
}

TEST_F(IntakeTest, WhatCameInItsPlaceBeforeItWasRemovedIsAFileOfItsOwn) {
  Put("a.pdf", "old");
  bool replaced = false;
  files_.hook = [&](const char* operation, const std::string& path) {
    if (std::string(operation) == "sync-folder" && path == db_ + ".blobs" && !std::exchange(replaced, true)) {
      Put(".new", "new");
      fs::rename(inbox_ + "/.new", inbox_ + "/a.pdf");
    }
    return 0;
  };
  intake_->Turn();
  clock_.Pass(kSettleMs);
  EXPECT_EQ(intake_->Turn().taken, 1);
  EXPECT_EQ(Inbox(), (Lines{"a.pdf"}));
  clock_.Pass(kScanMs);
  EXPECT_EQ(TakeAll(), 1);
  EXPECT_EQ(Documents(), (Lines{"|a.pdf|old", "|a.pdf|new"}));
}

TEST_F(IntakeTest, TheSameBytesAreLinkedToTheirDocument) {
  Put("C1/a.pdf", "A");
  Put("C1/b.pdf", "A");
  Put("C2/c.pdf", "A");
  EXPECT_EQ(TakeAll(), 3);
  EXPECT_EQ(Documents(), (Lines{"C1|a.pdf|A", "C2|c.pdf|A"}));
  EXPECT_EQ(Arrivals(), (Lines{"a.pdf new removed", "b.pdf duplicate removed", "c.pdf new removed"}));
  EXPECT_EQ(Logged("duplicate"), 1);
}

TEST_F(IntakeTest, AFileThatCannotBeRemovedIsNoDuplicateOfItself) {
  Put("a.pdf", "A");
  files_.hook = [&](const char* operation, const std::string& path) {
    return std::string(operation) == "remove" && path.starts_with(inbox_) ? EACCES : 0;
  };
  EXPECT_EQ(TakeAll(), 1);
  clock_.Pass(kScanMs);
  EXPECT_EQ(TakeAll(), 0);
  Start();
  TakeAll();
  EXPECT_EQ(Inbox(), (Lines{"a.pdf"}));
  EXPECT_EQ(Arrivals(), (Lines{"a.pdf new there"}));
  EXPECT_EQ(Logged("cannot-remove"), 2) << "once a process";
  files_.hook = [](const char*, const std::string&) { return 0; };
  clock_.Pass(kScanMs);
  TakeAll();
  EXPECT_EQ(Inbox(), Lines{});
  EXPECT_EQ(Arrivals(), (Lines{"a.pdf new removed"}));
}

TEST_F(IntakeTest, WhatWasRemovedBeforeACrashIsRecordedLater) {
  Put("a.pdf", "A");
  Put("b.pdf", "B");
  EXPECT_EQ(intake_->Turn().taken, 0);
  clock_.Pass(kSettleMs);
  EXPECT_EQ(intake_->Turn().taken, 2);
  EXPECT_EQ(Arrivals(), (Lines{"a.pdf new there", "b.pdf new there"})) << "not recorded yet";
  Put("b.pdf", "B");  // somebody gives it again meanwhile
  Start();
  TakeAll();
  EXPECT_EQ(Arrivals(), (Lines{"a.pdf new removed", "b.pdf new removed", "b.pdf duplicate removed"}));
}

TEST_F(IntakeTest, AFullDiskPausesAndGoesOnByItself) {
  Put("large.pdf", std::string(100'000, 'x'));
  Put("small.pdf", "s");
  files_.free_bytes = 50'000;
  EXPECT_EQ(TakeAll(), 1) << "what has room is taken";
  EXPECT_EQ(Inbox(), (Lines{"large.pdf"}));
  EXPECT_EQ(Logged("intake-paused"), 1);
  EXPECT_NE(lines_.back().find("The disk that holds the store is full; make room, and the intake goes on by itself."),
            std::string::npos);
  for (int i = 0; i < 5; ++i) {
    clock_.Pass(kPauseMs);
    intake_->Turn();
  }
  EXPECT_EQ(Logged("intake-paused"), 1) << "it is said once";
  files_.free_bytes = 1'000'000;
  clock_.Pass(kPauseMs);
  EXPECT_EQ(TakeAll(), 1);
  EXPECT_EQ(Logged("intake-resumed"), 1);
  EXPECT_EQ(Inbox(), Lines{});
}

TEST_F(IntakeTest, OneFileThatTheStoreRefusesHoldsNoOtherUp) {
  Put("a.pdf", std::string(1000, 'x'));
  Put("b.pdf", "B");
  Put("c.pdf", "C");
  bool large = false;
  files_.hook = [&](const char* operation, const std::string& path) {
    if (std::string(operation) == "open") large = path == inbox_ + "/a.pdf";
    return std::string(operation) == "write" && large ? EFBIG : 0;
  };
  EXPECT_EQ(TakeAll(), 2);
  EXPECT_EQ(Inbox(), (Lines{"a.pdf"}));
  EXPECT_EQ(FilesBelow(db_ + ".blobs").size(), 2u) << "nothing is left of the one";
}

TEST_F(IntakeTest, AFileThatCannotBeReadIsSaidOnceAndLeft) {
  Put("a.pdf", "A");
  Put("b.pdf", "B");
  files_.hook = [&](const char* operation, const std::string& path) {
    return std::string(operation) == "open" && path == inbox_ + "/a.pdf" ? EACCES : 0;
  };
  EXPECT_EQ(TakeAll(), 1);
  clock_.Pass(kScanMs);
  EXPECT_EQ(TakeAll(), 0);
  EXPECT_EQ(Logged("cannot-read"), 1);
  EXPECT_EQ(Inbox(), (Lines{"a.pdf"}));
  files_.hook = [](const char*, const std::string&) { return 0; };
  fs::permissions(inbox_ + "/a.pdf", fs::perms::owner_read);  // somebody put its permissions right
  clock_.Pass(kScanMs);
  EXPECT_EQ(TakeAll(), 1);
}

TEST_F(IntakeTest, AFullQueueLeavesFilesInTheInbox) {
  options_.most_queued = 2;
  Start();
  for (const char* name : {"a.pdf", "b.pdf"}) Put(name, name);
  EXPECT_EQ(TakeAll(), 2);
  Put("c.pdf", "C");
  clock_.Pass(kScanMs);
  EXPECT_EQ(TakeAll(), 0);
  EXPECT_EQ(Logged("queue-full"), 1);
  const db::ClaimedJob job = db::testing::Must(queue_->Claim({})).at(0);
  db::testing::Must(queue_->Fail(job.lease, {db::ErrorClass::kDamaged, "damaged", "it is damaged"}, {}));
  clock_.Pass(kPauseMs);
  EXPECT_EQ(TakeAll(), 1);
}

TEST_F(IntakeTest, AnInboxThatIsGoneForAWhilePauses) {
  fs::rename(inbox_, folder_ / "elsewhere");
  EXPECT_EQ(TakeAll(), 0);
  EXPECT_EQ(Logged("intake-paused"), 1);
  fs::rename(folder_ / "elsewhere", inbox_);
  Put("a.pdf", "A");
  clock_.Pass(kPauseMs);
  EXPECT_EQ(TakeAll(), 1);
  EXPECT_EQ(Logged("intake-resumed"), 1);
}

TEST_F(IntakeTest, EventsTellOfFilesBetweenTheLooks) {
  events_ = MakeFolderEvents();
  ASSERT_NE(events_, nullptr);
  Start();
  EXPECT_EQ(intake_->Turn().wait_ms, kScanMs);
  Put("a.pdf", "A");
  fs::create_directories(folder_ / "outside/C3/sub");
  std::ofstream(folder_ / "outside/C3/sub/b.pdf") << "B";
  fs::rename(folder_ / "outside/C3", inbox_ + "/C3");
  fs::rename(inbox_ + "/a.pdf", inbox_ + "/renamed.pdf");
  pollfd readable{events_->fd(), POLLIN, 0};
  ASSERT_EQ(poll(&readable, 1, 5000), 1);
  EXPECT_EQ(TakeAll(), 2);
  Put("C3/sub/c.pdf", "C");  // in a folder that came later
  EXPECT_EQ(TakeAll(), 1);
  EXPECT_EQ(Documents(), (Lines{"C3|b.pdf|B", "|renamed.pdf|A", "C3|c.pdf|C"}));
}

TEST_F(IntakeTest, AfterLostEventsEverythingIsLookedAt) {
  struct LosingEvents : FolderEvents {
    int fd() const override { return -1; }
    bool Watch(const std::string&) override { return false; }
    Batch Read() override { return {{}, std::exchange(lost, false)}; }
    bool lost = false;
  };
  auto events = std::make_unique<LosingEvents>();
  LosingEvents* control = events.get();
  events_ = std::move(events);
  Start();
  intake_->Turn();
  Put("a.pdf", "A");
  EXPECT_EQ(intake_->Turn().wait_ms, kScanMs);
  EXPECT_EQ(Logged("no-events"), 1);
  control->lost = true;
  EXPECT_EQ(intake_->Turn().wait_ms, kSettleMs);
  EXPECT_EQ(TakeAll(), 1);
}

TEST_F(IntakeTest, ManyFilesAreTakenInGroups) {
  for (int i = 0; i < 300; ++i) Put("f" + std::to_string(i) + ".pdf", std::to_string(i));
  int syncs = 0;
  files_.hook = [&](const char* operation, const std::string& path) {
    syncs += std::string(operation) == "sync-folder" && path == inbox_;
    return 0;
  };
  EXPECT_EQ(TakeAll(), 300);
  EXPECT_EQ(Inbox(), Lines{});
  EXPECT_EQ(syncs, 5) << "64 files share the waits";
  EXPECT_EQ(db::testing::Must(queue_->Count())[db::JobState::kQueued], 300);
}

}  // namespace
}  // namespace labintake::pipeline
