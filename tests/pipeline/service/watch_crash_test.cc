// Two hundred files of all kinds while service and workers are killed and stopped at random instants and the clock
// jumps: at the end every file is in one final state once, every row once, and nothing is left over.
//
// LABINTAKE_CRASH_SEED repeats a run, as far as the machine's own timing allows.
#include <SQLiteCpp/Transaction.h>
#include <gtest/gtest.h>
#include <signal.h>
#include <sys/mman.h>

#include <atomic>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <new>
#include <random>
#include <set>
#include <thread>

#include "db/digest.h"
#include "db/sqlite_connection.h"
#include "tests/pipeline/service/crash_files.h"
#include "tests/pipeline/service/final_state.h"
#include "tests/pipeline/service/service_under_test.h"

namespace labintake::pipeline {
namespace {

using db::testing::Must;

constexpr int kKills = 50;
constexpr std::size_t kFilesPerKill = 4;

void Sleep(std::int64_t ms) { std::this_thread::sleep_for(std::chrono::milliseconds(ms)); }

// The machine's clock with an offset that all processes share.
class ShiftedClock : public db::Clock {
 public:
  ShiftedClock()
      : page_(mmap(nullptr, sizeof(Offset), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0)),
        offset_ms_(new (page_) Offset(0)) {}
  ~ShiftedClock() { munmap(page_, sizeof(Offset)); }
  ShiftedClock(const ShiftedClock&) = delete;
  ShiftedClock& operator=(const ShiftedClock&) = delete;

  void Shift(std::int64_t ms) { *offset_ms_ += ms; }
  std::int64_t WallMs() override { return db::SystemClock().WallMs() + *offset_ms_; }
  std::int64_t SteadyMs() override { return db::SystemClock().SteadyMs(); }

 private:
  using Offset = std::atomic<std::int64_t>;
  static_assert(Offset::is_always_lock_free);

  void* page_;
  Offset* offset_ms_;
};

class WatchCrashTest : public ::testing::Test {
 protected:
  WatchCrashTest() {
    const char* given = std::getenv("LABINTAKE_CRASH_SEED");
    const unsigned seed =
        given != nullptr ? static_cast<unsigned>(std::strtoul(given, nullptr, 10)) : std::random_device{}();
    std::printf("to repeat: LABINTAKE_CRASH_SEED=%u\n", seed);
    std::fflush(stdout);  // before processes are made that would print it too
    random_.seed(seed);
    service_.config.limits.timeout_seconds = 5;
    service_.config.limits.memory_mib = 300;
    service_.config.limits.max_mib = kCrashFilesMaxMib;
    service_.config.service.lease_seconds = 1;
    service_.config.service.stop_seconds = 0.2;
    service_.config.intake.settle_seconds = 0.1;
    service_.config.intake.scan_seconds = 0.5;
  }

  int Number(int below) { return std::uniform_int_distribution<>(0, below - 1)(random_); }

  // As whoever watches over services does.
  void KeepRunning() {
    if (service_.Runs()) return;
    log_size_ = service_.Log().size();
    service_.Start(clock_);
  }

  pid_t AnyProcess() {
    const std::vector<pid_t> processes = service_.Processes();
    return processes[static_cast<std::size_t>(Number(static_cast<int>(processes.size())))];
  }

  // It has more to tell than that it began. That takes longer the more the machine has to do.
  void WaitUntilAtWork() {
    ServiceUnderTest::WaitUntil(
        [&] {
          KeepRunning();
          return service_.Log().size() > log_size_ + 200;
        },
        5);
  }

  // What may come before a kill.
  void Disturb() {
    switch (Number(6)) {
      case 0: {
        const pid_t stopped = AnyProcess();
        kill(stopped, SIGSTOP);
        Sleep(Number(6) == 0 ? 1500 : 50);  // now and then longer than a lease
        kill(stopped, Number(2) == 0 ? SIGCONT : SIGKILL);
        break;
      }
      case 1: {
        // Somebody else writes, for a while.
        auto database = db::OpenConnection(service_.config.database, db::OpenMode::kExisting);
        if (!database) break;  // the service has not made it yet
        const SQLite::Transaction busy(*database, SQLite::TransactionBehavior::IMMEDIATE);
        Sleep(Number(300));
        break;
      }
      case 2: {
        constexpr std::int64_t kMinute = 60'000, kDay = 24 * 60 * kMinute;
        constexpr std::int64_t kJumps[] = {-5'000, 10 * kMinute, -60 * kMinute, kDay, -30 * kDay};
        clock_.Shift(kJumps[Number(std::size(kJumps))]);
        break;
      }
      case 3:
        service_.Signal(SIGTERM);
        service_.Wait();
        break;
      default: break;
    }
    KeepRunning();
  }

  void Kill() {
    Sleep(Number(200));
    KeepRunning();
    if (Number(2) == 0) {
      service_.Kill();
    } else {
      kill(AnyProcess(), SIGKILL);
    }
  }

  // What a machine that does much else did not get done in time, an operator has done again.
  void RetryWhatWasTooSlow(const std::vector<GivenFile>& files) {
    std::set<std::string> good;
    for (const GivenFile& file : files) {
      if (file.rows > 0) good.insert(db::Sha256Hex(file.bytes));
    }
    const auto queue = Must(db::OpenJobQueue(service_.config.database, db::OpenMode::kExisting, {}));
    for (const auto& job : service_.Query("SELECT j.document_id, d.sha256 FROM jobs j JOIN documents d ON d.id ="
                                          " j.document_id WHERE j.state = 'failed' AND j.error_class = 'time-limit'")) {
      if (!good.contains(job[1])) continue;
      EXPECT_TRUE(queue->Retry(std::stoll(job[0])));
    }
  }

  void WaitUntilDone() {
    ASSERT_TRUE(ServiceUnderTest::WaitUntil([&] {
      KeepRunning();
      return service_.WaitUntilDone(0);
    })) << service_.Log();
  }

  std::mt19937 random_;
  ServiceUnderTest service_;
  ShiftedClock clock_;
  std::size_t log_size_ = 0;  // at the last start
};

TEST_F(WatchCrashTest, NothingIsLostAndNothingDoubled) {
  const std::vector<GivenFile> files = CrashFiles(random_);
  ASSERT_EQ(files.size(), 200u);
  Delivery delivery(service_.config.inbox, files);
  service_.Start(clock_);
  for (int i = 0; i < kKills; ++i) {
    delivery.Allow(kFilesPerKill);
    WaitUntilAtWork();
    Disturb();
    Kill();
  }
  ASSERT_TRUE(delivery.Finish());
  WaitUntilDone();
  RetryWhatWasTooSlow(files);
  WaitUntilDone();
  StopOnceRecorded(service_);
  ExpectFinalState(service_, files);
  EXPECT_NE(service_.Query("SELECT sum(losses) FROM jobs")[0][0], "0") << "the kills have to hit work";
  if (HasFailure()) std::printf("%s", service_.Log().c_str());
}

}  // namespace
}  // namespace labintake::pipeline
