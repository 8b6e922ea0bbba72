// The service in a process of its own, over folders of the test, with workers that do what a file tells them.
#pragma once

#include <sys/types.h>

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "db/job_queue.h"
#include "pipeline/service/watch_service.h"
#include "tests/db/fake_reports.h"

namespace labintake::pipeline {

// What a worker does with a file that begins with one of these words; anything else goes through the real stages.
//   %ROWS n            a document with n rows
//   %SLOW ms n         the same after a while
//   %PAGES n ms        a scan of n pages, each of which takes so long and gives a row
//   %CRASH, %HANG, %HOG (memory)
// Whatever follows makes the bytes differ.
SplitWork MisbehavingWork(const ProcessOptions& options);

class ServiceUnderTest {
 public:
  ServiceUnderTest();
  ~ServiceUnderTest() { Kill(); }

  // Forks. `clock`: of the service's processes.
  void Start(db::Clock& clock = db::SystemClock());
  // Nothing when it does not run.
  void Signal(int signal) const;
  // False once it has ended.
  bool Runs();
  // Waits for the end; the exit status, or minus the signal.
  int Wait();
  void Kill();
  pid_t pid() const { return pid_; }
  // Of the service's processes and theirs.
  std::vector<pid_t> Processes() const;

  // Puts a file into the inbox, whole at once.
  void Put(const std::string& name, const std::string& bytes) const;
  // Long enough for a machine that does much else: who waits so long waits for something that never comes.
  static constexpr double kPatience = 600;
  // Until no job is open and the inbox is empty; false after `seconds`.
  bool WaitUntilDone(double seconds = kPatience) const;
  // Until `done`, asked now and then; false after `seconds`.
  static bool WaitUntil(const std::function<bool()>& done, double seconds = kPatience);

  std::string Log() const;
  // Lines of the log with this event.
  std::vector<std::string> Logged(const std::string& event) const;
  db::JobCounts Counts() const;
  // Of the document that came as this file.
  db::Job JobOf(const std::string& name) const;
  std::vector<std::string> Inbox() const;
  // The rows that `sql` gives, from the service's database.
  std::vector<std::vector<std::string>> Query(const std::string& sql) const;

  db::testing::TemporaryFolder folder;
  WatchConfig config;       // of the next Start(), and what a reload finds if reload_from is empty
  std::string reload_from;  // a file; its content is the configuration that a reload finds

 private:
  [[noreturn]] void Live(db::Clock& clock) const;

  pid_t pid_ = 0;
};

}  // namespace labintake::pipeline
