#include "extractors/formats/format_guide.h"

#include <algorithm>
#include <string>

#include "extractors/generic/segment.h"
#include "terminology/fold.h"

namespace labintake::formats {

using generic::PageGuide;
using generic::TableHead;

namespace {

constexpr size_t kWordsOfRemark = 4;

void LeaveOutMarks(const TableRule& rule, layout::Line* line) {
  const auto is_mark = [&](const Word& word) {
    return std::find(rule.marks.begin(), rule.marks.end(), word.text) != rule.marks.end();
  };
  const bool nothing_else = std::all_of(line->cells.begin(), line->cells.end(), [&](const layout::Cell& cell) {
    return std::all_of(cell.words.begin(), cell.words.end(), is_mark);
  });
  if (nothing_else) return;
  for (layout::Cell& cell : line->cells) {
    if (std::erase_if(cell.words, is_mark) == 0) continue;
    cell.text = generic::JoinWords(cell.words, 0, cell.words.size());
    cell.box = {};
    for (const Word& word : cell.words) cell.box = cell.box.Union(word.box);
  }
  std::erase_if(line->cells, [](const layout::Cell& cell) { return cell.words.empty(); });
}

bool InResultColumn(const TableRule& rule, double page_width, const layout::Cell& cell) {
  const double x = cell.box.x0 / page_width;
  return std::any_of(rule.columns.begin(), rule.columns.end(), [&](const ColumnRule& c) {
    return generic::IsResultRole(c.role) && c.from && c.to && x >= *c.from && x < *c.to;
  });
}

// Words alone on a line that begin where the results stand.
bool StandsAlone(const TableRule& rule, double page_width, const layout::Line& line) {
  return line.cells.size() == 1 && line.cells.front().words.size() >= kWordsOfRemark &&
         InResultColumn(rule, page_width, line.cells.front());
}

}  // namespace

struct FormatGuide::Table {
  explicit Table(const TableRule& r)
      : rule(r), heads(r), after(r.after), until(r.until), skip(r.skip), sections(r.sections) {}

  const TableRule& rule;
  HeadFinder heads;
  PhraseList after, until, skip, sections;
};

struct FormatGuide::Page {
  generic::PageInput& input;
  std::vector<std::string> folded;  // one a line
  PageGuide guide;
  size_t open_from = 0;   // where the open table's lines begin
  size_t open_first = 0;  // its first entry in guide.tables
};

FormatGuide::FormatGuide(const Definition& definition)
    : definition_(definition), header_(definition), ignore_(definition.ignore) {
  for (const TableRule& rule : definition.tables) tables_.emplace_back(rule);
  for (const LinePattern& rule : definition.lines) patterns_.emplace_back(rule);
  for (const PageRule& rule : definition.pages) page_rules_.emplace_back(PhraseList(rule.when), rule.again);
}

FormatGuide::~FormatGuide() = default;

void FormatGuide::ReadHeader(const generic::PageInput& page, fields::DateOrder order, ReportHeader* header) const {
  header->lab = definition_.lab;
  header_.Apply(page, order, header);
}

void FormatGuide::Name(Page* page, size_t line) {
  page->guide.classes[line] = LineClass::kComment;
  named_.emplace_back(page->input.number, page->input.lines[line].box);
}

bool FormatGuide::Named(int page, const Box& line) const {
  return std::any_of(named_.begin(), named_.end(), [&](const auto& named) {
    return named.first == page && named.second.OverlapY(line) > 0.5 * line.height();
  });
}

// Pages without results, and lines without, wherever they stand.
void FormatGuide::MarkLines(Page* page) {
  std::string all;
  for (const std::string& text : page->folded) all += text + "\n";
  bool never = false;
  for (const auto& [when, again] : page_rules_) {
    if (!when.AllIn(all)) continue;
    if (again)
      again_.insert(page->input.number);
    else
      never = true;
  }
  for (size_t i = 0; i < page->folded.size(); ++i)
    if (never || ignore_.AnyIn(page->folded[i])) Name(page, i);
  page->guide.general_elsewhere = definition_.general_elsewhere && !never;
  if (never) open_.reset();
}

void FormatGuide::Close(Page* page, size_t to) {
  if (!open_) return;
  std::vector<generic::GuidedTable>& tables = page->guide.tables;
  for (size_t t = page->open_first; t < tables.size(); ++t) tables[t].to = to;
  open_.reset();
}

void FormatGuide::Open(Page* page, size_t table, const std::vector<TableHead>& heads, size_t from) {
  const Table& t = tables_[table];
  open_ = table;
  page->open_from = from;
  page->open_first = page->guide.tables.size();
  for (const TableHead& head : heads) {
    generic::GuidedTable guided;
    guided.head = head;
    for (generic::Column& column : guided.head.columns)
      if (generic::IsResultRole(column.role) && column.unit.empty()) column.unit = t.rule.unit;
    guided.from = from;
    guided.to = from;
    guided.exact = t.heads.exact();
    guided.panel = t.rule.panel;
    guided.rule = "format/" + definition_.id + "/" + t.rule.name;
    page->guide.tables.push_back(std::move(guided));
  }
}

void FormatGuide::FindTables(Page* page) {
  const std::vector<layout::Line>& lines = page->input.lines;
  const double width = page->input.width;
  if (open_) {
    Open(page, *open_, {tables_[*open_].heads.WithoutHeads(width)}, 0);
    page->guide.tables.back().heads = false;
    page->guide.tables.back().carried = true;
  }
  for (size_t i = 0; i < lines.size(); ++i) {
    if (page->guide.classes[i]) continue;
    bool begun = false;
    for (size_t t = 0; !begun && t < tables_.size(); ++t) {
      std::vector<TableHead> heads = tables_[t].heads.Find(lines, i, width);
      if (!heads.empty()) {
        size_t last = i;
        for (const TableHead& head : heads) last = std::max(last, head.last_line);
        if (tables_[t].rule.head_is_panel) {
          for (TableHead& head : heads) {
            for (const layout::Cell& cell : lines[i].cells)
              if (cell.box.x0 >= head.x0 && cell.box.x1 <= head.columns[1].x0) head.title = cell.text;
          }
        }
        Close(page, i);
        Open(page, t, heads, last + 1);
        i = last;
        begun = true;
      } else if (tables_[t].after.AnyIn(page->folded[i])) {
        Close(page, i);
        page->guide.classes[i] = LineClass::kHeading;
        Open(page, t, {tables_[t].heads.WithoutHeads(width)}, i + 1);
        page->guide.tables.back().heads = false;
        begun = true;
      }
    }
    if (begun || !open_) continue;
    const Table& table = tables_[*open_];
    if (table.until.AnyIn(page->folded[i])) {
      Close(page, i);
    } else if (table.skip.AnyIn(page->folded[i])) {
      Name(page, i);
    } else if (table.sections.AnyIn(page->folded[i])) {
      page->guide.headings[i] = true;
    }
  }
  const std::optional<size_t> last = open_;
  Close(page, lines.size());
  if (last && tables_[*last].rule.continues) open_ = last;
}

// Remarks under results. Under a name without a result the words are the result.
void FormatGuide::NameRemarks(const TableRule& rule, const generic::GuidedTable& table, Page* page) {
  const std::vector<layout::Line>& lines = page->input.lines;
  bool has_result = table.carried;  // the last row above
  for (size_t i = table.from; i < table.to; ++i) {
    if (page->guide.classes[i] || page->input.furniture[i] || page->guide.headings[i]) continue;
    if (StandsAlone(rule, page->input.width, lines[i])) {
      if (has_result) Name(page, i);
      has_result = true;
      continue;
    }
    has_result = std::any_of(lines[i].cells.begin(), lines[i].cells.end(),
                             [&](const layout::Cell& cell) { return InResultColumn(rule, page->input.width, cell); });
  }
}

PageGuide FormatGuide::GuideOf(generic::PageInput* input, const generic::ReadingContext& context) {
  Page page{*input, {}, {}, 0, 0};
  const size_t count = input->lines.size();
  for (const layout::Line& line : input->lines) page.folded.push_back(terminology::Fold(line.Text()));
  page.guide.classes.resize(count);
  page.guide.headings.resize(count);
  MarkLines(&page);
  FindTables(&page);

  std::vector<bool> free(count);
  for (size_t i = 0; i < count; ++i) free[i] = !page.guide.classes[i] && !input->furniture[i];
  for (const generic::GuidedTable& table : page.guide.tables) {
    if (table.heads)
      for (size_t i = table.head.first_line; i <= table.head.last_line; ++i) free[i] = false;
    const std::string prefix = "format/" + definition_.id + "/";
    for (const Table& t : tables_) {
      if (prefix + t.rule.name != table.rule) continue;
      for (size_t i = table.from; i < table.to; ++i) {
        if (page.guide.headings[i]) continue;
        LeaveOutMarks(t.rule, &input->lines[i]);
        CutAtEdges(t.rule, input->width, &input->lines[i]);
      }
      NameRemarks(t.rule, table, &page);
    }
    for (size_t i = table.from; i < table.to; ++i) free[i] = false;
  }
  // Cards stand side by side: what one pattern took of a line leaves the rest to the others.
  std::vector<std::vector<const LineMatcher*>> took(count);
  for (const LineMatcher& pattern : patterns_) {
    std::vector<bool> open = free;
    for (size_t i = 0; i < count; ++i)
      open[i] = open[i] && std::none_of(took[i].begin(), took[i].end(),
                                        [&](const LineMatcher* other) { return other->Overlaps(pattern); });
    generic::GuidedRows rows = pattern.Match(input->lines, open, input->width, context);
    rows.rule = "format/" + definition_.id + "/" + rows.rule;
    for (const generic::RawRow& row : rows.rows)
      for (const size_t line : row.lines) took[line].push_back(&pattern);
    if (!rows.rows.empty()) page.guide.rows.push_back(std::move(rows));
  }
  return std::move(page.guide);
}

}  // namespace labintake::formats
