// Two hundred files of all kinds while service and workers are killed and stopped at random instants and the clock
// jumps: at the end every file is in one final state once, every row once, and nothing is left over.
//
// LABINTAKE_CRASH_SEED repeats a run, as far as the machine's own timing allows.
#include <SQLiteCpp/Transaction.h>
#include <fmt/format.h>
#include <gtest/gtest.h>
#include <signal.h>
#include <sys/mount.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <map>
#include <random>
#include <set>
#include <thread>
#include <tuple>

#include "db/blob_batch.h"
#include "db/digest.h"
#include "db/sqlite_connection.h"
#include "tests/pipeline/made_document.h"
#include "tests/pipeline/service/service_under_test.h"

namespace labintake::pipeline {
namespace {

namespace fs = std::filesystem;
using db::testing::Must;

// Nothing is judged by it; the machine may do much else.
constexpr double kPatience = 240;
constexpr int kInstants = 50;

void Sleep(std::int64_t ms) { std::this_thread::sleep_for(std::chrono::milliseconds(ms)); }

// Each process sees the same jumps: by an hour, a month, ten minutes, in both directions.
class JumpingClock : public db::Clock {
 public:
  std::int64_t WallMs() override {
    constexpr std::int64_t kJumps[] = {0, -3'600'000, 0, 600'000, -30LL * 24 * 3'600'000, 0, 3'600'000, -5'000};
    const std::int64_t now = db::SystemClock().WallMs();
    return now + kJumps[now / 350 % std::size(kJumps)];
  }
  std::int64_t SteadyMs() override { return db::SystemClock().SteadyMs(); }
};

// What is given, and what is to come of it.
struct Given {
  std::string name;    // below the inbox
  std::string client;  // "" for none
  std::string bytes;
  int rows = 0;        // -1: it fails
  bool drips = false;  // comes piece by piece
};

class Files {
 public:
  explicit Files(std::mt19937& random) : random_(random) {
    for (int i = 0; i < 88; ++i) Add("good", fmt::format("%ROWS {} good {}", 1 + i % 5, i), 1 + i % 5);
    for (int i = 0; i < 20; ++i) Add("real", Report(i), 2);
    for (int i = 0; i < 20; ++i) Add("slow", fmt::format("%SLOW {} 2 slow {}", 50 + 10 * i, i), 2);
    for (int i = 0; i < 8; ++i) Add("scan", fmt::format("%PAGES 3 {} scan {}", 20 + 10 * i, i), 3);
    for (int i = 0; i < 4; ++i) Add("large", fmt::format("%ROWS 1 large {}", i) + std::string(3 << 20, ' '), 1);
    for (int i = 0; i < 8; ++i) {
      Add("changing", fmt::format("%ROWS 3 changing {}", i) + std::string(3000, '.'), 3);
      files_.back().drips = true;
    }
    for (int i = 0; i < 10; ++i) Add("damaged", fmt::format("%PDF-1.7 damaged {}", i), -1);
    for (int i = 0; i < 4; ++i) Add("other", fmt::format("a letter {}", i), -1);
    for (int i = 0; i < 4; ++i) Add("huge", fmt::format("%PDF-1.7 huge {}", i) + std::string(5 << 20, ' '), -1);
    for (int i = 0; i < 2; ++i) Add("locked", Encrypted(i), -1);
    for (int i = 0; i < 2; ++i) Add("hanging", fmt::format("%HANG {}", i), -1);
    for (int i = 0; i < 2; ++i) Add("hungry", fmt::format("%HOG {}", i), -1);
    for (int i = 0; i < 4; ++i) Add("crashing", fmt::format("%CRASH {}", i), -1);
    const std::size_t different = files_.size();
    while (files_.size() < 200) {
      Given copy = files_[Number(different)];
      copy.name = fmt::format("{}copy-{}.pdf", FolderOf(copy.client), files_.size());
      copy.drips = false;
      files_.push_back(std::move(copy));
    }
    std::shuffle(files_.begin(), files_.end(), random_);
  }

  const std::vector<Given>& all() const { return files_; }

 private:
  void Add(const std::string& kind, std::string bytes, int rows) {
    static constexpr const char* kClients[] = {"", "C1", "C2", "C3"};
    const std::string client = kClients[Number(std::size(kClients))];
    files_.push_back(
        {fmt::format("{}{}-{}.pdf", FolderOf(client), kind, files_.size()), client, std::move(bytes), rows});
  }

  std::string FolderOf(const std::string& client) {
    return (Number(10) == 0 ? "urgent/" : "") + (client.empty() ? "" : client + "/");
  }

  // For the real stages.
  static std::string Report(int i) {
    std::vector<PdfText> page = {{72, 60, "Example Laboratory"}, {72, 80, fmt::format("Accession: A{}", i)}};
    const std::string number = std::to_string(60 + i);
    double y = 140;
    for (const auto& [name, value, unit, range] :
         {std::tuple{"Test", std::string("Result"), "Unit", "Reference"},
          std::tuple{"Ferritin", number, "ng/mL", "30-300"}, std::tuple{"Iron", number, "ug/dL", "50-170"}}) {
      page.insert(page.end(), {{72, y, name}, {200, y, value}, {260, y, unit}, {330, y, range}});
      y += 20;
    }
    return MakePdf({page});
  }

  static std::string Encrypted(int i) {
    TemporaryFolder folder;
    WriteFile(folder / "open.pdf", MakePdf({{{72, 72, fmt::format("locked {}", i)}}}));
    const std::string command =
        fmt::format("qpdf --encrypt user owner 256 -- '{}' '{}'", folder / "open.pdf", folder / "locked.pdf");
    EXPECT_EQ(std::system(command.c_str()), 0);
    return ReadFile(folder / "locked.pdf");
  }

  std::size_t Number(std::size_t below) { return std::uniform_int_distribution<std::size_t>(0, below - 1)(random_); }

  std::mt19937& random_;
  std::vector<Given> files_;
};

// A process that puts the files into the inbox bit by bit, some of them piece by piece.
pid_t Deliver(const ServiceUnderTest& service, const std::vector<Given>& files) {
  const pid_t child = fork();
  if (child != 0) return child;
  for (const Given& file : files) {
    if (file.drips) {
      const fs::path path = fs::path(service.config.inbox) / file.name;
      fs::create_directories(path.parent_path());
      std::ofstream out(path, std::ios::binary);
      for (std::size_t at = 0; at < file.bytes.size(); at += 600) {
        out << file.bytes.substr(at, 600) << std::flush;
        Sleep(40);
      }
    } else {
      service.Put(file.name, file.bytes);
    }
    Sleep(10);
  }
  _exit(0);
}

class WatchCrashTest : public ::testing::Test {
 protected:
  WatchCrashTest() {
    service_.config.limits.timeout_seconds = 3;
    service_.config.limits.memory_mib = 300;
    service_.config.limits.max_mib = 4;
    service_.config.service.workers = 2;
    service_.config.service.lease_seconds = 1;
    service_.config.service.stop_seconds = 0.2;
    service_.config.intake.settle_seconds = 0.1;
    service_.config.intake.scan_seconds = 0.5;
  }

  // As whoever watches over services does.
  void KeepRunning() {
    if (service_.Runs()) return;
    log_size_ = service_.Log().size();
    service_.Start(clock_);
  }

  // One thing that happens to the service.
  void Disturb(std::mt19937& random) {
    const auto number = [&](int below) { return std::uniform_int_distribution<>(0, below - 1)(random); };
    // Once it is at work; that takes longer the more the machine has to do.
    ServiceUnderTest::WaitUntil(
        [&] {
          KeepRunning();
          return service_.Log().size() > log_size_ + 200;
        },
        5);
    Sleep(number(200));
    const std::vector<pid_t> processes = service_.Processes();
    const pid_t any = processes[static_cast<std::size_t>(number(static_cast<int>(processes.size())))];
    switch (number(6)) {
      case 0:
      case 1: service_.Kill(); break;
      case 2: kill(any, SIGKILL); break;
      case 3: {
        kill(any, SIGSTOP);
        Sleep(number(10) == 0 ? 1500 : 50);  // now and then longer than a lease
        kill(any, number(2) == 0 ? SIGCONT : SIGKILL);
        break;
      }
      case 4: {
        // Somebody else writes, for a while.
        auto database = Must(db::OpenConnection(service_.config.database, db::OpenMode::kExisting));
        SQLite::Transaction busy(database, SQLite::TransactionBehavior::IMMEDIATE);
        Sleep(number(300));
        break;
      }
      default:
        service_.Signal(SIGTERM);
        service_.Wait();
    }
    KeepRunning();
  }

  std::vector<std::vector<std::string>> Query(const std::string& sql) {
    auto database = Must(db::OpenConnection(service_.config.database, db::OpenMode::kExisting));
    SQLite::Statement query(database, sql);
    std::vector<std::vector<std::string>> rows;
    while (query.executeStep()) {
      std::vector<std::string>& row = rows.emplace_back();
      for (int i = 0; i < query.getColumnCount(); ++i) row.push_back(query.getColumn(i).getString());
    }
    return rows;
  }

  // Once what left the inbox is recorded, and links are: both wait until there is nothing better to do.
  void Stop() {
    ServiceUnderTest::WaitUntil(
        [&] { return Query("SELECT 1 FROM arrivals WHERE removed = 0 OR linked_as IS NULL LIMIT 1").empty(); }, kPatience);
    service_.Signal(SIGTERM);
    EXPECT_EQ(service_.Wait(), 0);
  }

  // Every file once, in one final state; every row once; nothing left over.
  void ExpectAllDone(const std::vector<Given>& files) {
    std::map<std::pair<std::string, std::string>, int> expected;  // rows by client and hash
    std::multiset<std::string> names;
    for (const Given& file : files) {
      expected[{file.client, db::Sha256Hex(file.bytes)}] = file.rows;
      names.insert(file.name.substr(file.name.rfind('/') + 1));
    }
    const auto documents = Query(
        "SELECT c.name, d.sha256, j.state, d.id, (SELECT count(*) FROM runs r WHERE r.document_id = d.id),"
        " (SELECT count(*) FROM rows w JOIN reports p ON p.id = w.report_id JOIN runs r ON r.id = p.run_id WHERE"
        "  r.document_id = d.id),"
        " (SELECT count(*) FROM review_items i WHERE i.document_id = d.id AND i.subject = 'not-read' AND i.state ="
        "  'open'), j.error_class FROM documents d JOIN clients c ON c.id = d.client_id LEFT JOIN jobs j ON"
        " j.document_id = d.id");
    EXPECT_EQ(documents.size(), expected.size());
    for (const auto& d : documents) {
      const auto found = expected.find({d[0], d[1]});
      ASSERT_NE(found, expected.end()) << "document " << d[3] << " was never given like this";
      const int rows = found->second;
      EXPECT_EQ(d[2], rows == -1 ? "failed" : "done") << "document " << d[3] << " " << d[7];
      EXPECT_EQ(d[4], "1") << "document " << d[3] << " was stored more than once";
      EXPECT_EQ(d[5], std::to_string(std::max(rows, 0))) << "document " << d[3];
      EXPECT_EQ(d[6], rows == -1 ? "1" : "0") << "document " << d[3];
    }

    std::multiset<std::string> arrived;
    std::map<std::string, int> firsts;
    for (const auto& a : Query("SELECT name, duplicate, removed, link, document_id FROM arrivals")) {
      arrived.insert(a[0]);
      firsts[a[4]] += a[1] == "0";
      EXPECT_EQ(a[2], "1") << a[0];
      EXPECT_TRUE(fs::exists(a[3])) << a[0] << " has no link";
    }
    EXPECT_EQ(arrived, names);
    for (const auto& [document, first] : firsts) EXPECT_EQ(first, 1) << "document " << document;

    EXPECT_TRUE(service_.Inbox().empty());
    std::set<std::string> blobs, hashes;
    for (const auto& entry : fs::recursive_directory_iterator(service_.config.database + ".blobs")) {
      if (entry.is_regular_file()) blobs.insert(entry.path());
    }
    for (const auto& [key, rows] : expected)
      hashes.insert(db::BlobPath(service_.config.database + ".blobs", key.second));
    EXPECT_EQ(blobs, hashes);
    EXPECT_EQ(Query("PRAGMA integrity_check"), (std::vector<std::vector<std::string>>{{"ok"}}));
    EXPECT_TRUE(Query("PRAGMA foreign_key_check").empty());
  }

  ServiceUnderTest service_;
  JumpingClock clock_;
  std::size_t log_size_ = 0;  // at the last start
};

TEST_F(WatchCrashTest, AFullDiskPausesAndItGoesOnByItself) {
  const std::string store = service_.folder / "small";
  fs::create_directory(store);
  if (mount("tmpfs", store.c_str(), "tmpfs", 0, "size=6m") != 0) {
    GTEST_SKIP() << "a small disk cannot be mounted here (" << std::strerror(errno) << ")";
  }
  struct Unmount {
    ~Unmount() { umount2(path.c_str(), MNT_DETACH); }
    std::string path;
  } unmount{store};
  service_.config.database = store + "/lab.db";
  service_.config.intake.keep_free_mib = 0;
  std::vector<Given> files;
  for (int i = 0; i < 12; ++i) {
    files.push_back({fmt::format("file-{}.pdf", i), "", fmt::format("%ROWS 2 {}", i) + std::string(1 << 20, ' '), 2});
    service_.Put(files.back().name, files.back().bytes);
  }
  service_.Start();
  ASSERT_TRUE(ServiceUnderTest::WaitUntil([&] { return !service_.Logged("intake-paused").empty(); }, kPatience));
  EXPECT_NE(service_.Log().find("is full; make room"), std::string::npos) << service_.Log();
  EXPECT_FALSE(service_.Inbox().empty());
  ASSERT_EQ(mount("tmpfs", store.c_str(), "tmpfs", MS_REMOUNT, "size=64m"), 0);
  ASSERT_TRUE(service_.WaitUntilDone(kPatience)) << service_.Log();
  EXPECT_GE(service_.Logged("intake-resumed").size(), 1u);
  Stop();
  ExpectAllDone(files);
}

TEST_F(WatchCrashTest, ADatabaseThatCannotBeWrittenIsRefused) {
  ASSERT_TRUE(db::OpenStore(service_.config.database, db::OpenMode::kCreate));
  fs::permissions(service_.folder.path(), fs::perms::owner_all | fs::perms::others_read | fs::perms::others_exec);
  fs::permissions(service_.config.database, fs::perms::owner_read | fs::perms::others_read);
  const pid_t child = fork();
  if (child == 0) {
    // root may write everywhere.
    if (geteuid() == 0 && (setgid(65534) != 0 || setuid(65534) != 0)) _exit(10);
    EventLog log(LogFormat::kText, clock_, [](std::string_view) {});
    const Result<void> ran = RunWatch({service_.config, {}}, {db::RealFileSystem(), clock_, log, MisbehavingWork, {}});
    if (ran || ran.error().code != ErrorCode::kStore) _exit(11);
    _exit(ran.error().message.find("cannot be") != std::string::npos ? 0 : 12);
  }
  int status = 0;
  waitpid(child, &status, 0);
  EXPECT_TRUE(WIFEXITED(status));
  EXPECT_EQ(WEXITSTATUS(status), 0);
}

TEST_F(WatchCrashTest, NothingIsLostAndNothingDoubled) {
  const char* given = std::getenv("LABINTAKE_CRASH_SEED");
  const unsigned seed =
      given != nullptr ? static_cast<unsigned>(std::strtoul(given, nullptr, 10)) : std::random_device{}();
  std::printf("seed: LABINTAKE_CRASH_SEED=%u\n", seed);
  std::fflush(stdout);  // before processes are made that would print it too
  std::mt19937 random(seed);
  const Files files(random);
  ASSERT_EQ(files.all().size(), 200u);
  const pid_t delivery = Deliver(service_, files.all());
  service_.Start(clock_);
  for (int i = 0; i < kInstants; ++i) Disturb(random);
  int status = 0;
  ASSERT_EQ(waitpid(delivery, &status, 0), delivery);
  ASSERT_EQ(status, 0);
  ASSERT_TRUE(ServiceUnderTest::WaitUntil(
      [&] {
        KeepRunning();
        return service_.WaitUntilDone(0);
      },
      kPatience))
      << service_.Log();
  Stop();
  ExpectAllDone(files.all());
  EXPECT_GT(std::stoi(Query("SELECT sum(losses) FROM jobs")[0][0]), 5) << "the kills have to hit work";
  if (HasFailure()) std::printf("%s", service_.Log().c_str());
}

}  // namespace
}  // namespace labintake::pipeline
