// What validation notices: errors are planted in results that were read right, one at a time, and the stages behind
// extraction run again.
//
//   planted_errors [--errors N] [--seed N] [--threshold X] [--show] PATH...
//
// Prints for each kind of error how many rows were sent to review, with and without a printed range or flag; which
// finding did it; and how many rows without an error validation alone sends there. The errors are those of
// recognition: a lost decimal point, a digit taken for its look-alike, a lost minus, a lost power of ten.
#include <CLI/CLI.hpp>
#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <map>
#include <random>
#include <set>
#include <string>
#include <vector>

#include "extractors/fields/flag_check.h"
#include "extractors/fields/number.h"
#include "extractors/fields/range.h"
#include "extractors/fields/result_cell.h"
#include "pipeline/interpret.h"
#include "pipeline/process.h"
#include "tests/bench/spoil.h"

namespace labintake {
namespace {

namespace fs = std::filesystem;

struct Options {
  std::vector<std::string> paths;
  int errors = 1000;
  unsigned seed = 1;
  double threshold = 0.90;
  bool show = false;
};

// A report as extraction leaves it, and the style in which its fields are read.
struct Source {
  std::string name;
  Report report;
  fields::NumberStyle style;
  fields::PatientContext patient;
};

struct Place {
  size_t source = 0, row = 0;
};

std::vector<std::string> PdfFiles(const std::vector<std::string>& paths) {
  std::vector<std::string> files;
  for (const std::string& path : paths) {
    if (!fs::is_directory(path)) {
      files.push_back(path);
      continue;
    }
    for (const auto& entry : fs::recursive_directory_iterator(path))
      if (entry.path().extension() == ".pdf") files.push_back(entry.path().string());
  }
  std::sort(files.begin(), files.end());
  return files;
}

Source MakeSource(const std::string& name, Report report) {
  Source source;
  source.name = name;
  std::vector<std::string> texts;
  for (const Observation& row : report.observations)
    for (const std::string& text : {row.value.text, row.range.text}) texts.push_back(text);
  source.style.mark = fields::InferDecimalMark(texts);
  source.patient.sex = report.header.sex;
  if (report.header.age.ends_with(" a")) source.patient.age_years = std::atoi(report.header.age.c_str());
  source.report = std::move(report);
  return source;
}

// Reads the value and settles the flag as extraction does (extractors/generic/row_fields.cc).
void Reread(const std::string& text, const Source& source, Observation* row) {
  constexpr double kDoubted = 0.5;
  const auto doubt = [&](FindingCode code, const char* message) {
    row->findings.push_back({code, message, row->value.box});
    row->confidence *= kDoubted;
  };
  const Box box = row->value.box;
  fields::ResultCell cell = fields::ParseResultCell(text, source.style);
  row->value = cell.value;
  row->value.box = box;
  if (cell.value.kind == ValueKind::kNone || !cell.rest.empty() || !cell.listed)
    doubt(FindingCode::kValueUnparsed, "no value");
  if (cell.mark_doubtful) doubt(FindingCode::kDecimalMarkDoubtful, "mark");
  if (row->value.number && row->value.number->negative() && row->range.low && !row->range.low->negative())
    doubt(FindingCode::kValueAmbiguous, "minus");
  const fields::RangeKind kind = fields::ParseRangeCell(row->range.text, source.style, source.patient).kind;
  if (row->flag.derived) row->flag = {};
  if (fields::SettleFlag(row, kind)) doubt(FindingCode::kFlagDisagrees, "flag");
}

bool IsOfValidation(FindingCode code) {
  static const std::set<FindingCode> kCodes = {FindingCode::kFlagDisagrees,    FindingCode::kPowerOfTen,
                                               FindingCode::kValueImplausible, FindingCode::kUnitUnfit,
                                               FindingCode::kIdentityFails,    FindingCode::kDuplicateDiffers,
                                               FindingCode::kUnitsDisagree};
  return kCodes.contains(code);
}

// The first doubt that the stages behind extraction added to the row; nullptr for none.
const Finding* AddedDoubt(const Observation& before, const Observation& after) {
  for (size_t i = before.findings.size(); i < after.findings.size(); ++i)
    if (after.findings[i].severity == Severity::kDoubt && IsOfValidation(after.findings[i].code))
      return &after.findings[i];
  return nullptr;
}

Report Interpreted(const pipeline::Interpreter& interpreter, const Report& report) {
  Document document;
  document.reports.push_back(report);
  interpreter.Interpret(&document);
  return std::move(document.reports.front());
}

struct Tally {
  int planted = 0, reviewed = 0;
};

void PrintShare(const Tally& tally) {
  if (tally.planted == 0)
    std::printf("  %16s", "-");
  else
    std::printf("  %5d of %4d %3.0f%%", tally.reviewed, tally.planted, 100.0 * tally.reviewed / tally.planted);
}

class Measure {
 public:
  Measure(const Options& options, pipeline::Interpreter interpreter)
      : options_(options), interpreter_(std::move(interpreter)), random_(options.seed) {}

  void Read() {
    pipeline::ProcessOptions process;
    process.interpret = false;
    int failed = 0;
    for (const std::string& file : PdfFiles(options_.paths)) {
      Result<Document> document = pipeline::ProcessFile(file, process);
      if (!document) {
        ++failed;
        continue;
      }
      for (Report& report : document->reports) sources_.push_back(MakeSource(file, std::move(report)));
    }
    std::printf("%zu reports, %d files could not be read\n", sources_.size(), failed);
  }

  // What validation does to rows that are right; the rows to plant errors in are those that stay accepted.
  void CountClean() {
    int rows = 0, sent = 0, known = 0;
    std::map<FindingCode, int> by_code;
    for (size_t s = 0; s < sources_.size(); ++s) {
      const Report& before = sources_[s].report;
      clean_.push_back(Interpreted(interpreter_, before));
      const Report& after = clean_.back();
      for (size_t r = 0; r < before.observations.size(); ++r) {
        const Observation &was = before.observations[r], &is = after.observations[r];
        if (was.confidence < options_.threshold) continue;
        ++rows;
        known += is.analyte.id.empty() ? 0 : 1;
        const Finding* const doubt = AddedDoubt(was, is);
        if (is.confidence < options_.threshold && doubt != nullptr) {
          ++sent;
          ++by_code[doubt->code];
          if (options_.show)
            std::printf("  clean: %s: %s (%s): %s\n", sources_[s].name.c_str(), is.name.text.c_str(),
                        is.analyte.id.c_str(), doubt->message.c_str());
        } else if (is.value.number && is.value.comparator == Comparator::kNone) {
          places_.push_back({s, r});
        }
      }
    }
    std::printf("%d accepted rows (%d with a known analyte); sent to review by validation alone: %d (%.2f%%)\n", rows,
                known, sent, rows == 0 ? 0.0 : 100.0 * sent / rows);
    for (const auto& [code, count] : by_code) std::printf("  %-22s %d\n", ToString(code), count);
  }

  void PlantErrors() {
    std::map<ErrorKind, std::vector<Place>> queues;
    for (const ErrorKind kind : kErrorKinds) {
      std::vector<Place> shuffled = places_;
      std::shuffle(shuffled.begin(), shuffled.end(), random_);
      queues[kind] = std::move(shuffled);
    }
    // In turn, so that the kinds that few rows can have are all tried.
    int planted = 0;
    for (bool more = true; more && planted < options_.errors;) {
      more = false;
      for (const ErrorKind kind : kErrorKinds) {
        std::vector<Place>& queue = queues[kind];
        while (!queue.empty() && planted < options_.errors) {
          const Place place = queue.back();
          queue.pop_back();
          if (!Plant(place, kind)) continue;
          ++planted;
          more = true;
          break;
        }
      }
    }
  }

  void Print() const {
    std::printf("\n%-20s  %16s  %16s  %16s  %16s\n", "planted, to review", "flag and range", "range only", "neither",
                "all");
    for (const ErrorKind kind : kErrorKinds) {
      std::printf("%-20s", NameOf(kind));
      Tally all;
      for (int group = 0; group < 3; ++group) {
        const auto it = tallies_.find({kind, group});
        const Tally tally = it == tallies_.end() ? Tally{} : it->second;
        all.planted += tally.planted;
        all.reviewed += tally.reviewed;
        PrintShare(tally);
      }
      PrintShare(all);
      std::printf("\n");
    }
    std::printf("\nerrors in rows that identities bear out: %d; borne out all the same: %d\n", borne_out_.planted,
                borne_out_.reviewed);
    std::printf("\nby finding\n");
    for (const auto& [key, count] : by_code_)
      std::printf("  %-20s %-22s %d\n", NameOf(key.first), ToString(key.second), count);
  }

 private:
  bool Plant(const Place& place, ErrorKind kind) {
    const Source& source = sources_[place.source];
    const Observation& right = source.report.observations[place.row];
    const std::string text = Spoil(right, kind, random_);
    if (text.empty() || text == right.value.text) return false;
    Report report = source.report;
    Observation& row = report.observations[place.row];
    Reread(text, source, &row);
    if (row.value.number && *row.value.number == *right.value.number) return false;
    const bool read = row.confidence >= options_.threshold;
    const FindingCode code_of_reading = row.findings.empty() ? FindingCode::kLowConfidence : row.findings.back().code;
    const Report after = Interpreted(interpreter_, report);
    const Observation& result = after.observations[place.row];
    const bool reviewed = result.confidence < options_.threshold;
    // Rows whose confidence identities raised: does the wrong value raise it as well?
    if (clean_[place.source].observations[place.row].confidence > right.confidence) {
      ++borne_out_.planted;
      borne_out_.reviewed += result.confidence > row.confidence ? 1 : 0;
    }
    const bool range = right.range.low || right.range.high, flag = !right.flag.text.empty();
    Tally& tally = tallies_[{kind, flag ? 0 : range ? 1 : 2}];
    ++tally.planted;
    tally.reviewed += reviewed ? 1 : 0;
    if (reviewed) {
      const Finding* const doubt = AddedDoubt(row, result);
      ++by_code_[{kind, !read ? code_of_reading : doubt != nullptr ? doubt->code : FindingCode::kLowConfidence}];
    } else if (options_.show) {
      std::printf("  missed: %s: %s (%s) %s for %s %s [%s] %s\n", source.name.c_str(), result.name.text.c_str(),
                  result.analyte.id.c_str(), text.c_str(), right.value.text.c_str(), right.unit.text.c_str(),
                  right.range.text.c_str(), right.flag.text.c_str());
    }
    return true;
  }

  const Options options_;
  const pipeline::Interpreter interpreter_;
  std::mt19937 random_;
  std::vector<Source> sources_;
  std::vector<Report> clean_;  // of the sources, interpreted
  std::vector<Place> places_;
  std::map<std::pair<ErrorKind, int>, Tally> tallies_;
  Tally borne_out_;  // `reviewed`: borne out with the error in it
  std::map<std::pair<ErrorKind, FindingCode>, int> by_code_;
};

int Main(int argc, char** argv) {
  Options options;
  CLI::App app("Plants errors in results of reports and counts what validation sends to review");
  app.add_option("paths", options.paths, "PDF files, and folders with them")->required()->check(CLI::ExistingPath);
  app.add_option("--errors", options.errors, "How many errors to plant")
      ->capture_default_str()
      ->check(CLI::PositiveNumber);
  app.add_option("--seed", options.seed, "Which rows, and which errors")->capture_default_str();
  app.add_option("--threshold", options.threshold, "Rows with less confidence wait")->capture_default_str();
  app.add_flag("--show", options.show, "Name each clean row that is sent to review, and each error that is missed");
  CLI11_PARSE(app, argc, argv);
  Result<pipeline::Interpreter> interpreter = pipeline::Interpreter::Make({});
  if (!interpreter) {
    std::fprintf(stderr, "%s\n", interpreter.error().message.c_str());
    return 4;
  }
  Measure measure(options, *std::move(interpreter));
  measure.Read();
  measure.CountClean();
  measure.PlantErrors();
  measure.Print();
  return 0;
}

}  // namespace
}  // namespace labintake

int main(int argc, char** argv) { return labintake::Main(argc, argv); }
