#include "pipeline/commands/calibrate_command.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <cstdio>
#include <memory>

#include "db/store.h"
#include "db/utc_time.h"
#include "pipeline/cli.h"
#include "pipeline/commands/calibration_report.h"
#include "pipeline/commands/known_rows.h"
#include "pipeline/commands/private_file.h"
#include "pipeline/commands/sandbox_option.h"
#include "pipeline/commands/worker_options.h"
#include "pipeline/document_run.h"
#include "pipeline/output_file.h"
#include "pipeline/progress.h"

namespace labintake::pipeline {
namespace {

// With fewer rows the upper steps rest on so few that no threshold is worth setting.
constexpr std::size_t kFewRows = 500;

struct Arguments {
  std::vector<std::string> folders;
  std::string db;
  std::string output;
  int folds = 10;
  int jobs = 0;
  bool quiet = false;
  FileLimits limits;
};

class CalibrateRun {
 public:
  explicit CalibrateRun(const Arguments& arguments) : arguments_(arguments) {}

  int Run() {
    for (const std::string& folder : arguments_.folders) {
      int missing = 0;
      Result<std::vector<truth::TruthFile>> found = truth::FindTruth(folder, &missing);
      if (!found) return Complain(found.error());
      if (missing > 0) {
        Say(fmt::format("{}: {} of a document that is not there", folder,
                        Count(static_cast<std::size_t>(missing), "truth", "truths")));
      }
      for (const truth::TruthFile& file : *found) {
        if (const int code = Read(file); code != kExitDone) return code;
      }
    }
    if (!arguments_.db.empty()) {
      if (const int code = ReadStore(); code != kExitDone) return code;
    }
    const RunEnd end = RunPool();
    if (end == RunEnd::kInterrupted) {
      Say("interrupted; nothing was fitted");
      return kExitInterrupted;
    }
    if (end == RunEnd::kStopped) return kExitConfiguration;
    return Fit();
  }

 private:
  static int Complain(const Error& error) {
    Say(error.message);
    return kExitFailed;
  }

  int Read(const truth::TruthFile& file) {
    const Result<std::string> text = ReadWholeFile(file.truth);
    if (!text) return Complain({ErrorCode::kNotFound, file.truth + ": the file cannot be read"});
    Result<truth::Expectation> expected = truth::ReadExpectation(*text, file.truth);
    if (!expected) return Complain(expected.error());
    files_.push_back(file.document);
    expected_.push_back(*std::move(expected));
    return kExitDone;
  }

  int ReadStore() {
    const auto fail = [this](const Error& error) {
      Say(fmt::format("{}: {}", arguments_.db, error.message));
      return kExitConfiguration;
    };
    const Result<std::unique_ptr<db::Store>> store = db::OpenStore(arguments_.db, db::OpenMode::kExisting);
    if (!store) return fail(store.error());
    const Result<db::ReviewedRows> reviewed = (*store)->Reviewed(kExtractionVersion);
    if (!reviewed) return fail(reviewed.error());
    rows_ = JudgeReviewed(*reviewed);
    if (arguments_.quiet) return kExitDone;
    for (const db::RowStock& stock : reviewed->stock) {
      const auto same = [&](const db::ReviewedRow& r) {
        return r.row.origin == stock.origin && r.row.status == stock.status;
      };
      const auto seen = std::count_if(reviewed->rows.begin(), reviewed->rows.end(), same);
      Say(fmt::format("{}: {} {} {}, {} of them judged by people{}", arguments_.db, stock.rows,
                      stock.status == RowStatus::kAccepted ? "accepted" : "waiting",
                      stock.origin == Origin::kOcr ? "recognised rows" : "rows of text layers", seen,
                      seen == 0 && stock.status == RowStatus::kAccepted
                          ? "; draw an audit sample (audit_sample in the policy), or nothing is known of them"
                          : ""));
    }
    return kExitDone;
  }

  RunEnd RunPool() {
    if (files_.empty()) return RunEnd::kAll;
    Progress progress(files_.size(), !arguments_.quiet);
    WorkerPoolOptions pool = PoolOptions(arguments_.limits, arguments_.jobs > 0 ? arguments_.jobs : UsableCores());
    pool.on_tick = [&](const RunProgress& p) { progress.Show(p.tasks, rows_.size(), p.parts); };
    const RunEnd end =
        RunDocuments(files_, arguments_.limits.process, pool, [&](std::size_t i, Result<Document> document) {
          progress.Erase();
          return Receive(i, document);
        });
    progress.Erase();
    return end;
  }

  bool Receive(std::size_t i, const Result<Document>& document) {
    if (!document) {
      ++failed_;
      Say(fmt::format("{}: {}", files_[i], document.error().message));
      return document.error().code != ErrorCode::kConfiguration;
    }
    JudgedDocument judged = JudgeRows(*document, expected_[i]);
    lost_ += static_cast<std::size_t>(judged.lost);
    rows_.insert(rows_.end(), judged.rows.begin(), judged.rows.end());
    return true;
  }

  int Fit() {
    Calibration calibration;
    calibration.extraction_version = kExtractionVersion;
    calibration.fitted = db::UtcNow().substr(0, 10);
    calibration.documents = CountDocuments(rows_);
    calibration.folds = std::min(arguments_.folds, calibration.documents);
    if (calibration.documents < 2) {
      return Complain({ErrorCode::kArgument,
                       "a fit needs rows of two different documents at least, so that it can be tested on what it has "
                       "not seen; name more of them"});
    }
    calibration.steps = FitSteps(rows_);
    const std::string report = CalibrationReport(calibration, rows_);
    std::fwrite(report.data(), 1, report.size(), stdout);
    const bool printed = std::fflush(stdout) == 0;
    if (!printed) Say("the output could not be written; check the space on the disk and run again");
    bool written = true;
    if (!arguments_.output.empty()) {
      if (auto done = ReplaceFile(arguments_.output, calibration.ToJson()); !done) {
        Say(fmt::format("{}: {}", arguments_.output, done.error().message));
        written = false;
      }
    }
    if (!arguments_.quiet) Remark(calibration);
    return failed_ > 0 || !printed || !written ? kExitFailed : kExitDone;
  }

  void Remark(const Calibration& calibration) const {
    if (failed_ > 0) Say(fmt::format("{} could not be processed", Count(failed_, "file", "files")));
    if (lost_ > 0) {
      Say(fmt::format("{} not found at all; a calibration says nothing of them",
                      Count(lost_, "expected row was", "expected rows were")));
    }
    for (const Origin origin : {Origin::kTextLayer, Origin::kOcr}) {
      const auto rows = static_cast<std::size_t>(calibration.Rows(origin));
      const char* const what = origin == Origin::kOcr ? "recognised rows" : "rows of text layers";
      if (rows == 0) {
        Say(fmt::format("there were no {}; with this calibration all of them wait", what));
      } else if (rows < kFewRows) {
        Say(fmt::format("there were only {} {}; probabilities are rough", rows, what));
      }
    }
  }

  const Arguments& arguments_;
  std::vector<std::string> files_;
  std::vector<truth::Expectation> expected_;  // of files_
  std::vector<KnownRow> rows_;
  std::size_t failed_ = 0, lost_ = 0;
};

}  // namespace

void AddCalibrateCommand(CLI::App& app, int* exit_code) {
  auto arguments = std::make_shared<Arguments>();
  CLI::App* command =
      app.add_subcommand("calibrate", "Find out what the confidence of rows is worth, from rows whose truth is known");
  command->footer(std::string("Examples:\n"
                              "  labintake calibrate samples\n"
                              "  labintake calibrate reports-with-truth -o calibration.json\n"
                              "  labintake calibrate --db lab.db -o calibration.json\n"
                              "  labintake process inbox --calibration calibration.json\n\n"
                              "A folder holds documents with their truth beside them: report.* with expected.json, or "
                              "NAME with NAME.truth.json.\n"
                              "docs/routing.md says what is in them, and how to read what this prints.\n\n") +
                  kExitCodesHelp);
  command->add_option("folders", arguments->folders, "Folders of documents with their truth")->type_name("FOLDER");
  command->add_option("--db", arguments->db, "Rows that people have judged, in this database")->type_name("FILE");
  command->add_option("-o,--output", arguments->output, "Write the calibration to this file")->type_name("FILE");
  command
      ->add_option("--folds", arguments->folds, "Parts that are held back in turn, each with its documents as a whole")
      ->check(CLI::Range(2, 1000))
      ->type_name("N")
      ->capture_default_str();
  command->add_option("--jobs,-j", arguments->jobs, "Files and scanned pages to work on at a time [one a core]")
      ->check(CLI::Range(1, 1024))
      ->type_name("N");
  command->add_flag("--quiet,-q", arguments->quiet, "No progress and no remarks; failures are still named");
  AddLimitOptions(*command, &arguments->limits);
  AddFormatOptions(*command, &arguments->limits);
  AddScanOptions(*command, &arguments->limits.process.scan);
  command->callback([arguments, exit_code] {
    HardenProcess();
    if (auto ready = PrepareScanOptions(arguments->limits.process.scan); !ready) {
      Say(ready.error().message);
      *exit_code = kExitArguments;
      return;
    }
    if (auto ready = PrepareSandbox(arguments->limits.require_sandbox); !ready) {
      Say(ready.error().message);
      *exit_code = kExitConfiguration;
      return;
    }
    if (arguments->folders.empty() && arguments->db.empty()) {
      Say("name a folder of documents with their truth, or a database with --db");
      *exit_code = kExitArguments;
      return;
    }
    if (auto loaded = LoadFormats(&arguments->limits); !loaded) {
      Say(loaded.error().message);
      *exit_code = kExitConfiguration;
      return;
    }
    *exit_code = CalibrateRun(*arguments).Run();
  });
}

}  // namespace labintake::pipeline
