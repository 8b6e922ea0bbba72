#include "db/upkeep/status.h"

#include <gtest/gtest.h>
#include <sys/stat.h>

#include <filesystem>
#include <nlohmann/json.hpp>

#include "db/digest.h"
#include "pipeline/commands/status_text.h"
#include "tests/db/fake_clock.h"
#include "tests/db/fake_reports.h"
#include "tests/db/run_command.h"

namespace labintake::db::testing {
namespace {

using Lines = std::vector<std::string>;

class StatusTest : public ::testing::Test {
 protected:
  StatusTest() {
    JobQueueOptions options;
    options.owner = "host-1";
    options.clock = &clock_;
    options.random = [] { return 0.0; };
    queue_ = Must(OpenJobQueue(t_.path, OpenMode::kExisting, options));
  }

  std::int64_t Add(const std::string& bytes, const std::string& client = "C1") {
    ArrivingFile file;
    file.name = "Testa Fakename.pdf";
    file.client = client;
    file.sha256 = Sha256Hex(bytes);
    file.size = bytes.size();
    file.place = "/inbox/" + bytes;
    return Must(queue_->Enqueue({{file}}, {})).at(0).document;
  }

  Lease ClaimOne() { return Must(queue_->Claim({})).at(0).lease; }

  void Fail(ErrorClass error) {
    Must(queue_->Fail(ClaimOne(), {error, "damaged", "the file cannot be opened even after repair"}, Version(1)));
  }

  void Finish(const std::string& bytes, Document document) {
    document.sha256 = Sha256Hex(bytes);
    ASSERT_EQ(Must(queue_->Finish(ClaimOne(), document, Version(1))).lease, LeaseOutcome::kHeld);
  }

  // A report of another patient each, so that its laboratory may be named.
  Document Report(const std::string& lab, bool asked) {
    Document document = Doc({asked ? DoubtfulRow("Iron", "5") : Row("Iron", "5")});
    document.reports[0].header.lab = lab;
    document.reports[0].header.patient_name = "Patient " + std::to_string(++patients_);
    document.reports[0].header.patient_id = std::to_string(patients_);
    return document;
  }

  Status Read(const std::string& now = "2024-05-01T08:30:00Z") { return Must(ReadStatus(t_.path, now)); }

  Lines Labs() {
    Lines lines;
    for (const LabRate& rate : Read().labs) {
      lines.push_back(rate.lab + " " + std::to_string(rate.straight_through) + "/" + std::to_string(rate.reports));
    }
    return lines;
  }

  TestStore t_;
  FakeClock clock_;  // stands at 2024-05-01T08:00:00Z
  std::unique_ptr<JobQueue> queue_;
  int patients_ = 0;
};

TEST_F(StatusTest, AnEmptyDatabaseHasNothingToTell) {
  const Status status = Read();
  EXPECT_EQ(status.documents, 0);
  EXPECT_EQ(status.jobs.open(), 0);
  EXPECT_EQ(status.oldest_waiting_seconds, 0);
  EXPECT_TRUE(status.labs.empty());
  EXPECT_TRUE(status.workers.empty());
  EXPECT_TRUE(status.errors.empty());
  EXPECT_EQ(status.open_items.size(), 4u);
  EXPECT_GT(status.database_bytes, 0);
  EXPECT_GT(status.disk_free_bytes, 0);
  EXPECT_TRUE(nlohmann::json::accept(pipeline::StatusToJson(status)));
}

TEST_F(StatusTest, CountsJobsByStateAndTheAgeOfTheOldest) {
  for (const char* bytes : {"a", "b", "c", "d"}) Add(bytes);
  ClaimOne();
  const Status status = Read();
  EXPECT_EQ(status.documents, 4);
  EXPECT_EQ(status.jobs[JobState::kQueued], 3);
  EXPECT_EQ(status.jobs[JobState::kRunning], 1);
  EXPECT_EQ(status.oldest_waiting_seconds, 1800);
  ASSERT_EQ(status.workers.size(), 1u);
  EXPECT_EQ(status.workers[0].owner, "host-1");
  EXPECT_EQ(status.workers[0].jobs, 1);
  EXPECT_TRUE(status.workers[0].overdue) << "its lease of a minute ended long ago";
  EXPECT_FALSE(Read("2024-05-01T08:00:30Z").workers[0].overdue);
}

TEST_F(StatusTest, CountsWhatEndedWithinTheHourAndTheDay) {
  Add("a");
  Finish("a", Report("Lab", false));
  Add("b");
  Fail(ErrorClass::kDamaged);
  EXPECT_EQ(Read().last_hour.done, 1);
  EXPECT_EQ(Read().last_hour.failed, 1);
  const Status later = Read("2024-05-01T18:00:00Z");
  EXPECT_EQ(later.last_hour.done, 0);
  EXPECT_EQ(later.last_day.done, 1);
  EXPECT_EQ(later.last_day.failed, 1);
  EXPECT_EQ(Read("2024-05-03T08:00:00Z").last_day.done, 0);
}

TEST_F(StatusTest, TheLatestErrorsComeFirst) {
  Add("a");
  Fail(ErrorClass::kDamaged);
  clock_.wall_ms += 60'000;
  Add("b");
  Fail(ErrorClass::kTimeLimit);
  const std::vector<Job> errors = Read().errors;
  ASSERT_EQ(errors.size(), 2u);
  EXPECT_EQ(errors[0].document, 2);
  EXPECT_EQ(errors[0].state, JobState::kRetry);
  EXPECT_EQ(errors[0].last_error->error_class, ErrorClass::kTimeLimit);
  EXPECT_EQ(errors[1].document, 1);
  EXPECT_EQ(errors[1].state, JobState::kFailed);
  for (int i = 0; i < 15; ++i) {
    Add("more " + std::to_string(i));
    Fail(ErrorClass::kEncrypted);
  }
  EXPECT_EQ(Read().errors.size(), 10u);
}

TEST_F(StatusTest, StraightThroughByLaboratory) {
  for (int i = 0; i < 6; ++i) {
    Add("big " + std::to_string(i));
    Finish("big " + std::to_string(i), Report("Big Laboratory", i == 0));
  }
  Add("small");
  Finish("small", Report("Testa Fakename", true));
  Add("none");
  Finish("none", Report("", false));
  EXPECT_EQ(Labs(), (Lines{"Big Laboratory 5/6", " 1/2"})) << "what few patients' reports name may be a patient";
  EXPECT_EQ(Read().open_items.at("row"), 2);

  // A decision does not make it straight through.
  for (const ReviewItem& item : t_.Items(ItemState::kOpen)) t_.Decide(item.id, DecisionAction::kAccept);
  EXPECT_EQ(Labs(), (Lines{"Big Laboratory 5/6", " 1/2"}));
  EXPECT_EQ(Read().open_items.at("row"), 0);
  Document again = Doc({Row("Iron", "5")});
  again.reports[0].header.lab = "";
  t_.Put(again, "small", 2, "C1");
  EXPECT_EQ(Read().labs.back().reports, 2) << "former runs do not count";
}

TEST_F(StatusTest, NewNamesAndAuditsAskNobodyAboutTheReport) {
  Observation unknown = Row("Ferr. X", "8"), audited = Row("Iron", "5", "mg/dL", 120);
  unknown.findings = {{FindingCode::kAnalyteUnknown, "It is no name of the catalogue.", {}, Severity::kNote}};
  audited.findings = {{FindingCode::kAuditSample, "Drawn for audit.", {}, Severity::kNote}};
  t_.Put(Doc({unknown, audited}), "bytes");
  EXPECT_EQ(t_.Items(ItemState::kOpen).size(), 2u);
  EXPECT_EQ(Labs(), (Lines{" 1/1"}));
}

TEST_F(StatusTest, AsTextJsonAndForPrometheus) {
  for (int i = 0; i < 5; ++i) {
    Add("big " + std::to_string(i));
    Finish("big " + std::to_string(i), Report("St. \"Mary\\'s\"\nLab", i == 0));
  }
  Add("bad");
  Fail(ErrorClass::kDamaged);
  const Status status = Read();

  const std::string text = pipeline::StatusToText(status);
  for (const char* part :
       {"documents         6\n", "0 queued, 0 running, 0 retry, 5 done, 1 failed, 0 cancelled",
        "last hour         5 done, 1 failed", "80.0 % of the latest 5 reports",
        "document 6: failed after 1 attempt, damaged: the file cannot be opened even after repair"}) {
    EXPECT_NE(text.find(part), std::string::npos) << part << "\n" << text;
  }

  const auto json = nlohmann::json::parse(pipeline::StatusToJson(status));
  EXPECT_EQ(json["jobs"]["done"], 5);
  EXPECT_EQ(json["labs"][0]["straight_through"], 4);
  EXPECT_EQ(json["errors"][0]["document"], 6);
  EXPECT_EQ(json["errors"][0]["class"], "damaged");
  EXPECT_EQ(json["oldest_waiting_at"], nullptr);

  const std::string metrics = pipeline::StatusToPrometheus(status);
  for (const char* line : {"# TYPE labintake_jobs gauge\n", "\nlabintake_jobs{state=\"failed\"} 1\n",
                           "\nlabintake_jobs_done{within=\"hour\"} 5\n", "\nlabintake_documents 6\n",
                           "\nlabintake_open_items{kind=\"row\"} 1\n"}) {
    EXPECT_NE(("\n" + metrics).find(line), std::string::npos) << line << "\n" << metrics;
  }
  EXPECT_NE(metrics.find("labintake_reports{lab=\"St. \\\"Mary\\\\'s\\\""), std::string::npos) << metrics;
  // Each line is a comment or "name{label} number".
  for (std::size_t at = 0; at < metrics.size(); at = metrics.find('\n', at) + 1) {
    const std::string line = metrics.substr(at, metrics.find('\n', at) - at);
    EXPECT_TRUE(line.starts_with("# ") || line.starts_with("labintake_")) << line;
  }
  for (const std::string& out : {text, json.dump(), metrics}) {
    EXPECT_EQ(out.find("Fakename"), std::string::npos);
    EXPECT_EQ(out.find("Patient 1"), std::string::npos);
  }
}

TEST_F(StatusTest, TheCommandWritesWholeFilesThatTheGroupMayRead) {
  Add("a");
  const std::string file = t_.folder / "labintake.prom";
  WriteFile(file, "old");
  const CommandResult written = RunCommand({"status", "--db", t_.path, "--format", "prometheus", "--output", file});
  EXPECT_EQ(written.code, 0) << written.err;
  EXPECT_EQ(written.out, "");
  EXPECT_NE(ReadFile(file).find("labintake_jobs{state=\"queued\"} 1\n"), std::string::npos);
  struct stat info {};
  ASSERT_EQ(stat(file.c_str(), &info), 0);
  EXPECT_EQ(info.st_mode & 0777, 0640u);
  int files = 0;
  for (const auto& entry : std::filesystem::directory_iterator(t_.folder.path())) files += entry.is_regular_file();
  EXPECT_EQ(files, 4) << "the database with its log and index, and the figures: no temporary file";

  EXPECT_EQ(RunCommand({"status", "--db", t_.path, "--output", t_.folder / "no/such/folder/f"}).code, 2);
  EXPECT_EQ(RunCommand({"status", "--db", t_.folder / "none.db"}).code, 4);
  EXPECT_EQ(RunCommand({"status", "--db", t_.path, "--format", "xml"}).code, 1);
  EXPECT_NE(RunCommand({"status", "--db", t_.path}).out.find("1 queued"), std::string::npos);
  EXPECT_NE(RunCommand({"status", "--help"}).out.find("Exit codes:"), std::string::npos);
}

class JobsCommandTest : public StatusTest {
 protected:
  CommandResult Jobs(std::vector<std::string> arguments) {
    arguments.insert(arguments.begin(), "jobs");
    arguments.insert(arguments.end(), {"--db", t_.path});
    return RunCommand(std::move(arguments));
  }
};

TEST_F(JobsCommandTest, ListsAndShows) {
  for (const char* bytes : {"a", "b", "c"}) Add(bytes, bytes == std::string("c") ? "C2" : "C1");
  Fail(ErrorClass::kDamaged);
  const CommandResult table = Jobs({"list"});
  EXPECT_EQ(table.code, 0);
  EXPECT_EQ(table.err, "3 jobs\n");
  EXPECT_EQ(std::count(table.out.begin(), table.out.end(), '\n'), 4);
  EXPECT_NE(table.out.find("failed"), std::string::npos);
  EXPECT_EQ(table.out.find("Fakename"), std::string::npos) << "names of files are not for lists";
  EXPECT_EQ(Jobs({"list", "--limit", "2"}).err, "2 jobs; there are more, see --limit\n");
  EXPECT_EQ(nlohmann::json::parse(Jobs({"list", "--format", "json", "--client", "C2"}).out).size(), 1u);
  const auto failed = nlohmann::json::parse(Jobs({"list", "--format", "jsonl", "--state", "failed"}).out);
  EXPECT_EQ(failed["error"]["class"], "damaged");
  EXPECT_EQ(failed["next_run"], nullptr);
  EXPECT_EQ(Jobs({"list", "--state", "lost"}).code, 1);

  const std::string id = std::to_string(failed["document"].get<int>());
  const CommandResult shown = Jobs({"show", id});
  EXPECT_EQ(shown.code, 0);
  EXPECT_NE(shown.out.find("damaged: the file cannot be opened"), std::string::npos) << shown.out;
  EXPECT_EQ(nlohmann::json::parse(Jobs({"show", id, "--format", "json"}).out), failed);
  EXPECT_EQ(Jobs({"show", "99"}).code, 1);
  EXPECT_EQ(Jobs({"show"}).code, 1);
}

TEST_F(JobsCommandTest, RetriesAndCancels) {
  Add("a");
  Add("b");
  Fail(ErrorClass::kDamaged);
  Fail(ErrorClass::kDamaged);
  const CommandResult some = Jobs({"retry", "1", "99"});
  EXPECT_EQ(some.code, 2);
  EXPECT_EQ(some.err, "labintake: document 99: There is no job of this document.\n1 job queued again\n");
  EXPECT_EQ(Must(queue_->Get(1)).state, JobState::kQueued);
  EXPECT_EQ(Must(queue_->Get(2)).state, JobState::kFailed);
  EXPECT_EQ(Jobs({"retry", "--all-failed"}).err, "1 job queued again\n");
  EXPECT_EQ(Must(queue_->Get(2)).state, JobState::kQueued);
  EXPECT_EQ(Jobs({"retry", "--all-failed"}).err, "0 jobs queued again\n");
  EXPECT_EQ(Jobs({"retry"}).code, 1);
  EXPECT_EQ(Jobs({"retry", "1", "--all-failed"}).code, 1);

  EXPECT_EQ(Jobs({"cancel", "1", "2"}).err, "2 jobs cancelled\n");
  EXPECT_EQ(Must(queue_->Get(2)).state, JobState::kCancelled);
  EXPECT_EQ(Jobs({"cancel", "1"}).code, 2);
  EXPECT_EQ(RunCommand({"jobs", "list", "--db", t_.folder / "none.db"}).code, 4);
  EXPECT_NE(RunCommand({"jobs", "--help"}).out.find("Exit codes:"), std::string::npos);
}

}  // namespace
}  // namespace labintake::db::testing
