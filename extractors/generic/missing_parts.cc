#include "extractors/generic/missing_parts.h"

#include <re2/re2.h>

#include <algorithm>

#include "extractors/generic/block_rows.h"
#include "terminology/units.h"

namespace labintake::generic {

using terminology::ColumnRole;

std::optional<Column> MissingRangeColumn(const TableHead& head, const TableReading& reading) {
  constexpr size_t kFewestRows = 3;
  if (head.Has(ColumnRole::kRange) || head.Has(ColumnRole::kLow) || head.Has(ColumnRole::kHigh)) return std::nullopt;
  std::vector<const Segment*> ranges;
  size_t two_ended = 0;
  for (const RawRow& r : reading.rows) {
    if (r.left_over.size() != 1 || !r.left_over[0].IsRange()) continue;
    ranges.push_back(&r.left_over[0]);
    two_ended += r.left_over[0].range.range.low && r.left_over[0].range.range.high;
  }
  if (ranges.size() < kFewestRows || ranges.size() * 3 < reading.rows.size() * 2 || two_ended == 0) return std::nullopt;
  Column c;
  c.role = ColumnRole::kRange;
  c.x0 = ranges[0]->box.x0;
  c.x1 = ranges[0]->box.x1;
  for (const Segment* s : ranges) {
    if (s->box.x1 < c.x0 || s->box.x0 > c.x1) return std::nullopt;
    c.x0 = std::min(c.x0, s->box.x0);
    c.x1 = std::max(c.x1, s->box.x1);
  }
  for (const Column& other : head.columns)
    if (other.x0 < c.x1 && other.x1 > c.x0) return std::nullopt;
  return c;
}

bool NameUnknownColumns(TableHead& head, const TableReading& reading) {
  constexpr size_t kFewestRows = 3;
  const auto mostly = [&](size_t c, auto fits) {
    size_t filled = 0, fit = 0;
    for (const RawRow& r : reading.rows) {
      filled += !r.columns[c].empty();
      fit += r.columns[c].size() == 1 && fits(r.columns[c][0]);
    }
    return fit >= kFewestRows && fit * 3 >= filled * 2;
  };
  // Of two columns that would do, none is certain.
  const auto name_one = [&](ColumnRole role, auto fits) {
    std::vector<Column*> columns;
    for (size_t c = 0; c < head.columns.size(); ++c)
      if (head.columns[c].unknown && head.columns[c].role == ColumnRole::kNote && mostly(c, fits))
        columns.push_back(&head.columns[c]);
    if (columns.size() != 1) return false;
    columns[0]->role = role;
    columns[0]->unknown = false;
    return true;
  };
  bool named = false;
  if (!head.Has(ColumnRole::kRange) && !head.Has(ColumnRole::kLow) && !head.Has(ColumnRole::kHigh))
    named = name_one(ColumnRole::kRange, [](const Segment& s) {
      return s.range.kind == fields::RangeKind::kNumeric && s.range.range.low && s.range.range.high && s.IsRange();
    });
  if (!head.Has(ColumnRole::kUnit))
    named = name_one(ColumnRole::kUnit, [](const Segment& s) { return s.IsUnit(); }) || named;
  return named;
}

namespace {

bool HoldsUnit(ColumnRole role) { return IsResultRole(role) || role == ColumnRole::kRange; }

bool Under(const Segment& s, const Column& c) { return s.box.x1 >= c.x0 && s.box.x0 <= c.x1; }

void Append(const std::vector<Word>& words, std::vector<Word>& to) { to.insert(to.end(), words.begin(), words.end()); }

// "ymol/g" in the place of a unit on a recognised page.
bool IsMisreadUnit(const Segment& s) {
  return !s.IsUnit() && !s.has_digit && s.text.find('/') != std::string::npos && !s.words.empty() &&
         s.words.front().origin == Origin::kOcr;
}

// Gives the columns of `head` the units that stand under them on `line`, or the words in the place of units. False when
// there are neither.
bool TakeUnits(const LaneLine& line, TableHead& head) {
  bool taken = false;
  for (const Segment& s : line.segments) {
    const bool misread = IsMisreadUnit(s);
    if (!misread && (!s.IsUnit() || s.text.size() < 2)) break;
    for (Column& c : head.columns) {
      if (!HoldsUnit(c.role) || !c.unit.empty() || !Under(s, c)) continue;
      if (!misread) c.unit = s.text;
      c.unit_words = s.words;
      taken = true;
    }
  }
  return taken;
}

// Lets the units of `head` go on with what `line` has under them. All of the line or nothing.
bool ContinueUnits(const LaneLine& line, TableHead& head) {
  struct Longer {
    Column* column;
    std::string unit;
    const Segment* segment;
  };
  std::vector<Longer> longer;
  for (const Segment& s : line.segments) {
    const size_t before = longer.size();
    for (Column& c : head.columns) {
      if (c.unit_words.empty() || !Under(s, c)) continue;
      const std::string unit = c.unit.empty() ? "" : c.unit + " " + s.text;
      if (c.unit.empty() || terminology::LookUpUnit(unit).confidence == terminology::UnitConfidence::kKnown)
        longer.push_back({&c, unit, &s});
    }
    if (longer.size() == before) return false;
  }
  for (const Longer& l : longer) {
    l.column->unit = l.unit;
    Append(l.segment->words, l.column->unit_words);
  }
  return !longer.empty();
}

}  // namespace

std::vector<size_t> TakeUnitsUnderHead(const layout::Line& head_line, std::vector<LaneLine>& lines, TableHead& head) {
  constexpr double kPitch = 2.3;  // ems
  constexpr size_t kFirstLines = 3;
  std::vector<size_t> taken;
  double above = head_line.baseline;
  size_t i = 0;
  const auto near = [&] { return lines[i].baseline - above <= kPitch * head_line.font_size; };
  const auto take = [&] {
    taken.push_back(lines[i].index);
    above = lines[i].baseline;
    lines.erase(lines.begin() + static_cast<std::ptrdiff_t>(i));
  };
  for (;; ++i) {
    if (i == std::min(lines.size(), kFirstLines)) return taken;
    if (lines[i].index <= head.last_line) continue;
    if (!near()) return taken;
    if (TakeUnits(lines[i], head)) break;
  }
  take();
  if (i < lines.size() && near() && ContinueUnits(lines[i], head)) take();
  return taken;
}

std::vector<size_t> FindPins(const std::vector<LaneLine>& lines) {
  constexpr double kPitch = 0.95;  // ems
  constexpr size_t kFewest = 3;
  std::vector<size_t> pins;
  for (size_t i = 0; i + 1 < lines.size(); ++i) {
    const std::vector<Segment>&pin = lines[i].segments, &row = lines[i + 1].segments;
    if (pin.size() == 1 && pin[0].IsNumericValue() && pin[0].word_count <= 2 && row.size() == 2 &&
        row[0].IsNameLike() && row[1].IsRange() && pin[0].box.x0 > row[0].box.x0 &&
        pin[0].box.x1 < row[1].box.x0 + row[1].box.width() / 2 &&
        lines[i + 1].baseline - lines[i].baseline < kPitch * lines[i + 1].font_size)
      pins.push_back(i);
  }
  if (pins.size() < kFewest) pins.clear();
  return pins;
}

std::string StatedUnit(const std::string& line) {
  static const re2::RE2 kStatement(
      R"((?i)\b(?:reported|expressed|measured|given|results?|values?|units?)(?: are)? in (\S+(?: \S+){0,3}?),? unless)");
  // "Results in U/mL" at the beginning of a line, whatever stands behind it.
  static const re2::RE2 kResultsIn(
      R"((?i)^(?:all )?(?:results?|values?|concentrations?)(?: are)?(?: (?:reported|expressed|measured|given))? in (\S+))");
  std::string unit;
  const bool results_in = re2::RE2::PartialMatch(line, kResultsIn, &unit);
  while (!unit.empty() && std::string_view(".,;:").find(unit.back()) != std::string_view::npos) unit.pop_back();
  if (results_in && unit.find('/') != std::string::npos &&
      terminology::LookUpUnit(unit).confidence == terminology::UnitConfidence::kKnown)
    return unit;
  unit.clear();
  if (!re2::RE2::PartialMatch(line, kStatement, &unit)) return "";
  return terminology::LookUpUnit(unit).confidence == terminology::UnitConfidence::kNone ? "" : unit;
}

ReferenceBelow FindReferenceBelow(size_t last, const std::vector<layout::Line>& lines,
                                  const std::vector<std::vector<Segment>>& segments,
                                  const std::vector<std::optional<LineClass>>& classes, const ReadingContext& context) {
  constexpr double kPitch = 1.8;  // ems
  constexpr size_t kMostLines = 8;
  const auto follows = [&](size_t k) {
    return k < lines.size() && classes[k] != LineClass::kRow && classes[k] != LineClass::kTableHead &&
           !segments[k].empty() &&
           lines[k].baseline - lines[k - 1].baseline < kPitch * std::max(lines[k].font_size, lines[k - 1].font_size);
  };
  ReferenceBelow out;
  size_t k = last + 1;
  if (!follows(k)) return out;
  const auto label = ReadLabel(segments[k][0], context);
  if (!label || label->role != ColumnRole::kRange) return out;
  out.lines.push_back(k);
  if (label->value) out.segments.push_back(*label->value);
  out.segments.insert(out.segments.end(), segments[k].begin() + 1, segments[k].end());
  for (++k; out.lines.size() < kMostLines && follows(k); ++k) {
    if (terminology::StartsComment(segments[k][0].text)) break;
    const bool reference =
        lines[k].Text().find_first_of("0123456789") != std::string::npos &&
        std::all_of(segments[k].begin(), segments[k].end(), [](const Segment& s) {
          return !s.IsProse() && s.range.kind != fields::RangeKind::kNone && s.range.kind != fields::RangeKind::kWords;
        });
    if (!reference) break;
    out.lines.push_back(k);
    out.segments.insert(out.segments.end(), segments[k].begin(), segments[k].end());
  }
  if (out.segments.empty()) return {};
  return out;
}

}  // namespace labintake::generic
