#include "pipeline/commands/sample_diff.h"

#include <fmt/format.h>

#include <algorithm>
#include <vector>

#include "pipeline/cli.h"
#include "pipeline/truth/text_key.h"

namespace labintake::pipeline {
namespace {

using truth::ExpectedRow;
using truth::FoundRow;
using truth::JudgedRow;
using truth::Judgement;
using truth::RowVerdict;

constexpr const char* kRed = "\x1b[31m";
constexpr const char* kYellow = "\x1b[33m";
constexpr const char* kDim = "\x1b[2m";
constexpr const char* kReset = "\x1b[0m";
constexpr const char* kUnder = "             ";  // where the text of a row begins

struct Mark {
  const char* word;
  const char* color;
};

Mark MarkOf(const JudgedRow& row) {
  if (row.gap && !row.fails) return {"known gap", kDim};
  switch (row.verdict) {
    case RowVerdict::kRight: return {"closed gap", kRed};
    case RowVerdict::kWrong: return {"WRONG", kRed};
    case RowVerdict::kInvented: return {"INVENTED", kRed};
    case RowVerdict::kWaits: return {"waits", kYellow};
    case RowVerdict::kMissing: return {"missing", kRed};
    case RowVerdict::kExtraWaits: break;
  }
  return {"extra", kYellow};
}

std::string OneLine(const std::string& name, const std::string& value, const std::string& unit,
                    const std::string& range, const std::string& flag, int page) {
  return TerminalText(fmt::format("{} | {} | {} | {} | {}  (page {})", name, value, unit, range, flag, page));
}

std::string OneLine(const ExpectedRow& e) {
  const auto or_any = [](const std::optional<std::string>& text) { return text.value_or("(any)"); };
  return OneLine(e.names.front(), or_any(e.value), or_any(e.unit), or_any(e.range), or_any(e.flag), e.page);
}

std::string OneLine(const FoundRow& f) {
  return OneLine(f.name, f.value, f.unit, f.range, f.flag.empty() ? f.flag_code : f.flag, f.page);
}

// "unit: g/dL -> g/L". Where the texts say the same, what was made of them.
std::string FieldDiff(const std::string& field, const ExpectedRow& e, const FoundRow& f) {
  std::string wanted, got;
  if (field == "page") {
    wanted = std::to_string(e.page);
    got = std::to_string(f.page);
  } else if (field == "name") {
    wanted = e.names.front();
    got = f.name;
  } else if (field == "value") {
    wanted = e.value.value_or("");
    got = f.value;
    if (truth::Fold(wanted) == truth::Fold(got)) {
      wanted = "the number " + e.comparator + e.number;
      got = f.comparator + f.number;
    }
  } else if (field == "unit") {
    wanted = e.unit.value_or("");
    got = f.unit;
  } else if (field == "range") {
    wanted = e.range.value_or("");
    got = f.range;
    if (!e.range || truth::Fold(wanted) == truth::Fold(got)) {
      wanted = "from " + e.low + " to " + e.high;
      got = "from " + f.low + " to " + f.high;
    }
  } else {
    wanted = e.flag.value_or("");
    got = f.flag.empty() ? f.flag_code : f.flag;
  }
  const auto shown = [](const std::string& text) { return text.empty() ? "(nothing)" : TerminalText(text); };
  return field + ": " + shown(wanted) + " -> " + shown(got);
}

// Why a row waits, in the program's own words.
std::vector<std::string> ReasonsOf(const Observation& row) {
  std::vector<std::string> reasons;
  for (const Finding& finding : row.findings)
    if (finding.severity == Severity::kDoubt)
      reasons.push_back(TerminalText(fmt::format("{}: {}", ToString(finding.code), finding.message)));
  if (reasons.empty()) reasons.push_back(fmt::format("its confidence is {:.2f}", row.confidence));
  return reasons;
}

bool IsQuiet(const JudgedRow& row) { return row.verdict == RowVerdict::kRight && !row.fails; }

}  // namespace

void RowTotals::Add(const RowTotals& more) {
  rows += more.rows;
  exact += more.exact;
  accepted += more.accepted;
  silent += more.silent;
  gaps += more.gaps;
}

RowTotals TotalsOf(const Sample& sample, const Judgement& judgement) {
  const std::vector<ExpectedRow>& expected = sample.expected.rows;
  RowTotals totals;
  totals.rows = static_cast<std::size_t>(
      std::count_if(expected.begin(), expected.end(), [](const ExpectedRow& row) { return !row.optional; }));
  totals.exact = judgement.CountExact(sample.expected);
  for (const JudgedRow& row : judgement.rows) {
    const bool optional = row.expected && expected[*row.expected].optional;
    totals.accepted += row.verdict == RowVerdict::kRight && !optional;
    totals.silent += row.verdict == RowVerdict::kWrong || row.verdict == RowVerdict::kInvented;
    totals.gaps += row.gap && !row.fails;
  }
  return totals;
}

std::string ToText(const RowTotals& totals) {
  std::string text = fmt::format("{}: {} exact, {} accepted, {}", Count(totals.rows, "row", "rows"), totals.exact,
                                 totals.accepted, Count(totals.silent, "silent error", "silent errors"));
  if (totals.gaps > 0) text += ", " + Count(totals.gaps, "known gap", "known gaps");
  return text;
}

std::string DiffOf(const Sample& sample, const Document& document, const Judgement& judgement, bool color) {
  const truth::FoundDocument found = truth::ToFoundDocument(document);
  std::vector<const Observation*> rows;
  for (const Report& report : document.reports)
    for (const Observation& row : report.observations) rows.push_back(&row);
  std::string out;
  const auto add = [&](const Mark& mark, const std::string& text) {
    out += fmt::format("  {}{:<10}{} {}\n", color ? mark.color : "", mark.word, color ? kReset : "", text);
  };
  const auto add_under = [&](const std::string& text) { out += kUnder + text + "\n"; };
  for (const JudgedRow& row : judgement.rows) {
    if (IsQuiet(row)) continue;
    add(MarkOf(row), row.expected ? OneLine(sample.expected.rows[*row.expected]) : OneLine(found.rows[*row.found]));
    for (const std::string& field : row.wrong)
      add_under(FieldDiff(field, sample.expected.rows[*row.expected], found.rows[*row.found]));
    if (row.gap && !row.fails) {
      add_under(TerminalText(sample.gaps[*row.gap].reason));
    } else if (row.verdict == RowVerdict::kRight) {
      add_under("accepted now: remove it from known_gaps.json");
    } else if (row.found && !found.rows[*row.found].accepted) {
      for (const std::string& reason : ReasonsOf(*rows[*row.found])) add_under(reason);
    }
  }
  for (const std::size_t g : judgement.idle_gaps) {
    add({"idle gap", kRed}, TerminalText(sample.gaps[g].name));
    add_under("known_gaps.json names a row that is not expected");
  }
  for (const std::string& date : judgement.wrong_dates) {
    const bool collected = date == "collected";
    add({"date", kRed},
        fmt::format("{}: {} -> {}", date, collected ? sample.expected.collected : sample.expected.reported,
                    collected ? found.collected : found.reported));
  }
  return out;
}

}  // namespace labintake::pipeline
