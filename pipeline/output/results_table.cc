#include "pipeline/output/results_table.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "pipeline/cli.h"
#include "pipeline/output/summary.h"
#include "pipeline/output/text_cell.h"
#include "terminology/catalog/name_key.h"

namespace labintake::pipeline {
namespace {

constexpr std::size_t kColumns = 5;
constexpr std::array<const char*, kColumns> kHeads = {"Test", "Value", "Unit", "Range", "Flag"};
constexpr std::array<std::size_t, kColumns> kNarrowest = {16, 8, 6, 9, 4};
constexpr std::size_t kValue = 1;
constexpr std::size_t kMarkWidth = 4;  // "  ! "
constexpr std::size_t kGap = 2;
constexpr std::size_t kNarrowestMeaning = 12;

constexpr const char* kBold = "\x1b[1m";
constexpr const char* kYellow = "\x1b[1;33m";
constexpr const char* kDim = "\x1b[2m";
constexpr const char* kReset = "\x1b[0m";

using Cells = std::array<std::string, kColumns>;
using Widths = std::array<std::size_t, kColumns>;

Cells CellsOf(const Observation& o) {
  std::string flag = o.flag.text;
  if (flag.empty() && o.flag.code != "N") flag = o.flag.code;
  if (o.flag.derived && o.flag.text.empty() && !flag.empty()) flag = "(" + flag + ")";
  return {TerminalText(o.name.text), TerminalText(o.value.text), TerminalText(o.unit.text), TerminalText(o.range.text),
          TerminalText(flag)};
}

// As wide as the widest cell; on a terminal, the widest columns give way until the line fits.
Widths Measure(const std::vector<Cells>& rows, int columns) {
  Widths widths;
  for (std::size_t i = 0; i < kColumns; ++i) {
    widths[i] = DisplayWidth(kHeads[i]);
    for (const Cells& cells : rows) widths[i] = std::max(widths[i], DisplayWidth(cells[i]));
  }
  if (columns <= 0) return widths;
  std::size_t total = kMarkWidth + kGap * (kColumns - 1);
  for (const std::size_t width : widths) total += width;
  for (; total > static_cast<std::size_t>(columns); --total) {
    std::size_t widest = kColumns;
    for (std::size_t i = 0; i < kColumns; ++i) {
      if (widths[i] > kNarrowest[i] && (widest == kColumns || widths[i] > widths[widest])) widest = i;
    }
    if (widest == kColumns) break;
    --widths[widest];
  }
  return widths;
}

std::string Line(const Cells& cells, const Widths& widths) {
  std::string line;
  for (std::size_t i = 0; i < kColumns; ++i) {
    if (i > 0) line.append(kGap, ' ');
    line += Fit(cells[i], widths[i], i == kValue);
  }
  line.erase(line.find_last_not_of(' ') + 1);
  return line;
}

class Painter {
 public:
  explicit Painter(bool color) : color_(color) {}
  std::string operator()(const char* code, const std::string& text) const {
    return color_ && !text.empty() ? code + text + kReset : text;
  }

 private:
  bool color_;
};

std::string Heading(const FileResult& result, const Report* report) {
  std::string line = TerminalText(result.path);
  if (result.document->reports.size() > 1) {
    line += fmt::format("  report {} of {}", report->number, result.document->reports.size());
  }
  if (!report) return line + "  no results found";
  if (!report->header.lab.empty()) line += "  " + TerminalText(report->header.lab);
  if (!report->header.collected.empty()) line += "  collected " + TerminalText(report->header.collected);
  const Tally tally = TallyOf(*report);
  if (tally.rows == 0) return line + "  no results found";
  line += fmt::format("  {}, ", Count(tally.rows, "row", "rows"));
  line += tally.review == 0 ? "all accepted" : fmt::format("{} to review", tally.review);
  if (tally.unread > 0) line += ", " + Count(tally.unread, "line", "lines") + " not read";
  return line;
}

// "Alanine aminotransferase (ALT)" -> "Alanine aminotransferase": an abbreviation in brackets tells nothing beside the
// name itself.
std::string_view WithoutAbbreviation(std::string_view name) {
  constexpr std::size_t kLongest = 7;
  const std::size_t open = name.rfind(" (");
  if (open == name.npos || !name.ends_with(')') || name.size() - open > kLongest + 3) return name;
  return name.find(' ', open + 1) == name.npos ? name.substr(0, open) : name;
}

// The words that say what is measured, British spelling like American.
std::vector<std::string> ContentWords(std::string_view name) {
  std::vector<std::string> words;
  for (std::string word : terminology::NameTokens(name)) {
    if (terminology::RoleOf(word) != terminology::NameWord::kContent) continue;
    for (std::size_t at; (at = std::min(word.find("ae"), word.find("oe"))) != word.npos;) word.erase(at, 1);
    words.push_back(std::move(word));
  }
  return words;
}

// What the test is called in the catalogue, where the printed name does not say it: "ALAT" -> "= Alanine
// aminotransferase", but nothing for "Glucose, fasting".
std::string MeaningOf(const Observation& o) {
  if (o.analyte.name.empty()) return "";
  const std::string_view name = WithoutAbbreviation(o.analyte.name);
  const std::vector<std::string> printed = ContentWords(o.name.text);
  const bool said = std::ranges::all_of(
      ContentWords(name), [&](const std::string& word) { return std::ranges::find(printed, word) != printed.end(); });
  return said ? "" : "= " + TerminalText(name);
}

// `meaning` beside a line, where the terminal has room for enough of it to be read.
std::string Beside(const std::string& meaning, std::size_t at, int columns) {
  const std::size_t before = kMarkWidth + at + kGap;
  std::size_t width = DisplayWidth(meaning);
  if (columns > 0) {
    const auto room = static_cast<std::size_t>(columns) > before ? static_cast<std::size_t>(columns) - before : 0;
    if (room < width && room < kNarrowestMeaning) return "";
    width = std::min(width, room);
  }
  return Fit(meaning, width);
}

std::string Reasons(const Observation& o, const Painter& paint) {
  std::string doubts, notes;
  for (const Finding& finding : o.findings) {
    const std::string text = TerminalText(finding.message);
    if (finding.severity == Severity::kNote) {
      notes += "      " + paint(kDim, "note: " + text) + "\n";
    } else {
      doubts += "      " + text + "\n";
    }
  }
  return doubts + notes;
}

std::string Rows(const Report& report, int columns, const Painter& paint) {
  std::vector<Cells> rows;
  for (const Observation& o : report.observations) rows.push_back(CellsOf(o));
  const Widths widths = Measure(rows, columns);
  std::size_t whole = kGap * (kColumns - 1);
  for (const std::size_t width : widths) whole += width;
  Cells heads;
  std::copy(kHeads.begin(), kHeads.end(), heads.begin());
  std::string out = "    " + paint(kDim, Line(heads, widths)) + "\n";
  const std::string* panel = nullptr;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const Observation& o = report.observations[i];
    if (!o.panel.empty() && (!panel || *panel != o.panel)) out += "  " + paint(kBold, TerminalText(o.panel)) + "\n";
    panel = &o.panel;
    std::string line = Line(rows[i], widths);
    const std::string meaning = Beside(MeaningOf(o), whole, columns);
    const std::size_t gap = meaning.empty() ? 0 : whole + kGap - DisplayWidth(line);
    const bool accepted = o.status == RowStatus::kAccepted;
    line = accepted ? "    " + line : paint(kYellow, "  ! " + line);
    out += line + std::string(gap, ' ') + paint(kDim, meaning) + "\n";
    if (!accepted) out += Reasons(o, paint);
  }
  return out;
}

std::string Remarks(const Report& report, const Painter& paint) {
  std::string out;
  for (const ClassifiedLine& line : report.lines) {
    if (line.line_class != LineClass::kUnread) continue;
    out += paint(kYellow, fmt::format("  ! not read, page {}: {}", line.page, TerminalText(line.text))) + "\n";
  }
  for (const Finding& finding : report.findings) {
    const bool note = finding.severity == Severity::kNote;
    const std::string text = TerminalText(finding.message);
    out += note ? "    " + paint(kDim, "note: " + text) + "\n" : paint(kYellow, "  ! " + text) + "\n";
  }
  const auto unknown = std::ranges::count_if(report.observations, [](const Observation& o) {
    return std::ranges::any_of(o.findings, [](const Finding& f) {
      return f.code == FindingCode::kAnalyteUnknown || f.code == FindingCode::kAnalyteAmbiguous;
    });
  });
  if (unknown > 0) {
    const std::string rows = Count(static_cast<std::size_t>(unknown), "row", "rows");
    out += "    " + paint(kDim, "note: the catalogue has no analyte for " + rows) + "\n";
  }
  return out;
}

}  // namespace

void TableWriter::Add(const FileResult& result) {
  if (!result.document) return;
  const Painter paint(options_.color);
  std::string out;
  const auto heading = [&](const Report* report) {
    if (!first_) out += "\n";
    first_ = false;
    out += paint(kBold, Heading(result, report)) + "\n";
  };
  for (const Report& report : result.document->reports) {
    heading(&report);
    if (!report.observations.empty()) out += Rows(report, options_.columns, paint);
    out += Remarks(report, paint);
  }
  if (result.document->reports.empty()) heading(nullptr);
  sink_(out);
}

}  // namespace labintake::pipeline
