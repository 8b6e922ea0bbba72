#include "pipeline/output/results_table.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "pipeline/cli.h"
#include "pipeline/output/summary.h"
#include "pipeline/output/text_cell.h"

namespace labintake::pipeline {
namespace {

constexpr std::size_t kColumns = 5;
constexpr std::array<const char*, kColumns> kHeads = {"Test", "Value", "Unit", "Range", "Flag"};
constexpr std::array<std::size_t, kColumns> kNarrowest = {16, 8, 6, 9, 4};
constexpr std::size_t kValue = 1;
constexpr std::size_t kMarkWidth = 4;  // "  ! "
constexpr std::size_t kGap = 2;

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

std::string Rows(const Report& report, int columns, const Painter& paint) {
  std::vector<Cells> rows;
  for (const Observation& o : report.observations) rows.push_back(CellsOf(o));
  const Widths widths = Measure(rows, columns);
  Cells heads;
  std::copy(kHeads.begin(), kHeads.end(), heads.begin());
  std::string out = "    " + paint(kDim, Line(heads, widths)) + "\n";
  const std::string* panel = nullptr;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const Observation& o = report.observations[i];
    if (!o.panel.empty() && (!panel || *panel != o.panel)) out += "  " + paint(kBold, TerminalText(o.panel)) + "\n";
    panel = &o.panel;
    const std::string line = Line(rows[i], widths);
    if (o.status == RowStatus::kAccepted) {
      out += "    " + line + "\n";
      continue;
    }
    out += paint(kYellow, "  ! " + line) + "\n";
    for (const Finding& finding : o.findings) out += "      " + TerminalText(finding.message) + "\n";
  }
  return out;
}

std::string Remarks(const Report& report, const Painter& paint) {
  std::string out;
  for (const ClassifiedLine& line : report.lines) {
    if (line.line_class != LineClass::kUnread) continue;
    out += paint(kYellow, fmt::format("  ! not read, page {}: {}", line.page, TerminalText(line.text))) + "\n";
  }
  for (const Finding& finding : report.findings) out += paint(kYellow, "  ! " + TerminalText(finding.message)) + "\n";
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
