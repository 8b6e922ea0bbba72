// An inbox, a store and an intake over them, in a folder of their own; the test's clock stands still.
#pragma once

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include "db/blob_store.h"
#include "db/digest.h"
#include "db/job_queue.h"
#include "db/sqlite_connection.h"
#include "pipeline/service/intake.h"
#include "tests/db/fake_clock.h"
#include "tests/db/fake_reports.h"
#include "tests/db/hooked_file_system.h"

namespace labintake::pipeline {

class IntakeFixture : public ::testing::Test {
 protected:
  static constexpr std::int64_t kSettleMs = 2'000, kScanMs = 60'000, kPauseMs = 5'000;

  IntakeFixture() {
    std::filesystem::create_directory(inbox_);
    options_.taker.inbox = inbox_;
    options_.taker.blobs = db_ + ".blobs";
    options_.settle_ms = kSettleMs;
    options_.scan_ms = kScanMs;
    options_.pause_ms = kPauseMs;
    Start();
  }

  // As a new process would.
  void Start() {
    intake_.reset();
    queue_.reset();
    db::JobQueueOptions options;
    options.owner = "intake";
    options.clock = &clock_;
    auto queue = db::OpenJobQueue(db_, db::OpenMode::kCreate, options);
    ASSERT_TRUE(queue) << queue.error().message;
    queue_ = *std::move(queue);
    intake_ = std::make_unique<Intake>(options_, Intake::Parts{rules_, files_, clock_, *queue_, events_.get(), log_});
  }

  void Put(const std::string& name, const std::string& bytes) {
    const std::filesystem::path path = inbox_ + "/" + name;
    std::filesystem::create_directories(path.parent_path());
    std::ofstream(path, std::ios::binary) << bytes;
  }

  // Turns until nothing more would happen by itself before the next regular look.
  int TakeAll() {
    int taken = intake_->Turn().taken;
    clock_.Pass(kSettleMs);
    for (int i = 0; i < 100; ++i) {
      const Intake::TurnEnd end = intake_->Turn();
      taken += end.taken;
      if (end.wait_ms > kPauseMs) break;
      clock_.Pass(end.wait_ms);
    }
    return taken;
  }

  std::vector<std::string> Inbox() const { return FilesBelow(inbox_); }

  static std::vector<std::string> FilesBelow(const std::string& folder) {
    std::set<std::string> paths;
    std::error_code none;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(folder, none)) {
      if (!entry.is_directory()) paths.insert(std::filesystem::relative(entry.path(), folder));
    }
    return {paths.begin(), paths.end()};
  }

  // "client|file|bytes" of each document.
  std::vector<std::string> Documents() {
    std::vector<std::string> lines;
    const db::BlobStore blobs(db_ + ".blobs");
    for (const auto& [client, file, sha256] : Query3(
             "SELECT c.name, d.file, d.sha256 FROM documents d JOIN clients c ON c.id = d.client_id ORDER BY d.id")) {
      lines.push_back(client + "|" + file + "|" + db::testing::Must(blobs.Get(sha256)));
    }
    return lines;
  }

  // "name duplicate removed" of each arrival.
  std::vector<std::string> Arrivals() {
    std::vector<std::string> lines;
    for (const auto& [name, duplicate, removed] :
         Query3("SELECT name, iif(duplicate, 'duplicate', 'new'), iif(removed, 'removed', 'there') FROM arrivals ORDER"
                " BY id")) {
      lines.push_back(name + " " + duplicate + " " + removed);
    }
    return lines;
  }

  std::vector<std::tuple<std::string, std::string, std::string>> Query3(const std::string& sql) {
    auto database = db::testing::Must(db::OpenConnection(db_, db::OpenMode::kExisting));
    SQLite::Statement query(database, sql);
    std::vector<std::tuple<std::string, std::string, std::string>> rows;
    while (query.executeStep()) {
      db::RowReader r(query);
      std::string a = r.Text(), b = r.Text();
      rows.emplace_back(std::move(a), std::move(b), r.Text());
    }
    return rows;
  }

  // How often the log names this event.
  int Logged(const std::string& event) const {
    int count = 0;
    for (const std::string& line : lines_) count += line.find(" " + event) != std::string::npos;
    return count;
  }

  db::testing::TemporaryFolder folder_;
  const std::string inbox_ = folder_ / "inbox", db_ = folder_ / "lab.db";
  db::testing::FakeClock clock_;
  db::testing::HookedFileSystem files_;
  std::vector<std::string> lines_;
  EventLog log_{LogFormat::kText, clock_, [this](std::string_view line) { lines_.emplace_back(line); }};
  InboxRules rules_{{"*.xml", "C9/private/*"}, db::Priority::kNormal};
  IntakeOptions options_;
  std::unique_ptr<FolderEvents> events_;
  std::unique_ptr<db::JobQueue> queue_;
  std::unique_ptr<Intake> intake_;
};

}  // namespace labintake::pipeline
