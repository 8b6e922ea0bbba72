#include <algorithm>
#include <optional>
#include <string>

#include "extractors/formats/columns.h"
#include "extractors/formats/definition_file.h"
#include "extractors/formats/sketch.h"
#include "terminology/vocabulary.h"

namespace labintake::formats {
namespace {

using generic::Column;
using generic::TableTrace;

constexpr int kMostHeadLines = 4;  // that a definition may give a table
// Figures that stand further apart than this, in their heights, by their left edges, their right edges and their
// middles, are in no line with each other: they slide along a bar.
constexpr double kSlides = 4;

struct Extent {
  double x0 = 0, x1 = 0;
  bool any = false;

  void Take(const Box& box) {
    if (box == Box{}) return;
    x0 = any ? std::min(x0, box.x0) : box.x0;
    x1 = any ? std::max(x1, box.x1) : box.x1;
    any = true;
  }
};

Extent ExtentOf(const TableTrace& trace, size_t column) {
  Extent extent;
  extent.Take(trace.head.columns[column].head);
  for (const Box& box : trace.content[column]) extent.Take(box);
  return extent;
}

// What stands in a column of results, without the flags and remarks beside them.
std::vector<Box> ResultsIn(const TableTrace& trace, size_t column, const std::vector<Report>& reports) {
  std::vector<Box> boxes;
  for (const Report& report : reports) {
    for (const Observation& row : report.observations) {
      if (row.page != trace.page) continue;
      const auto holds = [&](const Box& box) {
        return box.OverlapX(row.value.box) > 0 && box.OverlapY(row.value.box) > 0;
      };
      if (std::any_of(trace.content[column].begin(), trace.content[column].end(), holds))
        boxes.push_back(row.value.box);
    }
  }
  return boxes;
}

bool Slides(const std::vector<Box>& boxes) {
  if (boxes.size() < 3) return false;
  double height = 0;
  const auto spread = [&](auto place) {
    const auto [least, most] = std::minmax_element(boxes.begin(), boxes.end(),
                                                   [&](const Box& a, const Box& b) { return place(a) < place(b); });
    return place(*most) - place(*least);
  };
  for (const Box& box : boxes) height = std::max(height, box.height());
  const double least = std::min({spread([](const Box& b) { return b.x0; }), spread([](const Box& b) { return b.x1; }),
                                 spread([](const Box& b) { return b.center_x(); })});
  return least > kSlides * height;
}

// Edges halfway to the neighbours, where these leave room.
void GiveEdges(const TableTrace& trace, size_t column, double page_width, SketchColumn* out) {
  Extent own;
  for (const Box& box : trace.content[column]) own.Take(box);
  double left = 0, right = page_width;
  if (column > 0) left = ExtentOf(trace, column - 1).x1;
  if (column + 1 < trace.content.size()) right = ExtentOf(trace, column + 1).x0;
  if (left >= own.x0 || right <= own.x1) return;
  const auto share = [&](double x) { return static_cast<int>(x / page_width * 1000) / 1000.0; };
  out->from = share((left + own.x0) / 2);
  out->to = share((right + own.x1) / 2);
}

TableRule RuleOf(const SketchTable& table, const generic::TableHead& head) {
  TableRule rule;
  rule.head_lines = table.head_lines;
  for (size_t c = 0; c < table.columns.size(); ++c) {
    ColumnRule column;
    column.role = head.columns[c].role;
    if (!table.columns[c].head.empty()) column.heads.push_back({table.columns[c].head, false});
    rule.columns.push_back(std::move(column));
  }
  return rule;
}

bool Finds(const SketchTable& table, const TableTrace& trace, const generic::PageInput& page) {
  const TableRule rule = RuleOf(table, trace.head);
  return !HeadFinder(rule).Find(page.lines, trace.head.first_line, page.width).empty();
}

std::optional<SketchTable> TableOf(const TableTrace& trace, const generic::PageInput& page,
                                   const std::vector<Report>& reports) {
  SketchTable table;
  table.page = trace.page;
  table.head_lines = std::min(kMostHeadLines, static_cast<int>(trace.head.last_line - trace.head.first_line) + 1);
  table.head_is_panel = !trace.head.title.empty();
  for (size_t c = 0; c < trace.head.columns.size(); ++c) {
    const Column& column = trace.head.columns[c];
    SketchColumn out;
    out.role = NameOfRole(column.role);
    // The words over the names are this panel's, not the table's.
    const bool panel = table.head_is_panel && column.role == terminology::ColumnRole::kName;
    if (!(column.head == Box{}) && !panel) out.head = column.text;
    out.dated = column.dated;
    out.known = out.head.empty() || (!column.unknown && !column.guessed);
    out.unit = column.unit;
    if (generic::IsResultRole(column.role) && Slides(ResultsIn(trace, c, reports)))
      GiveEdges(trace, c, page.width, &out);
    table.columns.push_back(std::move(out));
  }
  // A head that alone is not found again (of words from several places) would keep the whole table from being found.
  for (SketchColumn& column : table.columns) {
    if (column.head.empty()) continue;
    SketchTable alone = table;
    for (SketchColumn& other : alone.columns)
      if (other.head != column.head) other.head.clear();
    if (!Finds(alone, trace, page)) column.head.clear();
  }
  const bool any = std::any_of(table.columns.begin(), table.columns.end(),
                               [](const SketchColumn& column) { return !column.head.empty(); });
  if (!any || !Finds(table, trace, page)) return std::nullopt;
  return table;
}

bool SameForm(const SketchTable& a, const SketchTable& b) {
  return std::equal(a.columns.begin(), a.columns.end(), b.columns.begin(), b.columns.end(),
                    [](const SketchColumn& x, const SketchColumn& y) {
                      return x.role == y.role && (x.head == y.head || (x.dated && y.dated)) && x.unit == y.unit;
                    });
}

}  // namespace

std::vector<SketchTable> SketchTables(std::span<const generic::PageInput> pages, const std::vector<TableTrace>& traces,
                                      const std::vector<Report>& reports) {
  std::vector<SketchTable> out;
  for (const TableTrace& trace : traces) {
    const auto page =
        std::find_if(pages.begin(), pages.end(), [&](const generic::PageInput& p) { return p.number == trace.page; });
    const bool complete = trace.head.Has(terminology::ColumnRole::kName) &&
                          std::any_of(trace.head.columns.begin(), trace.head.columns.end(),
                                      [](const Column& c) { return generic::IsResultRole(c.role); });
    if (trace.carried || trace.head.inferred || !complete || page == pages.end()) continue;
    std::optional<SketchTable> table = TableOf(trace, *page, reports);
    if (!table) continue;
    const auto known = std::find_if(out.begin(), out.end(), [&](const SketchTable& t) { return SameForm(t, *table); });
    if (known == out.end()) {
      out.push_back(*std::move(table));
      continue;
    }
    known->head_lines = std::max(known->head_lines, table->head_lines);
    for (size_t c = 0; c < table->columns.size(); ++c) {
      if (known->columns[c].from) continue;
      known->columns[c].from = table->columns[c].from;
      known->columns[c].to = table->columns[c].to;
    }
  }
  return out;
}

}  // namespace labintake::formats
