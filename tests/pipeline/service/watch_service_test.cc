// The whole service: folders, processes, signals.
#include "pipeline/service/watch_service.h"

#include <gtest/gtest.h>
#include <signal.h>
#include <sys/wait.h>

#include <algorithm>
#include <filesystem>
#include <fstream>

#include "db/digest.h"
#include "db/stage_cache.h"
#include "db/store.h"
#include "db/upkeep/forget.h"
#include "pipeline/cli.h"
#include "tests/pipeline/made_document.h"
#include "tests/pipeline/service/service_under_test.h"

namespace labintake::pipeline {
namespace {

namespace fs = std::filesystem;
using db::JobState;
using db::testing::Must;

class WatchServiceTest : public ::testing::Test {
 protected:
  int Rows() const {
    int rows = 0;
    auto store = Must(db::OpenStore(service_.config.database, db::OpenMode::kExisting));
    EXPECT_TRUE(store->ForEachExportRow({std::nullopt, "", true}, [&](const db::ExportRow&) { ++rows; }));
    return rows;
  }

  void Stop() {
    service_.Signal(SIGTERM);
    EXPECT_EQ(service_.Wait(), 0) << service_.Log();
  }

  ServiceUnderTest service_;
};

TEST_F(WatchServiceTest, FilesOfAllKindsEndWhereTheyBelong) {
  service_.Put("before.pdf", MadePdf());
  service_.Start();
  service_.Put("C1/rows.pdf", "%ROWS 3 a");
  service_.Put("C1/copy.pdf", "%ROWS 3 a");
  service_.Put("C1/scan.pdf", "%PAGES 4 10");
  service_.Put("urgent/C2/urgent.pdf", "%ROWS 2 b");
  service_.Put("C2/damaged.pdf", "%PDF-1.7 and nothing more");
  service_.Put("C2/letter.txt", "no report at all");
  ASSERT_TRUE(service_.WaitUntilDone()) << service_.Log();
  Stop();

  EXPECT_EQ(service_.JobOf("before.pdf").state, JobState::kDone);
  EXPECT_EQ(service_.JobOf("scan.pdf").lane, db::Lane::kDigital) << "how it turned out is no longer of use";
  EXPECT_EQ(service_.JobOf("urgent.pdf").priority, db::Priority::kUrgent);
  EXPECT_EQ(service_.JobOf("damaged.pdf").last_error->error_class, db::ErrorClass::kDamaged);
  EXPECT_EQ(service_.JobOf("letter.txt").last_error->error_class, db::ErrorClass::kNotAReport);
  EXPECT_EQ(service_.Counts()[JobState::kDone], 4);
  EXPECT_EQ(service_.Counts()[JobState::kFailed], 2);
  EXPECT_GE(Rows(), 3 + 4 + 2);

  EXPECT_TRUE(fs::exists(service_.config.links.processed + "/before.pdf"));
  // Either of the two may have come first.
  for (const char* name : {"/C1/rows.pdf", "/C1/copy.pdf"}) {
    EXPECT_NE(fs::exists(service_.config.links.processed + name), fs::exists(service_.config.links.duplicates + name));
  }
  EXPECT_TRUE(fs::exists(service_.config.links.failed + "/C2/damaged.pdf.reason.txt"));
  const std::string log = service_.Log();
  for (const char* name : {"before", "rows.pdf", "scan.pdf", "letter", "C1", "C2"}) {
    EXPECT_EQ(log.find(name), std::string::npos) << name;
  }
}

TEST_F(WatchServiceTest, PoisonCostsNobodyElseAnything) {
  service_.config.limits.timeout_seconds = 4;
  service_.config.limits.memory_mib = 120;
  service_.config.retry.attempts = 2;
  service_.Start();
  service_.Put("crash.pdf", "%CRASH");
  service_.Put("hang.pdf", "%HANG");
  if (!SanitizersCompiledIn()) service_.Put("hog.pdf", "%HOG");
  for (int i = 0; i < 10; ++i) service_.Put("good" + std::to_string(i) + ".pdf", "%ROWS 1 " + std::to_string(i));
  ASSERT_TRUE(service_.WaitUntilDone()) << service_.Log();
  Stop();
  for (const auto& [name, error_class] :
       {std::pair{"crash.pdf", db::ErrorClass::kWorkerKilled}, std::pair{"hang.pdf", db::ErrorClass::kTimeLimit},
        std::pair{"hog.pdf", db::ErrorClass::kOutOfMemory}}) {
    if (SanitizersCompiledIn() && error_class == db::ErrorClass::kOutOfMemory) continue;
    const db::Job job = service_.JobOf(name);
    EXPECT_EQ(job.state, JobState::kFailed) << name;
    EXPECT_EQ(job.attempts, 2) << name;
    EXPECT_EQ(job.last_error->error_class, error_class) << name;
  }
  EXPECT_EQ(service_.Counts()[JobState::kDone], 10);
  EXPECT_EQ(Rows(), 10);
}

TEST_F(WatchServiceTest, AWorkerThatSomebodyKillsIsReplaced) {
  service_.Start();
  service_.Put("slow.pdf", "%SLOW 500 1");
  ASSERT_TRUE(ServiceUnderTest::WaitUntil([&] { return service_.Processes().size() > 3; }));
  // The newest process is the worker.
  kill(service_.Processes().back(), SIGKILL);
  ASSERT_TRUE(service_.WaitUntilDone()) << service_.Log();
  EXPECT_EQ(service_.JobOf("slow.pdf").state, JobState::kDone);
  Stop();
}

TEST_F(WatchServiceTest, NothingIsKeptOfADocumentThatIsForgottenMeanwhile) {
  service_.Start();
  const std::string bytes = "%SLOW 2000 1";
  service_.Put("slow.pdf", bytes);
  ASSERT_TRUE(ServiceUnderTest::WaitUntil([&] { return !service_.Logged("taken").empty(); }));
  ASSERT_TRUE(ServiceUnderTest::WaitUntil([&] { return service_.JobOf("slow.pdf").state == JobState::kRunning; }));
  const std::int64_t document = service_.JobOf("slow.pdf").document;
  ASSERT_TRUE(db::Forget(service_.config.database, {.document = document, .by = "ann"}, "2024-05-01T08:00:00Z"));
  // As the service would, for a page that it had in hand.
  const db::StageCache stages(db::StagesFolder(service_.config.database), 1 << 20);
  stages.Put(db::Sha256Hex(bytes), {"page 1", "1"}, "words");
  ASSERT_TRUE(ServiceUnderTest::WaitUntil([&] { return !service_.Logged("lease-lost").empty(); }));
  Stop();
  EXPECT_FALSE(stages.Get(db::Sha256Hex(bytes), {"page 1", "1"}));
}

TEST_F(WatchServiceTest, ADigitalFilePassesAScan) {
  service_.config.service.workers = 1;
  service_.Start();
  service_.Put("scan.pdf", "%PAGES 3 1500");
  ASSERT_TRUE(ServiceUnderTest::WaitUntil([&] { return service_.Processes().size() > 3; }));
  service_.Put("digital.pdf", "%ROWS 1");
  ASSERT_TRUE(service_.WaitUntilDone()) << service_.Log();
  Stop();
  const std::vector<std::string> done = service_.Logged("job-done");
  ASSERT_EQ(done.size(), 2u);
  EXPECT_NE(done[0].find("lane=digital"), std::string::npos) << done[0];
  EXPECT_NE(done[1].find("lane=scan"), std::string::npos) << done[1];
}

TEST_F(WatchServiceTest, MoreScansThanCanBeOpenAreAllRead) {
  service_.config.service.workers = 1;
  service_.Start();
  for (int i = 0; i < 8; ++i) service_.Put("scan" + std::to_string(i) + ".pdf", "%PAGES 2 20 " + std::to_string(i));
  ASSERT_TRUE(service_.WaitUntilDone()) << service_.Log();
  Stop();
  EXPECT_EQ(service_.Counts()[JobState::kDone], 8);
  EXPECT_EQ(Rows(), 16);
}

TEST_F(WatchServiceTest, WhatTakesTooLongAtTheEndGoesBack) {
  service_.config.service.stop_seconds = 0.3;
  service_.Start();
  service_.Put("hang.pdf", "%HANG");
  ASSERT_TRUE(ServiceUnderTest::WaitUntil([&] { return service_.JobOf("hang.pdf").state == JobState::kRunning; }));
  Stop();
  const db::Job job = service_.JobOf("hang.pdf");
  EXPECT_EQ(job.state, JobState::kQueued);
  EXPECT_EQ(job.attempts, 0);
  EXPECT_EQ(job.losses, 0);
}

TEST_F(WatchServiceTest, WhatIsBegunIsFinishedAtTheEnd) {
  service_.Start();
  service_.Put("slow.pdf", "%SLOW 600 1");
  ASSERT_TRUE(ServiceUnderTest::WaitUntil([&] { return service_.JobOf("slow.pdf").state == JobState::kRunning; }));
  Stop();
  EXPECT_EQ(service_.JobOf("slow.pdf").state, JobState::kDone);
}

TEST_F(WatchServiceTest, AnotherServiceGoesOnWhereOneWasKilled) {
  service_.Start();
  service_.Put("hang.pdf", "%SLOW 3000 2");
  ASSERT_TRUE(ServiceUnderTest::WaitUntil([&] { return service_.JobOf("hang.pdf").state == JobState::kRunning; }));
  service_.Kill();
  service_.Start();
  ASSERT_TRUE(service_.WaitUntilDone()) << service_.Log();
  Stop();
  const db::Job job = service_.JobOf("hang.pdf");
  EXPECT_EQ(job.state, JobState::kDone);
  EXPECT_EQ(job.attempts, 0);
  EXPECT_EQ(job.losses, 1);
  EXPECT_EQ(Rows(), 2);
}

TEST_F(WatchServiceTest, ReloadsAConfigurationThatIsGood) {
  service_.reload_from = service_.folder / "watch.yaml";
  const auto configure = [&](const std::string& text) { std::ofstream(service_.reload_from) << text; };
  service_.Start();
  service_.Put("a.pdf", "%ROWS 1 a");
  ASSERT_TRUE(service_.WaitUntilDone()) << service_.Log();

  configure("intake: {exclude: ['*.bak'");
  service_.Signal(SIGHUP);
  ASSERT_TRUE(ServiceUnderTest::WaitUntil([&] { return service_.Logged("reload-refused").size() == 1; }));
  configure("inbox: /elsewhere\n");
  service_.Signal(SIGHUP);
  ASSERT_TRUE(ServiceUnderTest::WaitUntil([&] { return service_.Logged("reload-refused").size() == 2; }));
  service_.Put("b.bak", "%ROWS 1 b");
  ASSERT_TRUE(service_.WaitUntilDone()) << "the former configuration stands";

  configure("intake: {exclude: ['*.bak']}\nservice: {workers: 1}\n");
  service_.Signal(SIGHUP);
  ASSERT_TRUE(ServiceUnderTest::WaitUntil([&] { return service_.Logged("reloaded").size() == 1; }));
  service_.Put("c.bak", "%ROWS 1 c");
  service_.Put("d.pdf", "%ROWS 1 d");
  ASSERT_TRUE(ServiceUnderTest::WaitUntil([&] { return service_.JobOf("d.pdf").state == JobState::kDone; }));
  EXPECT_EQ(service_.Inbox(), (std::vector<std::string>{"c.bak"}));
  Stop();
}

TEST_F(WatchServiceTest, AnInnerIntakeThatIsKilledIsStartedAgain) {
  service_.Start();
  ASSERT_TRUE(ServiceUnderTest::WaitUntil([&] { return service_.Processes().size() == 3; }));
  kill(service_.Processes().at(2), SIGKILL);
  service_.Put("a.pdf", "%ROWS 1");
  ASSERT_TRUE(ServiceUnderTest::WaitUntil([&] { return service_.JobOf("a.pdf").state == JobState::kDone; }));
  EXPECT_EQ(service_.Logged("intake-ended").size(), 1u);
  Stop();
}

TEST_F(WatchServiceTest, WithoutItsIntakeTheServiceEnds) {
  service_.Start();
  ASSERT_TRUE(ServiceUnderTest::WaitUntil([&] { return service_.Processes().size() == 3; }));
  kill(service_.Processes().at(1), SIGKILL);
  EXPECT_EQ(service_.Wait(), 1);
  EXPECT_EQ(service_.Logged("did-not-run").size(), 1u);
}

}  // namespace
}  // namespace labintake::pipeline
