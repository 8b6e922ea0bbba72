#include "extractors/formats/columns.h"

#include <algorithm>
#include <optional>

#include "extractors/formats/word_run.h"
#include "extractors/generic/segment.h"
#include "terminology/fold.h"

namespace labintake::formats {

using layout::Cell;
using layout::Line;

namespace {

constexpr double kWholeStrip = 1e6;

struct Found {
  Box box;
  std::string text;
  size_t last_line = 0;
};

// Goes on with `text` on the lines below, under what was found above.
std::optional<Found> Below(std::span<const Line> lines, size_t line, size_t last, std::string_view text, Found so_far) {
  if (text.empty()) return so_far;
  if (line >= last) return std::nullopt;
  const std::vector<const Word*> words = WordsOf(lines[line]);
  for (size_t w = 0; w < words.size(); ++w) {
    const WordRun run = Spell(words, w, text);
    if (run.bytes == 0) continue;
    const double em = words[w]->font_size;
    if (run.box.x1 < so_far.box.x0 - em || run.box.x0 > so_far.box.x1 + em) continue;
    Found longer{so_far.box.Union(run.box), so_far.text + " " + run.text, line};
    if (auto whole = Below(lines, line + 1, last, text.substr(run.bytes), std::move(longer))) return whole;
  }
  return std::nullopt;
}

// The leftmost place right of `x` where `text` stands, begun on one of lines [at, last).
std::optional<Found> FindText(std::span<const Line> lines, size_t at, size_t last, std::string_view text, double x) {
  std::optional<Found> best;
  for (size_t line = at; line < last; ++line) {
    const std::vector<const Word*> words = WordsOf(lines[line]);
    for (size_t w = 0; w < words.size(); ++w) {
      if (words[w]->box.x0 < x) continue;
      const WordRun run = Spell(words, w, text);
      if (run.bytes == 0) continue;
      auto found = Below(lines, line + 1, last, text.substr(run.bytes), {run.box, run.text, line});
      if (found && (!best || found->box.x0 < best->box.x0)) best = std::move(found);
      if (best) break;
    }
  }
  return best;
}

bool HasEdges(const ColumnRule& column) { return column.from && column.to; }

}  // namespace

HeadFinder::HeadFinder(const TableRule& table) : table_(table) {
  for (const ColumnRule& column : table.columns) {
    std::vector<Phrase> expressions;
    std::vector<std::string> texts;
    for (const Phrase& head : column.heads) {
      if (head.regex)
        expressions.push_back(head);
      else
        texts.push_back(Squeezed(head.text));
    }
    any_head_ = any_head_ || !column.heads.empty();
    heads_.push_back({std::move(texts), PhraseList(expressions)});
  }
}

bool HeadFinder::exact() const { return std::all_of(table_.columns.begin(), table_.columns.end(), HasEdges); }

generic::TableHead HeadFinder::WithoutHeads(double page_width) const {
  generic::TableHead head;
  head.x1 = kWholeStrip;
  for (const ColumnRule& rule : table_.columns) {
    generic::Column column;
    column.role = rule.role;
    column.unit = rule.unit;
    column.x0 = rule.from.value_or(0) * page_width;
    column.x1 = rule.to.value_or(1) * page_width;
    head.columns.push_back(std::move(column));
  }
  return head;
}

std::vector<generic::TableHead> HeadFinder::Find(std::span<const Line> lines, size_t at, double page_width) const {
  std::vector<generic::TableHead> out;
  if (!any_head_) return out;
  const size_t last = std::min(lines.size(), at + static_cast<size_t>(table_.head_lines));
  for (double x = 0;;) {
    generic::TableHead head = WithoutHeads(page_width);
    double right = x;
    bool begins_here = false, all = true;
    head.first_line = at;
    head.last_line = at;
    for (size_t c = 0; all && c < heads_.size(); ++c) {
      if (table_.columns[c].heads.empty()) continue;
      std::optional<Found> found;
      for (const std::string& text : heads_[c].texts)
        if (auto here = FindText(lines, at, last, text, right); here && (!found || here->box.x0 < found->box.x0))
          found = std::move(here);
      for (size_t line = at; !heads_[c].expressions.empty() && line < last; ++line)
        for (const Cell& cell : lines[line].cells)
          if (cell.box.x0 >= right && heads_[c].expressions.AnyIs(terminology::Fold(cell.text)) &&
              (!found || cell.box.x0 < found->box.x0))
            found = Found{cell.box, cell.text, line};
      all = found.has_value();
      if (!all) break;
      generic::Column& column = head.columns[c];
      column.head = found->box;
      column.text = found->text;
      head.last_line = std::max(head.last_line, found->last_line);
      begins_here = begins_here || found->box.OverlapY(lines[at].box) > 0.3 * lines[at].box.height();
      right = (found->box.x0 + found->box.x1) / 2;
    }
    if (!all || !begins_here) break;
    // Columns without edges reach at first as far as their heads; those without heads lie between their neighbours.
    for (size_t c = 0; c < head.columns.size(); ++c) {
      generic::Column& column = head.columns[c];
      if (!table_.columns[c].heads.empty()) {
        if (!table_.columns[c].from) column.x0 = column.head.x0;
        if (!table_.columns[c].to) column.x1 = column.head.x1;
      }
    }
    for (size_t c = 0; c < head.columns.size(); ++c) {
      if (!table_.columns[c].heads.empty()) continue;
      if (!table_.columns[c].from) head.columns[c].x0 = c == 0 ? x : head.columns[c - 1].x1 + 1;
      if (!table_.columns[c].to)
        head.columns[c].x1 =
            std::max(head.columns[c].x0 + 1, c + 1 < head.columns.size() ? head.columns[c + 1].x0 - 1 : page_width);
    }
    if (!out.empty()) out.back().x1 = head.x0 = head.columns.front().x0 - 1;
    const double next = head.columns.back().x1;
    out.push_back(std::move(head));
    if (next <= x) break;
    x = next;
  }
  return out;
}

void CutAtEdges(const TableRule& table, double page_width, Line* line) {
  if (line->cells.size() < 2) return;  // a heading or a sentence may run over edges
  const auto column_of = [&](const Word& word) -> int {
    const double share = word.box.center_x() / page_width;
    for (size_t c = 0; c < table.columns.size(); ++c)
      if (HasEdges(table.columns[c]) && share >= *table.columns[c].from && share < *table.columns[c].to)
        return static_cast<int>(c);
    return -1;
  };
  std::vector<Cell> cells;
  int last = -1;
  for (Cell& old : line->cells) {
    bool fresh = true;  // begins where the layout begins a cell
    for (Word& word : old.words) {
      const int column = column_of(word);
      const bool joins = !cells.empty() && column == last && (column >= 0 || !fresh);
      if (!joins) cells.emplace_back();
      Cell& cell = cells.back();
      cell.box = cell.box.Union(word.box);
      cell.words.push_back(std::move(word));
      last = column;
      fresh = false;
    }
  }
  for (Cell& cell : cells) cell.text = generic::JoinWords(cell.words, 0, cell.words.size());
  line->cells = std::move(cells);
}

}  // namespace labintake::formats
