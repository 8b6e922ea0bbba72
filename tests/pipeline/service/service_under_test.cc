#include "tests/pipeline/service/service_under_test.h"

#include <fcntl.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <sstream>
#include <thread>

#include "db/digest.h"
#include "db/sqlite_connection.h"
#include "pipeline/document_stages.h"
#include "pipeline/interrupt.h"
#include "pipeline/service/folder_check.h"
#include "pipeline/wire.h"

namespace labintake::pipeline {
namespace {

namespace fs = std::filesystem;

std::string ReadAll(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

void Sleep(int ms) { std::this_thread::sleep_for(std::chrono::milliseconds(ms)); }

std::string DocumentWith(int rows, const std::string& bytes) {
  std::vector<Observation> made;
  for (int i = 0; i < rows; ++i) {
    made.push_back(db::testing::Row("Analyte " + std::to_string(i), std::to_string(i + 1), "mg/dL", 100 + 14 * i));
  }
  Document document = db::testing::Doc(std::move(made));
  document.sha256 = db::Sha256Hex(bytes);
  return EncodeResult(document);
}

TaskAnswer Obey(const std::string& bytes) {
  std::istringstream words(bytes);
  std::string word;
  int first = 0, second = 0;
  words >> word >> first >> second;
  if (word == "%CRASH") std::abort();
  if (word == "%HANG") Sleep(3'600'000);
  if (word == "%HOG") {
    std::string all;
    for (;;) all.append(16 << 20, 'x');
  }
  if (word == "%PAGES")
    return TaskAnswer(bytes, std::vector<std::string>(static_cast<std::size_t>(first), std::to_string(second)));
  if (word == "%SLOW") {
    Sleep(first);
    return DocumentWith(second, bytes);
  }
  return DocumentWith(first, bytes);
}

}  // namespace

SplitWork MisbehavingWork(const ProcessOptions& options) {
  const SplitWork real = StagesOf(options);
  return {[real](const std::string& path) {
            const std::string bytes = ReadAll(path);
            for (const char* word : {"%ROWS", "%SLOW", "%PAGES", "%CRASH", "%HANG", "%HOG"}) {
              if (bytes.starts_with(word)) return Obey(bytes);
            }
            return real.task(path);
          },
          [real](const std::string& part) {
            if (part.find_first_not_of("0123456789") != std::string::npos) return real.part(part);
            Sleep(std::stoi(part));
            return std::string("page");
          },
          [real](const std::string& for_join, const std::vector<WorkerReply>& replies) {
            if (!for_join.starts_with("%PAGES")) return real.join(for_join, replies);
            return DocumentWith(static_cast<int>(replies.size()), for_join);
          }};
}

ServiceUnderTest::ServiceUnderTest() {
  config.inbox = folder / "inbox";
  config.database = folder / "lab.db";
  config.links = {folder / "processed", folder / "duplicates", folder / "failed"};
  for (const std::string& made : {config.inbox, config.links.processed, config.links.duplicates, config.links.failed}) {
    fs::create_directory(made);
  }
  config.intake.settle_seconds = 0.05;
  config.intake.scan_seconds = 1;
  config.limits.timeout_seconds = 60;
  config.limits.memory_mib = 1024;
  config.retry = {3, 0.05, 0.2};
  config.service.workers = 2;
  config.service.lease_seconds = 2;
  config.service.stop_seconds = 10;
}

void ServiceUnderTest::Start(db::Clock& clock) {
  pid_ = fork();
  if (pid_ == 0) Live(clock);
}

void ServiceUnderTest::Live(db::Clock& clock) const {
  prctl(PR_SET_PDEATHSIG, SIGKILL);  // with the test
  const int log_fd = open((folder / "log").c_str(), O_WRONLY | O_CREAT | O_APPEND, 0600);
  dup2(log_fd, STDERR_FILENO);
  EventLog log(LogFormat::kText, clock, StderrSink());
  // The intake of a service that was killed may hold it for an instant.
  Result<InboxLock> lock = InboxLock::Take(config.inbox);
  for (int i = 0; !lock && i < 500; ++i) {
    Sleep(20);
    lock = InboxLock::Take(config.inbox);
  }
  if (!lock) _exit(3);
  const WatchSettings settings{config, {}};
  const auto reload = [&]() -> Result<WatchSettings> {
    if (reload_from.empty()) return settings;
    Result<WatchConfig> changed = ParseWatchConfig(ReadAll(reload_from), "reloaded", "");
    if (!changed) return tl::unexpected<Error>(changed.error());
    WatchSettings now = settings;
    now.config.intake.exclude = changed->intake.exclude;
    now.config.service.workers = changed->service.workers;
    if (!changed->inbox.empty()) now.config.inbox = changed->inbox;
    return now;
  };
  const Result<void> ended = RunWatch(
      settings, {db::RealFileSystem(), clock, log, MisbehavingWork, reload, InterruptFd(), HangUpFd(), lock->fd()});
  if (!ended) log.Error("did-not-run", {{"message", ended.error().message}});
  _exit(ended ? 0 : 1);
}

void ServiceUnderTest::Signal(int signal) const {
  if (pid_ != 0) kill(pid_, signal);
}

bool ServiceUnderTest::Runs() {
  if (pid_ != 0 && waitpid(pid_, nullptr, WNOHANG) == pid_) pid_ = 0;
  return pid_ != 0;
}

int ServiceUnderTest::Wait() {
  int status = 0;
  waitpid(pid_, &status, 0);
  pid_ = 0;
  return WIFEXITED(status) ? WEXITSTATUS(status) : -WTERMSIG(status);
}

void ServiceUnderTest::Kill() {
  if (pid_ == 0) return;
  kill(pid_, SIGCONT);
  kill(pid_, SIGKILL);
  Wait();
}

std::vector<pid_t> ServiceUnderTest::Processes() const {
  std::vector<pid_t> all = {pid_};
  for (std::size_t i = 0; i < all.size(); ++i) {
    std::ifstream children("/proc/" + std::to_string(all[i]) + "/task/" + std::to_string(all[i]) + "/children");
    pid_t child = 0;
    while (children >> child) all.push_back(child);
  }
  return all;
}

void ServiceUnderTest::Put(const std::string& name, const std::string& bytes) const {
  const fs::path path = fs::path(config.inbox) / name;
  fs::create_directories(path.parent_path());
  const std::string hidden = folder / "being-written";
  std::ofstream(hidden, std::ios::binary) << bytes;
  fs::rename(hidden, path);
}

bool ServiceUnderTest::WaitUntil(const std::function<bool()>& done, double seconds) {
  const auto end = std::chrono::steady_clock::now() + std::chrono::duration<double>(seconds);
  while (!done()) {
    if (std::chrono::steady_clock::now() > end) return false;
    Sleep(20);
  }
  return true;
}

bool ServiceUnderTest::WaitUntilDone(double seconds) const {
  return WaitUntil([&] { return Inbox().empty() && fs::exists(config.database) && Counts().open() == 0; }, seconds);
}

std::string ServiceUnderTest::Log() const { return ReadAll(folder / "log"); }

std::vector<std::string> ServiceUnderTest::Logged(const std::string& event) const {
  std::vector<std::string> lines;
  std::istringstream log(Log());
  for (std::string line; std::getline(log, line);) {
    std::istringstream words(line);
    std::string time, level, word;
    words >> time >> level >> word;
    if (word == event) lines.push_back(line);
  }
  return lines;
}

db::JobCounts ServiceUnderTest::Counts() const {
  const auto queue = db::OpenJobQueue(config.database, db::OpenMode::kExisting, {});
  if (queue) return db::testing::Must((*queue)->Count());
  db::JobCounts none_yet;
  none_yet.by_state[0] = 1;  // something is to be done: the service has not made its database
  return none_yet;
}

db::Job ServiceUnderTest::JobOf(const std::string& name) const {
  auto database = db::OpenConnection(config.database, db::OpenMode::kExisting);
  if (!database) return {};  // the service has not made it yet
  SQLite::Statement find(*database, "SELECT document_id FROM arrivals WHERE name = ?");
  db::Binder(find) << name;
  if (!find.executeStep()) return {};
  return db::testing::Must(db::testing::Must(db::OpenJobQueue(config.database, db::OpenMode::kExisting, {}))
                               ->Get(db::RowReader(find).Int64()));
}

std::vector<std::string> ServiceUnderTest::Inbox() const {
  std::vector<std::string> files;
  for (const auto& entry : fs::recursive_directory_iterator(config.inbox)) {
    if (!entry.is_directory()) files.push_back(fs::relative(entry.path(), config.inbox));
  }
  return files;
}

std::vector<std::vector<std::string>> ServiceUnderTest::Query(const std::string& sql) const {
  auto database = db::testing::Must(db::OpenConnection(config.database, db::OpenMode::kExisting));
  SQLite::Statement query(database, sql);
  std::vector<std::vector<std::string>> rows;
  while (query.executeStep()) {
    std::vector<std::string>& row = rows.emplace_back();
    for (int i = 0; i < query.getColumnCount(); ++i) row.push_back(query.getColumn(i).getString());
  }
  return rows;
}

}  // namespace labintake::pipeline
