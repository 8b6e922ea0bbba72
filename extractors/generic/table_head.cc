#include "extractors/generic/table_head.h"

#include <re2/re2.h>

#include <algorithm>
#include <cctype>
#include <cmath>
#include <set>
#include <sstream>

#include "extractors/fields/date.h"
#include "extractors/generic/segment.h"
#include "terminology/units.h"

namespace labintake::generic {

using layout::Cell;
using layout::Line;
using terminology::ColumnRole;

namespace {

constexpr size_t kLongestHead = 70;  // bytes
// "L   WRI   H" over a bar: letters that are no known heads say nothing against a line of heads.
constexpr size_t kLetters = 3;

struct HeadCell {
  std::optional<ColumnRole> role, also;
  Box box;
  std::string text;
  bool dated = false;
  std::string date;
};

// "6 mo ago", "2 d ago": how old the results of a column are.
bool IsAge(const std::string& text) {
  static const re2::RE2 kAge(R"((?i)\d{1,2} ?(?:min|h|hr|hour|d|day|w|wk|week|mo|month|y|yr|year)s? ago)");
  return re2::RE2::FullMatch(text, kAge);
}

// "Result / النتيجة": the head without what it says once more in another script; "" where nothing else stands there.
std::string WithoutOtherScript(const std::string& text) {
  std::string out;
  bool any = false;
  std::istringstream words(text);
  for (std::string word; words >> word;) {
    if (IsOtherScript(word))
      any = true;
    else
      out += (out.empty() ? "" : " ") + word;
  }
  const size_t end = out.find_last_not_of(" /|-");
  return !any ? text : end == std::string::npos ? "" : out.substr(0, end + 1);
}

HeadCell LookUp(const std::string& printed, const Box& box) {
  HeadCell h;
  h.text = printed;
  h.box = box;
  const std::string text = WithoutOtherScript(printed);
  if (text.empty() || text.back() == ':') return h;  // a label; its value stands beside it
  h.role = terminology::LookUpColumnHead(text, &h.also);
  if (!h.role && text.ends_with('/')) h.role = terminology::LookUpColumnHead(text.substr(0, text.size() - 1), &h.also);
  if (!h.role && IsAge(text)) {
    h.dated = true;
    h.role = ColumnRole::kResult;
  } else if (!h.role && text.size() <= 24) {
    const auto date = fields::FindDate(text, fields::DateOrder::kDayFirst);
    if (date && date->length + 4 >= text.size()) {
      h.dated = true;
      h.date = date->iso;
      h.role = ColumnRole::kResult;
    }
  }
  return h;
}

bool IsConcentration(const std::string& text) {
  return text.find('/') != std::string::npos &&
         terminology::LookUpUnit(text).confidence == terminology::UnitConfidence::kKnown;
}

// "RESULTS UNITS" printed with one space between: the fewest pieces that are all heads. A unit among them may be one.
std::vector<HeadCell> SplitHeads(const Cell& cell) {
  const size_t n = cell.words.size();
  if (n < 2 || n > 8) return {};
  std::vector<std::vector<HeadCell>> best(n + 1);
  std::vector<bool> reached(n + 1, false);
  reached[0] = true;
  for (size_t i = 0; i < n; ++i) {
    if (!reached[i]) continue;
    for (size_t k = n; k > i; --k) {
      Box box;
      for (size_t w = i; w < k; ++w) box = box.Union(cell.words[w].box);
      HeadCell h = LookUp(JoinWords(cell.words, i, k), box);
      if (h.also || !(h.role || IsConcentration(h.text))) continue;
      std::vector<HeadCell> path = best[i];
      path.push_back(std::move(h));
      if (!reached[k] || path.size() < best[k].size()) {
        best[k] = std::move(path);
        reached[k] = true;
      }
    }
  }
  return reached[n] ? best[n] : std::vector<HeadCell>{};
}

bool HasDigit(const std::string& text) { return text.find_first_of("0123456789") != std::string::npos; }

bool AllDiffer(const std::vector<HeadCell>& cells) {
  std::set<ColumnRole> roles;
  for (const HeadCell& c : cells)
    if (c.role && !roles.insert(*c.role).second) return false;
  return !roles.empty();
}

bool Near(const Line& upper, const Line& lower) {
  return lower.baseline - upper.baseline < 1.9 * std::max(upper.font_size, lower.font_size);
}

const Cell* CellAt(const Line& line, const Box& box) {
  for (const Cell& c : line.cells)
    if (c.box.OverlapX(box) > 0.3 * std::min(c.box.width(), box.width())) return &c;
  return nullptr;
}

std::string Unbracketed(const std::string& text) {
  const size_t begin = text.find_first_not_of("(["), end = text.find_last_not_of(")]");
  return begin == std::string::npos || end < begin ? "" : text.substr(begin, end - begin + 1);
}

std::string UnitInHead(const std::string& text) {
  const size_t open = text.find_first_of("([");
  if (open == std::string::npos) return "";
  const size_t close = text.find_first_of(")]", open);
  const std::string inner = text.substr(open + 1, close == std::string::npos ? std::string::npos : close - open - 1);
  if (terminology::LookUpUnit(inner).confidence != terminology::UnitConfidence::kNone) return inner;
  return "";
}

// "RESULT µg/g creat": the unit behind the head's words.
std::string UnitBehindHead(const std::string& text) {
  for (size_t space = text.find(' '); space != std::string::npos; space = text.find(' ', space + 1)) {
    const std::string tail = text.substr(space + 1);
    if (tail.find('/') != std::string::npos &&
        terminology::LookUpUnit(tail).confidence == terminology::UnitConfidence::kKnown)
      return tail;
  }
  return "";
}

// "Food   µg/mL   Class": a unit right of the names, where no head says "result", is the head of the results. Returns
// how many became heads.
int NameUnitHeads(std::vector<HeadCell>& cells) {
  std::vector<size_t> results;
  for (size_t i = 0; i < cells.size(); ++i)
    if (cells[i].role && IsResultRole(*cells[i].role)) results.push_back(i);
  if (results.size() > 1) return 0;
  int named = 0;
  for (size_t i = 1; i < cells.size(); ++i) {
    if (cells[i].role || cells[i - 1].role != ColumnRole::kName || !IsConcentration(cells[i].text)) continue;
    // "Allergen   kUA/L   Class   Level": the level is what the result means.
    if (!results.empty() && (results[0] < i || cells[results[0]].dated)) continue;
    if (!results.empty()) cells[results[0]].role = ColumnRole::kNote;
    cells[i].role = ColumnRole::kResult;
    ++named;
  }
  return named;
}

// "%   /mm3   Valores de referência (/mm3)": no head says "result", and two different units stand over the figures.
// Each is the head of results. Returns how many became heads.
int NamePairedUnitHeads(std::vector<HeadCell>& cells) {
  if (std::any_of(cells.begin(), cells.end(), [](const HeadCell& h) { return h.role && IsResultRole(*h.role); }))
    return 0;
  std::vector<HeadCell*> units;
  for (HeadCell& h : cells)
    if (!h.role && (h.text == "%" || IsConcentration(h.text))) units.push_back(&h);
  if (units.size() != 2 || units[0]->text == units[1]->text) return 0;
  for (HeadCell* h : units) h->role = ColumnRole::kResult;
  return 2;
}

Column ToColumn(const HeadCell& h, ColumnRole role) {
  Column c;
  c.role = role;
  c.head = h.box;
  c.text = h.text;
  c.unit = IsConcentration(h.text) || h.text == "%" ? h.text : UnitInHead(h.text);
  if (c.unit.empty()) c.unit = UnitBehindHead(h.text);
  c.x0 = h.box.x0;
  c.x1 = h.box.x1;
  c.dated = h.dated;
  c.date = h.date;
  return c;
}

// "Normal" beside "Abnormal", with no other result column, are two result columns; elsewhere they are a range and a
// flag.
void PairNormalAbnormal(std::vector<Column>& columns) {
  Column *normal = nullptr, *abnormal = nullptr;
  for (Column& c : columns) {
    const std::string folded = terminology::Fold(c.text);
    if (folded == "normal") normal = &c;
    if (folded == "abnormal") abnormal = &c;
    if (c.role == ColumnRole::kResult) return;
  }
  if (normal == nullptr || abnormal == nullptr) return;
  normal->role = ColumnRole::kResultIn;
  abnormal->role = ColumnRole::kResultOut;
}

// Dated columns: the newest is the result, the others are earlier ones.
void RankDates(std::vector<Column>& columns) {
  std::string newest;
  bool printed_result = false;
  for (const Column& c : columns) {
    if (c.dated)
      newest = std::max(newest, c.date);
    else if (IsResultRole(c.role))
      printed_result = true;
  }
  bool taken = printed_result;
  for (Column& c : columns) {
    if (!c.dated) continue;
    if (!taken && c.date == newest)
      taken = true;
    else
      c.role = ColumnRole::kPrevious;
  }
}

// Of several flag columns only the one beside the result speaks of it; the others belong to earlier results.
void GiveFlagsToPrevious(std::vector<Column>& columns) {
  const auto center = [](const Column& c) { return (c.x0 + c.x1) / 2; };
  for (Column& flag : columns) {
    if (flag.role != ColumnRole::kFlag) continue;
    const Column* nearest = nullptr;
    for (const Column& c : columns)
      if ((IsResultRole(c.role) || c.role == ColumnRole::kPrevious) &&
          (nearest == nullptr || std::abs(center(c) - center(flag)) < std::abs(center(*nearest) - center(flag))))
        nearest = &c;
    const bool another =
        std::count_if(columns.begin(), columns.end(), [](const Column& c) { return c.role == ColumnRole::kFlag; }) > 1;
    if (another && nearest != nullptr && nearest->role == ColumnRole::kPrevious) flag.role = ColumnRole::kPrevious;
  }
}

// An unknown head between the names and the ranges stands over the results ("Current Result & Relative Risk").
void NameUnknownResult(std::vector<Column>& columns) {
  // "IN RANGE | EQUIVOCAL | OUT OF RANGE": a head between two result columns is a third.
  for (size_t i = 1; i + 1 < columns.size(); ++i)
    if (columns[i].unknown && columns[i - 1].role == ColumnRole::kResultIn &&
        columns[i + 1].role == ColumnRole::kResultOut)
      columns[i].role = ColumnRole::kResult;
  bool range = false, name = false;
  Column* unknown = nullptr;
  int unknowns = 0;
  for (Column& c : columns) {
    if (IsResultRole(c.role)) return;
    if (c.role == ColumnRole::kName && !c.guessed) name = true;
    if (c.role == ColumnRole::kRange) range = true;
    if (c.role == ColumnRole::kNote && c.unknown && name && !range) {
      unknown = &c;
      ++unknowns;
    }
  }
  if (range && unknowns == 1) unknown->role = ColumnRole::kResult;
}

// "Low | Normal | High", "Optimal | Moderate | High Risk": of a few columns each row fills one with its result, by the
// grade that it has. Known by the rows: no line has figures under two of them, and the figures stand under several.
void NameGradeColumns(const std::vector<Line>& lines, TableHead& head) {
  std::vector<Column>& columns = head.columns;
  constexpr size_t kLines = 40, kFewestRows = 4, kFewestColumns = 2;
  const auto printed = [&](ColumnRole role) {
    return std::any_of(columns.begin(), columns.end(), [&](const Column& c) { return c.role == role && !c.dated; });
  };
  if (printed(ColumnRole::kResult) || (printed(ColumnRole::kResultIn) && printed(ColumnRole::kResultOut))) return;
  size_t from = 0;
  while (from < columns.size() && columns[from].role != ColumnRole::kName) ++from;
  size_t to = ++from;
  const auto open = [](const Column& c) {
    return c.unknown || c.role == ColumnRole::kRange || c.role == ColumnRole::kFlag || c.role == ColumnRole::kLow ||
           c.role == ColumnRole::kHigh || c.role == ColumnRole::kNote || IsResultRole(c.role);
  };
  while (to < columns.size() && open(columns[to])) ++to;
  const auto figures = [&](const Line& line, size_t c) {
    const Cell* cell = CellAt(line, columns[c].head);
    if (cell == nullptr || cell == &line.cells.front() || cell->text.find_first_of("-–") != std::string::npos)
      return false;
    return HasDigit(cell->text) && cell->text.find_first_of("0123456789<>") == 0;
  };
  size_t best = from;
  for (size_t end = from + kFewestColumns; end <= to; ++end) {
    size_t rows = 0, broken = 0;
    std::set<size_t> used;
    for (size_t k = head.last_line + 1; k < lines.size() && k <= head.last_line + kLines; ++k) {
      size_t filled = 0;
      for (size_t c = from; c < end; ++c) {
        if (!figures(lines[k], c)) continue;
        ++filled;
        used.insert(c);
      }
      rows += filled == 1;
      broken += filled > 1;
    }
    if (broken == 0 && rows >= kFewestRows && used.size() == end - from) best = end;
  }
  for (size_t c = from; c < best; ++c) {
    if (IsResultRole(columns[c].role)) continue;
    columns[c].role = ColumnRole::kResult;
    columns[c].unknown = false;
  }
}

// "            Valeurs de référence   Antériorités": reports that print no head over names and results, but over what
// stands right of them. The result is what the rows below have between their name and the range.
void AddResultWithoutHead(const std::vector<Line>& lines, TableHead& head) {
  constexpr size_t kLines = 30, kRows = 3;
  const auto column = [&](ColumnRole role) {
    return std::find_if(head.columns.begin(), head.columns.end(), [&](const Column& c) { return c.role == role; });
  };
  const auto range = column(ColumnRole::kRange), name = column(ColumnRole::kName);
  if (range == head.columns.end() || name == head.columns.end() || !head.Has(ColumnRole::kPrevious)) return;
  if (range - name != 1 || !(name->head == Box{}) ||
      std::any_of(head.columns.begin(), head.columns.end(), [](const Column& c) { return IsResultRole(c.role); }))
    return;
  Column result;
  result.role = ColumnRole::kResult;
  size_t rows = 0;
  for (size_t k = head.last_line + 1; k < lines.size() && k <= head.last_line + kLines; ++k) {
    const Cell* limits = CellAt(lines[k], range->head);
    if (limits == nullptr || !HasDigit(limits->text) || limits - lines[k].cells.data() < 2) continue;
    const Cell& value = limits[-1];
    if (!HasDigit(value.text)) continue;
    result.x0 = rows == 0 ? value.box.x0 : std::min(result.x0, value.box.x0);
    result.x1 = rows == 0 ? value.box.x1 : std::max(result.x1, value.box.x1);
    ++rows;
  }
  if (rows < kRows) return;
  name->x1 = std::max(name->x0, result.x0 - 2);
  head.columns.insert(range, result);
}

bool Sufficient(const TableHead& head) {
  std::set<ColumnRole> roles;
  int results = 0;
  for (const Column& c : head.columns) {
    if (c.head == Box{} || c.guessed) continue;
    roles.insert(c.role);
    if (IsResultRole(c.role)) ++results;
  }
  const bool name = roles.contains(ColumnRole::kName), unit = roles.contains(ColumnRole::kUnit),
             range = roles.contains(ColumnRole::kRange) ||
                     (roles.contains(ColumnRole::kLow) && roles.contains(ColumnRole::kHigh));
  // AddResultWithoutHead
  if (results == 0 && range && roles.contains(ColumnRole::kPrevious)) return head.Has(ColumnRole::kResult);
  if (results > 0) return name || unit || range;
  return name && unit && range;
}

// The words of the head's lines that its columns' units were read from.
void NoteUnitWords(const std::vector<Line>& lines, TableHead& head) {
  for (Column& c : head.columns) {
    if (c.unit.empty()) continue;
    for (size_t k = head.first_line; k <= head.last_line; ++k)
      for (const Cell& cell : lines[k].cells)
        for (const Word& w : cell.words)
          if (w.box.OverlapX(c.head) > 0 && c.unit.find(Unbracketed(w.text)) != std::string::npos)
            c.unit_words.push_back(w);
  }
}

// "Reference Range" over "(mmol/mol creatinine)": a head that is known by itself, on a line of which another head goes
// on below. The words under it that are a unit are the column's.
void TakeUnitsOfFurtherLines(const std::vector<Line>& lines, TableHead& head, size_t at) {
  for (Column& c : head.columns) {
    if (!c.unit.empty() || !(IsResultRole(c.role) || c.role == ColumnRole::kRange)) continue;
    for (size_t k = head.first_line; k <= head.last_line; ++k) {
      const Cell* cell = k == at ? nullptr : CellAt(lines[k], c.head);
      if (cell == nullptr) continue;
      if (IsConcentration(cell->text)) c.unit = cell->text;
      if (c.unit.empty()) c.unit = UnitInHead(cell->text);
    }
  }
}

// Cumulative tables: the dates of the columns on one line, "Units" and "Reference" up to three lines below, with times
// and numbers of the samples between.
void AddHeadsBelowDates(const std::vector<Line>& lines, size_t at, std::vector<HeadCell>& cells, size_t& last,
                        int& known) {
  constexpr double kHeadHeight = 4.6;  // ems
  for (size_t k = at + 1;
       k < lines.size() && lines[k].baseline - lines[at].baseline < kHeadHeight * std::max(6.0, lines[at].font_size);
       ++k) {
    std::vector<HeadCell> found;
    for (const Cell& c : lines[k].cells) {
      if (c.text.size() > kLongestHead || CellAt(lines[at], c.box) != nullptr) continue;
      HeadCell h = LookUp(c.text, c.box);
      if (h.role == ColumnRole::kUnit || h.role == ColumnRole::kRange || h.role == ColumnRole::kFlag)
        found.push_back(std::move(h));
    }
    if (found.empty()) continue;
    known += static_cast<int>(found.size());
    for (HeadCell& h : found) cells.push_back(std::move(h));
    std::stable_sort(cells.begin(), cells.end(),
                     [](const HeadCell& a, const HeadCell& b) { return a.box.x0 < b.box.x0; });
    last = std::max(last, k);
    return;
  }
}

// "Date Collected   Date Received" over their dates: items of the header, no samples of a cumulative table.
bool DatesOfLabels(const Line& labels, const Line& line, const std::vector<HeadCell>& cells) {
  int labelled = 0;
  for (size_t i = 0; i < cells.size(); ++i) {
    if (!cells[i].dated) continue;
    const Cell* above = CellAt(labels, line.cells[i].box);
    if (above == nullptr || !terminology::LookUpHeaderLabel(above->text)) return false;
    ++labelled;
  }
  return labelled >= 2;
}

// "Collected   02-Feb-2026   Reported   04-Feb-2026": each date stands behind its label.
bool DatesBehindLabels(const std::vector<HeadCell>& cells) {
  int dates = 0;
  for (size_t i = 0; i < cells.size(); ++i) {
    if (!cells[i].dated) continue;
    if (i == 0 || cells[i - 1].dated || !terminology::LookUpHeaderLabel(cells[i - 1].text)) return false;
    ++dates;
  }
  return dates >= 2;
}

// "LOW   EXPECTED   HIGH" of which the last word stands on the next line, under its cell: words of heads only.
bool GoesOnBelow(const Line& line, const Line& next) {
  constexpr double kPitch = 1.4;  // ems
  return next.cells.size() < line.cells.size() &&
         next.baseline - line.baseline < kPitch * std::max(line.font_size, next.font_size) &&
         std::all_of(next.cells.begin(), next.cells.end(), [&](const Cell& c) {
           return !HasDigit(c.text) && CellAt(line, c.box) != nullptr && LookUp(c.text, c.box).role.has_value();
         });
}

// Do figures stand under the dates of this line? A line of dates alone may as well be a letter's.
bool ResultsBelow(const std::vector<Line>& lines, size_t at) {
  int rows = 0;
  for (size_t k = at + 1; k < lines.size() && k <= at + 8; ++k) {
    int figures = 0;
    for (size_t c = 1; c < lines[at].cells.size(); ++c) {
      const Cell* below = CellAt(lines[k], lines[at].cells[c].box);
      figures += below != nullptr && HasDigit(below->text) && !LookUp(below->text, below->box).dated;
    }
    rows += figures >= 1 && lines[k].cells.front().box.x1 < lines[at].cells[1].box.x0;
  }
  return rows >= 3;
}

}  // namespace

bool IsResultRole(ColumnRole r) {
  return r == ColumnRole::kResult || r == ColumnRole::kResultIn || r == ColumnRole::kResultOut;
}

bool TableHead::Has(ColumnRole role) const {
  return std::any_of(columns.begin(), columns.end(), [&](const Column& c) { return c.role == role; });
}

std::vector<TableHead> FindHeads(const std::vector<Line>& lines, size_t at, double page_width) {
  const Line& line = lines[at];
  if (line.cells.size() > 24) return {};
  std::vector<HeadCell> cells;
  size_t first = at, last = at;
  int unknown = 0, known = 0;
  // Most lines are no heads; they are let go before cells are taken apart.
  std::vector<HeadCell> plain;
  for (const Cell& c : line.cells)
    plain.push_back(c.text.size() <= kLongestHead ? LookUp(c.text, c.box) : HeadCell{{}, {}, c.box, c.text, false, ""});
  // A line with figures is a row, whatever its words are; dates are heads of their own kind.
  const auto figures = std::count_if(plain.begin(), plain.end(), [](const HeadCell& h) {
    return !h.role && !h.text.empty() &&
           (std::isdigit(static_cast<unsigned char>(h.text[0])) != 0 || h.text[0] == '<' || h.text[0] == '>' ||
            h.text[0] == '[');
  });
  const auto heads_on_line =
      std::count_if(plain.begin(), plain.end(), [](const HeadCell& h) { return h.role && !h.dated; });
  if (figures > 0 && heads_on_line < 3) return {};
  // "COLLECTED: 02/14/26   REPORTED: 02/15/26": labels with their dates are no dates over results.
  for (size_t i = 0; i + 1 < plain.size(); ++i)
    if (plain[i].text.ends_with(':') && plain[i + 1].dated) return {};
  if (DatesBehindLabels(plain)) return {};
  if (at > 0 && Near(lines[at - 1], line) && DatesOfLabels(lines[at - 1], line, plain)) return {};
  const Cell& front = line.cells.front();
  const bool any =
      std::any_of(plain.begin(), plain.end(), [](const HeadCell& h) { return h.role.has_value(); }) ||
      (front.words.size() > 1 && LookUp(front.words[0].text, front.words[0].box).role && SplitHeads(front).size() > 1);
  if (!any && (line.cells.size() > 1 || line.cells[0].words.size() < 3 || line.cells[0].text.size() > kLongestHead))
    return {};
  for (size_t i = 0; i < line.cells.size(); ++i) {
    const Cell& c = line.cells[i];
    HeadCell h = std::move(plain[i]);
    if (!h.role || h.also) {
      // Two heads with one space between them; "Reference Range & Units" stays one.
      if (std::vector<HeadCell> parts = SplitHeads(c); parts.size() > 1 && AllDiffer(parts)) {
        for (HeadCell& p : parts) {
          ++(p.role ? known : unknown);
          cells.push_back(std::move(p));
        }
        continue;
      }
    }
    if (!h.role) {
      // A head on two lines: "Reference" above "Interval".
      for (const int step : {-1, 1}) {
        const size_t other = at + static_cast<size_t>(step);
        if (other >= lines.size()) continue;
        const Line& o = lines[other];
        if (!(step < 0 ? Near(o, line) : Near(line, o))) continue;
        const Cell* partner = CellAt(o, c.box);
        if (partner == nullptr || HasDigit(partner->text) || HasDigit(c.text)) continue;
        const std::string joined = step < 0 ? partner->text + " " + c.text : c.text + " " + partner->text;
        HeadCell both = LookUp(joined, c.box.Union(partner->box));
        if (!both.role) continue;
        h = std::move(both);
        first = std::min(first, other);
        last = std::max(last, other);
        break;
      }
    }
    if (h.dated && h.date.empty() && at + 1 < lines.size() && Near(line, lines[at + 1])) {
      if (const Cell* date = CellAt(lines[at + 1], c.box)) {
        const HeadCell below = LookUp(Unbracketed(date->text), date->box);
        if (below.dated) {
          h.date = below.date;
          h.box = h.box.Union(date->box);
          last = std::max(last, at + 1);
        }
      }
    }
    if (h.role)
      ++known;
    else if (h.text.size() > kLetters)
      ++unknown;
    cells.push_back(std::move(h));
  }
  const int units = NameUnitHeads(cells) + NamePairedUnitHeads(cells);
  known += units;
  unknown -= units;
  const auto dated = std::count_if(cells.begin(), cells.end(), [](const HeadCell& h) { return h.dated; });
  if (dated >= 2 || (dated == 1 && LookUp(line.cells[0].text, {}).role == ColumnRole::kDate))
    AddHeadsBelowDates(lines, at, cells, last, known);
  const bool dates_alone =
      dated >= 2 && !cells.front().dated && unknown <= 1 && heads_on_line <= 1 && ResultsBelow(lines, at);
  // Heads that stand only on the next line, beside this one ("Units" half a line lower).
  if (at + 1 < lines.size() && Near(line, lines[at + 1]) && last == at) {
    const Line& next = lines[at + 1];
    const bool all_known = std::all_of(next.cells.begin(), next.cells.end(), [&](const Cell& c) {
      return c.text.size() < 30 && LookUp(c.text, c.box).role.has_value() && CellAt(line, c.box) == nullptr;
    });
    if (all_known) {
      for (const Cell& c : next.cells) cells.push_back(LookUp(c.text, c.box));
      known += static_cast<int>(next.cells.size());
      last = at + 1;
      std::stable_sort(cells.begin(), cells.end(),
                       [](const HeadCell& a, const HeadCell& b) { return a.box.x0 < b.box.x0; });
    }
  }

  if (known < 2 || unknown > known) return {};

  if (last + 1 < lines.size() && GoesOnBelow(line, lines[last + 1])) ++last;

  // A second name column opens the next table on the same line; so does an unknown head between a finished table and
  // another result.
  const std::string first_text = cells.front().text;
  std::vector<std::vector<HeadCell>> groups(1);
  bool seen_name = false;
  for (size_t i = 0; i < cells.size(); ++i) {
    HeadCell& h = cells[i];
    const auto has = [&](ColumnRole role) {
      return std::any_of(groups.back().begin(), groups.back().end(), [&](const HeadCell& c) { return c.role == role; });
    };
    const bool second_name = h.role == ColumnRole::kName && seen_name && groups.back().size() >= 2;
    const bool second_result = !h.role && has(ColumnRole::kResult) && i + 1 < cells.size() &&
                               cells[i + 1].role == ColumnRole::kResult && h.text == first_text;
    if (second_name || second_result) groups.emplace_back();
    if (h.role == ColumnRole::kName) seen_name = true;
    groups.back().push_back(std::move(h));
  }

  std::vector<TableHead> heads;
  for (size_t g = 0; g < groups.size(); ++g) {
    TableHead head;
    head.first_line = first;
    head.last_line = last;
    bool has_name = false;
    // What stands before a head of names is no title: a line number's head, or on a photo what lies beside the page.
    const bool name_follows =
        std::any_of(groups[g].begin(), groups[g].end(), [](const HeadCell& h) { return h.role == ColumnRole::kName; });
    for (size_t i = 0; i < groups[g].size(); ++i) {
      const HeadCell& h = groups[g][i];
      if (h.role) {
        if (*h.role == ColumnRole::kName && !has_name) has_name = true;
        head.columns.push_back(ToColumn(h, *h.role));
        // "Current Result and Flag": both stand under one head, the flag behind the result. A unit or a range under a
        // combined head is told apart by its form.
      } else if (i == 0 && !name_follows) {
        // A panel's title in the place of the name column's head.
        head.title = h.text;
        head.columns.push_back(ToColumn(h, ColumnRole::kName));
        head.columns.back().guessed = true;
        has_name = true;
      } else {
        head.columns.push_back(ToColumn(h, ColumnRole::kNote));
        head.columns.back().unknown = true;
      }
    }
    if (head.columns.empty()) continue;
    if (!has_name) {
      Column name;
      name.role = ColumnRole::kName;
      const double left = g == 0 ? 0 : heads.empty() ? 0 : heads.back().columns.back().x1;
      name.x0 = left;
      name.x1 = std::max(left, head.columns.front().x0 - 2);
      head.columns.insert(head.columns.begin(), name);
    }
    AddResultWithoutHead(lines, head);
    NameGradeColumns(lines, head);
    NameUnknownResult(head.columns);
    RankDates(head.columns);
    GiveFlagsToPrevious(head.columns);
    PairNormalAbnormal(head.columns);
    TakeUnitsOfFurtherLines(lines, head, at);
    NoteUnitWords(lines, head);
    heads.push_back(std::move(head));
  }
  heads.erase(
      std::remove_if(heads.begin(), heads.end(), [&](const TableHead& h) { return !Sufficient(h) && !dates_alone; }),
      heads.end());
  for (size_t g = 0; g < heads.size(); ++g) {
    heads[g].x0 = g == 0 ? 0 : heads[g].columns.front().x0 - 6;
    heads[g].x1 = g + 1 == heads.size() ? page_width : heads[g + 1].columns.front().x0 - 6;
  }
  return heads;
}

}  // namespace labintake::generic
