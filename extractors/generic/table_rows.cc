#include "extractors/generic/table_rows.h"

#include <algorithm>
#include <cctype>
#include <cmath>
#include <map>
#include <optional>
#include <set>

#include "extractors/generic/block_rows.h"
#include "extractors/generic/line_words.h"
#include "extractors/generic/split_results.h"
#include "terminology/validation/printed_number.h"

namespace labintake::generic {

using terminology::ColumnRole;

namespace {

// In ems, baseline to baseline. Lines of one wrapped cell are 1.1 to 1.35 em apart, rows 1.3 em and more.
constexpr double kWrapPitch = 1.45;
constexpr double kBelowPitch = 1.9;
constexpr double kBandPitch = 3;

struct Item {
  const LaneLine* line = nullptr;
  Fit fit;
  const Segment* name = nullptr;
  const Segment* result = nullptr;
  bool supported = false;  // a known unit or a range stands beside the result
  bool strong = false;     // name, listed value, support
  bool in_place = false;   // the name begins where names of rows begin and the result stands in the result column
  int band = -1;
};

class Reader {
 public:
  Reader(const TableHead& head, const std::vector<double>& edges, std::string panel, const ReadingContext& context)
      : head_(head), edges_(edges), panel_(std::move(panel)), context_(context) {}

  TableReading Read(const std::vector<LaneLine>& lines) {
    for (const LaneLine& l : lines) items_.push_back(MakeItem(l));
    for (Item& i : items_) Point(i);
    FindPlaces();
    FindMethods();
    FindRowPitch();
    FindBands();
    for (size_t i = 0; i < items_.size();) i = Take(i);
    FlushNames();
    out_.last_panel = panel_;
    return std::move(out_);
  }

 private:
  Item MakeItem(const LaneLine& l) {
    Item item;
    item.line = &l;
    item.fit = FitLine(l.segments, head_, context_);
    return item;
  }

  // Pointers into the item's own fit; called once the items stay where they are.
  void Point(Item& item) {
    item.name = item.fit.In(head_, ColumnRole::kName);
    item.result = item.fit.Result(head_);
    const Segment* unit = item.fit.In(head_, ColumnRole::kUnit);
    const Segment* range = item.fit.In(head_, ColumnRole::kRange);
    item.supported =
        (unit != nullptr && (unit->IsUnit() || unit->unit.confidence == terminology::UnitConfidence::kPlausible)) ||
        (range != nullptr && (range->IsRange() || range->range.kind == fields::RangeKind::kWords)) ||
        (range != nullptr && range->IsUnit()) || (item.result != nullptr && !item.result->result.unit_text.empty());
    item.strong = item.name != nullptr && item.name->IsNameLike() && !IsHeaderField(item.name->text) &&
                  item.result != nullptr && item.result->IsValue() && item.supported;
  }

  // Where names of sure rows begin, and in what type; lines that begin elsewhere are not rows of this table without
  // support.
  void FindPlaces() {
    bool any = false;
    for (const Item& i : items_) any = any || i.strong;
    for (Item& i : items_) {
      if (i.name == nullptr || i.result == nullptr) continue;
      const Column* column = nullptr;
      for (size_t k = 0; k < i.fit.segments.size(); ++k)
        if (&i.fit.segments[k] == i.result) column = &head_.columns[static_cast<size_t>(i.fit.columns[k])];
      const bool result_in_place = column != nullptr && PlaceCost(*i.result, *column) < 0.45;
      const bool name_in_place = !any || std::any_of(items_.begin(), items_.end(), [&](const Item& o) {
        const double indent = o.strong ? i.name->box.x0 - o.name->box.x0 : 1e9;
        return indent > -3 && indent < 14 && std::abs(i.name->font_size - o.name->font_size) < 0.6;
      });
      i.in_place = result_in_place && name_in_place;
    }
  }

  // A table that prints a method in brackets under its rows does so for "(IFCC)" too, which is no abbreviation then.
  void FindMethods() {
    int methods = 0;
    std::set<std::string> abbreviations;
    for (size_t i = 1; i < items_.size(); ++i) {
      if (!NameOnly(i) || !Parenthesised(items_[i].name->text) || !items_[i - 1].strong) continue;
      // "(CLIA)" under one name may be short for it, under two it is a method.
      const std::string& text = items_[i].name->text;
      methods += !Abbreviation(text) ? 1 : abbreviations.insert(text).second ? 0 : 2;
    }
    methods_in_brackets_ = methods >= 2;
  }

  // Rows in drawn cells: every line between two edges belongs to one row.
  void FindBands() {
    std::map<int, int> strong;
    for (Item& i : items_) {
      const double y = i.line->baseline - 0.3 * i.line->font_size;
      i.band = static_cast<int>(std::upper_bound(edges_.begin(), edges_.end(), y) - edges_.begin());
      if (i.strong) ++strong[i.band];
    }
    size_t single = 0;
    for (const auto& [band, count] : strong) single += count == 1;
    const bool drawn = strong.size() >= 2 && single * 10 >= strong.size() * 8;
    for (Item& i : items_) {
      const auto it = strong.find(i.band);
      if (!drawn || it == strong.end() || it->second != 1) i.band = -1;
    }
    // What stands far from the row in its band is something else: the frame of a table ends at its foot.
    for (size_t row = 0; row < items_.size(); ++row) {
      if (!items_[row].strong || items_[row].band < 0) continue;
      const int band = items_[row].band;
      const auto is_far = [&](size_t a, size_t b) { return items_[a].band == band && Pitch(a, b) > kBandPitch; };
      size_t from = row, to = row + 1;
      while (from > 0 && items_[from - 1].band == band && !is_far(from - 1, from)) --from;
      while (to < items_.size() && items_[to].band == band && !is_far(to - 1, to)) ++to;
      for (size_t k = 0; k < items_.size(); ++k)
        if (items_[k].band == band && (k < from || k >= to)) items_[k].band = -1;
    }
  }

  bool InBand(size_t i) const { return items_[i].band >= 0; }

  double Pitch(size_t a, size_t b) const {
    const double em = std::max({items_[a].line->font_size, items_[b].line->font_size, 4.0});
    return (items_[b].line->baseline - items_[a].line->baseline) / em;
  }

  void Class(size_t i, LineClass c) { out_.classes.emplace_back(items_[i].line->index, c); }

  RawRow NewRow() const {
    RawRow row;
    row.columns.resize(head_.columns.size());
    row.panel = panel_;
    row.unit_below = section_unit_;
    return row;
  }

  void AddLine(RawRow& row, size_t i, bool with_name = true) {
    const Item& item = items_[i];
    if (const auto wrapped = WrappedResult(row, item)) {
      std::vector<Word> words = wrapped->first->words;
      words.insert(words.end(), wrapped->more->words.begin(), wrapped->more->words.end());
      std::string text = JoinWords(words, 0, words.size());
      Segment whole = MakeSegment(std::move(words), std::move(text), wrapped->first->line, context_);
      for (std::vector<Segment>& column : row.columns)
        if (!column.empty() && &column[0] == wrapped->first) column[0] = std::move(whole);
      row.lines.push_back(item.line->index);
      return;
    }
    for (size_t k = 0; k < item.fit.segments.size(); ++k) {
      const int c = item.fit.columns[k];
      const Segment& s = item.fit.segments[k];
      if (InBand(i) && !item.strong && c >= 0 && IsSideColumn(c) && !Wraps(s, c))
        continue;  // a remark in the row's frame
      if (c >= 0 && !row.columns[static_cast<size_t>(c)].empty() && OtherScript(s) &&
          static_cast<size_t>(c) == NameColumn())
        continue;
      if (c >= 0) {
        if (!with_name && head_.columns[static_cast<size_t>(c)].role == ColumnRole::kName) continue;
        row.columns[static_cast<size_t>(c)].push_back(s);
      } else if (with_name && OtherScript(s) && item.name != nullptr && s.box.x0 > item.name->box.x0 &&
                 (item.result == nullptr || s.box.x1 < item.result->box.x0)) {
        // The name once more in a second script: left out, since right-to-left text layers give its letters in any
        // order.
      } else if (c == kFloatingFlag) {
        if (!OfPrevious(s)) row.floating_flags.push_back(s);
      } else if (InTable(s) || s.IsUnit() || (s.IsRange() && !s.IsProse())) {
        row.left_over.push_back(s);
      }
    }
    row.lines.push_back(item.line->index);
    row.fit_cost += item.fit.cost;
    row.parts += static_cast<int>(item.fit.segments.size());
  }

  // A flag beside an earlier result says nothing about this one.
  bool OfPrevious(const Segment& flag) const {
    double nearest = 1e9;
    bool previous = false;
    for (const Column& c : head_.columns) {
      if (c.role != ColumnRole::kPrevious && !IsResultRole(c.role)) continue;
      const double distance = std::max({0.0, c.x0 - flag.box.x1, flag.box.x0 - c.x1});
      if (distance >= nearest) continue;
      nearest = distance;
      previous = c.role == ColumnRole::kPrevious;
    }
    return previous;
  }

  static bool OtherScript(const Segment& s) {
    return std::all_of(s.words.begin(), s.words.end(), [](const Word& w) { return IsOtherScript(w.text); });
  }

  size_t NameColumn() const {
    for (size_t c = 0; c < head_.columns.size(); ++c)
      if (head_.columns[c].role == ColumnRole::kName) return c;
    return 0;
  }

  // The first column of a role; the name's where there is none.
  size_t ColumnOf(ColumnRole role) const {
    for (size_t c = 0; c < head_.columns.size(); ++c)
      if (head_.columns[c].role == role) return c;
    return NameColumn();
  }
  size_t ResultColumn() const { return ColumnOf(ColumnRole::kResult); }
  size_t RangeColumn() const { return ColumnOf(ColumnRole::kRange); }

  // Words right of the last column are another text's, unless the columns were found from content.
  bool InTable(const Segment& s) const {
    if (head_.inferred) return true;
    double right = 0;
    for (const Column& c : head_.columns) right = std::max(right, c.x1);
    return s.box.x0 < right + 1.5 * s.font_size;
  }

  bool NameOnly(size_t i) const {
    const Item& item = items_[i];
    if (item.name == nullptr) return false;
    for (size_t k = 0; k < item.fit.segments.size(); ++k) {
      const int c = item.fit.columns[k];
      if (c >= 0 && head_.columns[static_cast<size_t>(c)].role != ColumnRole::kName) return false;
    }
    return true;
  }

  // A line that speaks: prose, a note, a label of the report's header.
  bool Speaks(size_t i) const {
    const Item& item = items_[i];
    for (const Segment& s : item.fit.segments)
      if (s.IsProse()) return true;
    const std::string& first = item.fit.segments.front().text;
    if (terminology::StartsComment(first)) return true;
    return false;
  }

  bool HeaderLine(size_t i) const {
    std::string first = items_[i].fit.segments.front().text;
    const size_t colon = first.find(':');
    if (colon != std::string::npos) first.resize(colon);
    while (!first.empty() && first.back() == ' ') first.pop_back();
    return terminology::LookUpHeaderLabel(first).has_value();
  }

  // A row as it stands on one line: a name and something in a result column that can be a result.
  bool IsRow(size_t i) const {
    const Item& item = items_[i];
    if (item.name == nullptr || item.result == nullptr) return false;
    if (!item.name->has_letter || item.name->IsProse() || IsHeaderField(item.name->text)) return false;
    if (!item.supported && EndsInFunctionWord(item.name->text)) return false;  // a sentence cut in two
    if (item.result->IsValue()) return true;
    if (head_.inferred) return false;
    if (item.result->IsProse() || item.result->has_date) return false;
    // A result cell with words left over, or free text, is a row (for a person) where unit or range stand beside it, or
    // where it is short, in its place, and next to rows.
    if (item.supported) return true;
    if (!item.in_place || item.result->word_count > 3) return false;
    return SidesEmpty(item) ? NextToRow(i) || Aligned(item) : NextToRow(i) && Aligned(item);
  }

  // Nothing stands under the heads of unit and range.
  bool SidesEmpty(const Item& item) const {
    for (size_t k = 0; k < item.fit.segments.size(); ++k)
      if (item.fit.columns[k] == kNoColumn ||
          (item.fit.columns[k] >= 0 && IsSideColumn(item.fit.columns[k]) && !item.fit.segments[k].is_flag))
        return false;
    return true;
  }

  // Name and result stand exactly where those of a sure row stand.
  bool Aligned(const Item& item) const {
    constexpr double kSameEdge = 1.5;
    const auto same = [](const Box& a, const Box& b) {
      return std::abs(a.x0 - b.x0) < kSameEdge || std::abs(a.x1 - b.x1) < kSameEdge ||
             std::abs(a.center_x() - b.center_x()) < kSameEdge;
    };
    return std::any_of(items_.begin(), items_.end(), [&](const Item& o) {
      return o.strong && std::abs(o.name->box.x0 - item.name->box.x0) < kSameEdge &&
             same(o.result->box, item.result->box);
    });
  }

  // "Triglycerides  <150 | 150-199 | 200-499 | >=500": limits of grades in every column, no unit where the table has
  // units.
  bool IsDecisionRow(size_t i) const {
    const Item& item = items_[i];
    const Segment* range = item.fit.In(head_, ColumnRole::kRange);
    if (item.result->result.value.comparator == Comparator::kNone || !head_.Has(ColumnRole::kUnit) || range == nullptr)
      return false;
    const Segment* unit = item.fit.In(head_, ColumnRole::kUnit);
    if ((unit != nullptr && unit->IsUnit()) || !range->range.unit_text.empty()) return false;
    int limits = 0;
    for (const Segment& s : item.fit.segments) limits += s.IsRange();
    return limits >= 3 || range->range.kind == fields::RangeKind::kBanded;
  }

  bool NextToRow(size_t i) const {
    constexpr double kRowPitch = 2.7;
    for (const size_t k : {i - 1, i - 2})
      if (k < i && items_[k].strong && Pitch(k, i) < kRowPitch) return true;
    return i + 1 < items_.size() && items_[i + 1].strong && Pitch(i, i + 1) < kRowPitch;
  }

  // Part of a table drawn with characters: "| Very High | <50 |". Recognition reads drawn lines so too; there the line
  // has to begin with one.
  bool Drawn(size_t i) const {
    const std::vector<Segment>& segments = items_[i].fit.segments;
    if (segments.front().words.front().origin == Origin::kOcr) return segments.front().text.front() == '|';
    return std::any_of(segments.begin(), segments.end(),
                       [](const Segment& s) { return s.text.front() == '|' || s.text.back() == '|'; });
  }

  // A row's name with a unit or a range and no result: the result is missing, or stands on the next line.
  bool IsRowWithoutResult(size_t i) const {
    const Item& item = items_[i];
    if (head_.inferred || item.name == nullptr || item.result != nullptr || !item.name->IsNameLike() || comment_ ||
        Speaks(i))
      return false;
    const Segment* unit = item.fit.In(head_, ColumnRole::kUnit);
    const Segment* range = item.fit.In(head_, ColumnRole::kRange);
    if (HeaderLine(i) && (unit == nullptr || range == nullptr)) return false;
    return (unit != nullptr && unit->IsUnit()) ||
           (range != nullptr && range->range.kind == fields::RangeKind::kNumeric);
  }

  // "5.4 High A   4.8   4.4": what fits no column because of a scrap behind it is a result of this time all the same.
  static bool HasFigureInNoColumn(const Item& item) {
    for (size_t k = 0; k < item.fit.segments.size(); ++k)
      if (item.fit.columns[k] == kNoColumn && item.fit.segments[k].result.value.kind == ValueKind::kQuantity &&
          !item.fit.segments[k].has_date)
        return true;
    return false;
  }

  // Words alone in the result column, in the type of a result.
  bool IsLooseResult(size_t i, size_t above) const {
    const Item& item = items_[i];
    return item.name == nullptr && item.result != nullptr && !item.result->IsProse() && item.result->word_count <= 6 &&
           item.fit.segments.size() == 1 && Pitch(above, i) <= kBelowPitch &&
           std::abs(item.line->font_size - items_[above].line->font_size) < 0.6;
  }

  // Nothing but a flag stands where the results do, or in the column of flags.
  bool HasOnlyAFlag(const Item& item) const {
    if (item.result != nullptr) return IsSign(item.result->text);
    const Segment* flag = item.fit.In(head_, ColumnRole::kFlag);
    return flag != nullptr && IsSign(flag->text);
  }

  void Emit(RawRow row) {
    for (RawRow& first : SplitResults(row, head_)) out_.rows.push_back(std::move(first));
    for (const size_t l : row.lines) out_.classes.emplace_back(l, LineClass::kRow);
    out_.rows.push_back(std::move(row));
  }

  // "Resultado: 104 mg/dL" under a name, and the labelled lines after it: a block (block_rows.h), no rows of a table
  // with heads. Such lines are left to its reader.
  bool InBlock(size_t i) {
    const std::vector<Segment>& segments = items_[i].line->segments;
    const auto label = ReadLabel(segments.front(), context_);
    if (label && label->role == ColumnRole::kResult) {
      block_ = label->value ? label->value->box.x0 : segments.size() > 1 ? segments[1].box.x0 : segments[0].box.x1;
      return true;
    }
    if (block_ && !label && segments.front().box.x0 < *block_ - segments.front().font_size) block_.reset();
    return block_.has_value();
  }

  size_t Take(size_t i) {
    if (!head_.inferred && InBlock(i)) {
      FlushNames();
      return i + 1;
    }
    if (InBand(i)) return TakeBand(i);
    Item& item = items_[i];
    if (item.line->heading) {
      FlushNames();
      Class(i, LineClass::kHeading);
      panel_ = item.line->segments.front().text;
      section_unit_.clear();
      comment_ = false;
      return i + 1;
    }
    if (item.fit.segments.empty()) return i + 1;

    if (Drawn(i)) {
      FlushNames();
      Class(i, LineClass::kGuideline);
      comment_ = true;
      return i + 1;
    }
    // "Pattern  +" with the result's words on the next line: the sign is the flag.
    if (item.name != nullptr && HasOnlyAFlag(item) && i + 1 < items_.size() && IsLooseResult(i + 1, i)) {
      RawRow row = NewRow();
      PrefixNames(row, i);
      row.panel = panel_;
      AddLine(row, i);
      AddLine(row, i + 1);
      Emit(std::move(row));
      return i + 2;
    }
    const bool guideline = comment_ && !item.supported && !item.in_place;
    if (item.strong || (IsRow(i) && !Speaks(i) && !HeaderLine(i) && !guideline && (item.supported || item.in_place))) {
      if (comment_ && !item.supported && item.result->result.value.comparator != Comparator::kNone) {
        Class(i, LineClass::kGuideline);  // "Desirable  <200" in a decision table
        return i + 1;
      }
      if (IsDecisionRow(i)) {
        Class(i, LineClass::kGuideline);
        comment_ = true;
        return i + 1;
      }
      if (item.strong && i > 0 && SecondResultOf(i - 1, i, *item.name)) {
        EmitSecondResult(i);
        return i + 1;
      }
      RawRow row = NewRow();
      row.in_comment = comment_ && !item.supported;
      PrefixNames(row, i);
      row.panel = panel_;
      if (i > 0 && GoesToNextRow(i - 1, i - 1)) AddLine(row, i - 1);
      AddLine(row, i);
      comment_ = false;
      size_t next = i + 1;
      size_t last = i;
      while (next < items_.size() && !InBand(next) && Continues(row, last, next)) {
        if (IsRangeLine(next))
          AddRangeBelow(row, next);
        else if (IsUnitLine(next))
          AddUnitBelow(row, next);
        else
          AddLine(row, next, !IsMethod(next));
        last = next++;
      }
      // A method under the name, and under that the rest of the result's words.
      if (next + 1 < items_.size() && !InBand(next + 1) && NameOnly(next) && Pitch(i, next + 1) <= kWrapPitch &&
          WrappedResult(row, items_[next + 1])) {
        Class(next, LineClass::kComment);
        AddLine(row, next + 1);
        next += 2;
      }
      Emit(std::move(row));
      return next;
    }
    if (IsRowWithoutResult(i)) {
      if (item.fit.In(head_, ColumnRole::kPrevious) != nullptr && !HasFigureInNoColumn(item)) {
        Class(i, LineClass::kPrevious);  // measured before, not this time
        return i + 1;
      }
      RawRow row = NewRow();
      PrefixNames(row, i);
      row.panel = panel_;
      AddLine(row, i);
      size_t next = i + 1;
      if (next < items_.size() && IsLooseResult(next, i)) AddLine(row, next++);
      Emit(std::move(row));
      return next;
    }
    if (Speaks(i)) {
      FlushNames();
      Class(i, LineClass::kComment);
      comment_ = true;
      return i + 1;
    }
    if (IsUnitLine(i) && !names_.empty() && names_.back() + 1 == i) {
      FlushNames();
      section_unit_ = {item.fit.segments[0]};
      Class(i, LineClass::kHeading);
      return i + 1;
    }
    if (NameOnly(i)) {
      if (comment_ && !LooksLikeHeading(i)) {
        Class(i, LineClass::kComment);
        return i + 1;
      }
      if (Parenthesised(item.name->text)) {
        Class(i, LineClass::kComment);
        return i + 1;
      }
      names_.push_back(i);
      if (LooksLikeHeading(i)) comment_ = false;
      return i + 1;
    }
    if (item.name == nullptr && item.result != nullptr && item.result->IsValue()) {
      if (i > 1 && names_.size() == 1 && names_.back() == i - 1 && SecondResultOf(i - 2, i, *items_[i - 1].name)) {
        names_.clear();
        Class(i - 1, LineClass::kComment);
        EmitSecondResult(i);
        return i + 1;
      }
      if (const size_t next = ValueBelow(i); next != i) return next;
      if (SecondResult(i)) return i + 1;
    }
    if (!names_.empty() && names_.back() + 1 == i && !comment_ && !LooksLikeHeading(names_.back()) &&
        IsLooseResult(i, names_.back())) {
      const size_t above = names_.back();
      names_.pop_back();
      FlushNames();
      RawRow row = NewRow();
      AddLine(row, above);
      AddLine(row, i);
      Emit(std::move(row));
      return i + 1;
    }
    FlushNames();
    Class(i, comment_ ? LineClass::kGuideline : LineClass::kComment);
    return i + 1;
  }

  // All lines of a drawn band are one row, but for a heading that has no line of its own above the first row.
  size_t TakeBand(size_t i) {
    const int band = items_[i].band;
    size_t strong = i;
    while (strong < items_.size() && items_[strong].band == band && !items_[strong].strong) ++strong;
    for (; i < strong && items_[i].name != nullptr && !LeadsInto(i, strong); ++i) {
      if (NameOnly(i))
        names_.push_back(i);
      else
        Class(i, LineClass::kHeading);
    }
    FlushNames();
    RawRow row = NewRow();
    size_t k = i;
    comment_ = false;
    for (; k < items_.size() && items_[k].band == band; ++k) {
      const Item& item = items_[k];
      if (k != i && IsRangeLine(k)) {
        AddRangeBelow(row, k);
        continue;
      }
      if (k != i && IsUnitLine(k)) {
        AddUnitBelow(row, k);
        continue;
      }
      const bool method = !item.strong && IsMethod(k);
      const bool other_type = item.name != nullptr && !item.strong && NameOnly(k) && !SameNameType(k, band);
      AddLine(row, k, !((method && k != i) || other_type));
    }
    Emit(std::move(row));
    return k;
  }

  // Is line `i`, above the row's own line `row`, the beginning of its wrapped name?
  bool LeadsInto(size_t i, size_t row) const {
    const Segment &upper = *items_[i].name, &name = *items_[row].name;
    if (!SameType(upper, name) || !NameOnly(i) || std::abs(upper.box.x0 - name.box.x0) > 3) return false;
    return Pitch(i, row) < 0.95 || EndsOpen(upper.text) || StartsLower(name.text);
  }

  // A line in smaller or paler type under a name is a method or a note.
  bool SameNameType(size_t k, int band) const {
    for (const Item& item : items_)
      if (item.band == band && item.strong) return SameType(*item.name, *items_[k].name);
    return true;
  }

  // Does line `k` go on with the row whose last line is `last`?
  bool Continues(const RawRow& row, size_t last, size_t k) const {
    const Item& item = items_[k];
    if (item.fit.segments.empty() || Pitch(last, k) > kWrapPitch) return false;
    if (IsRangeLine(k)) return row.range_below.empty();
    if (WrappedResult(row, item)) return true;
    if (item.strong || IsRow(k)) return false;
    // Words under the result are a remark; a result wraps only where both lines together are its words.
    if (item.result != nullptr) return false;
    if (IsRemark(item)) return false;
    if (IsUnitLine(k)) return true;
    if (GoesToNextRow(last, k)) return false;
    if (item.name != nullptr && !(IsMethod(k) && !NameOnly(k))) return NameContinues(row, k);
    // Only range, unit, method or note: wrapped cells of this row.
    for (size_t s = 0; s < item.fit.segments.size(); ++s)
      if (&item.fit.segments[s] != item.name && !Wraps(item.fit.segments[s], item.fit.columns[s])) return false;
    return true;
  }

  // The result that a cell of `item` goes on with, so that both lines are its words: "NON" over "REACTIVE", of which
  // the second alone would be a flag. Beside it at most a method stands, in another type than the name's.
  struct Wrapped {
    const Segment* first = nullptr;
    const Segment* more = nullptr;
  };
  std::optional<Wrapped> WrappedResult(const RawRow& row, const Item& item) const {
    const std::vector<Segment>& name = row.columns[NameColumn()];
    if (name.empty() || item.fit.segments.empty() || item.fit.segments.size() > 2) return std::nullopt;
    const Segment& more = item.fit.segments.back();
    if (item.fit.segments.size() == 2 && (item.name != &item.fit.segments[0] || SameType(name[0], *item.name)))
      return std::nullopt;
    for (size_t c = 0; c < head_.columns.size(); ++c) {
      if (!IsResultRole(head_.columns[c].role) || row.columns[c].size() != 1) continue;
      const Segment& first = row.columns[c][0];
      if (!first.has_digit && SameType(first, more) && first.box.OverlapX(more.box) > 0 &&
          terminology::LookUpResultWord(first.text + " " + more.text) == terminology::ResultWord::kOrdinal)
        return Wrapped{&first, &more};
    }
    return std::nullopt;
  }

  // A long line that begins under the name or the result.
  bool IsRemark(const Item& item) const {
    if (item.line->segments.size() != 1 || item.line->segments[0].word_count <= 6) return false;
    const double x = item.line->segments[0].box.x0;
    return std::any_of(head_.columns.begin(), head_.columns.end(), [&](const Column& c) {
      return c.role == ColumnRole::kRange && x < c.x0 - item.line->font_size;
    });
  }

  // "(CLIA)" in the name column: how the row above was measured.
  bool IsMethod(size_t k) const {
    const Segment* name = items_[k].name;
    if (name == nullptr || !Parenthesised(name->text)) return false;
    if (!Abbreviation(name->text) || methods_in_brackets_) return true;
    return k > 0 && items_[k - 1].name != nullptr && !SameType(*items_[k - 1].name, *name);  // in smaller type
  }

  // The first line of a reference or a unit that is centred on the next row stands above that row's own line.
  bool GoesToNextRow(size_t last, size_t k) const {
    if (k + 1 >= items_.size() || items_[k].name != nullptr || items_[k].result != nullptr) return false;
    const Item& next = items_[k + 1];
    const auto only_here = [&](ColumnRole role) {
      return items_[k].fit.In(head_, role) != nullptr && next.fit.In(head_, role) == nullptr;
    };
    return next.name != nullptr && next.result != nullptr &&
           (only_here(ColumnRole::kRange) || only_here(ColumnRole::kUnit)) && Pitch(k, k + 1) < 0.95 &&
           (last == k || Pitch(k, k + 1) < Pitch(last, k));
  }

  bool IsSideColumn(int c) const {
    const ColumnRole r = head_.columns[static_cast<size_t>(c)].role;
    return r == ColumnRole::kUnit || r == ColumnRole::kRange || r == ColumnRole::kFlag;
  }

  // Can this be the second line of a cell of its column? Remarks under a row are longer, or of another form.
  bool Wraps(const Segment& s, int column) const {
    if (column < 0) return false;
    const bool range = head_.columns[static_cast<size_t>(column)].role == ColumnRole::kRange;
    // What begins left of the results is more than a range: a row in one piece.
    const Column& result = head_.columns[ResultColumn()];
    if (range && result.role == ColumnRole::kResult && result.x1 < head_.columns[static_cast<size_t>(column)].x0 &&
        s.box.x0 < result.x0 - s.font_size && s.word_count > 1)
      return false;
    if (s.IsProse() && !(range && s.word_count < 14 && s.text.find_first_of("<>:=-") != std::string::npos))
      return false;
    switch (head_.columns[static_cast<size_t>(column)].role) {
      case ColumnRole::kUnit: return s.unit.confidence != terminology::UnitConfidence::kNone || s.word_count == 1;
      case ColumnRole::kRange: return s.has_digit || s.IsUnit() || s.word_count <= 4;
      case ColumnRole::kFlag: return s.is_flag;
      case ColumnRole::kMethod:
      case ColumnRole::kNote:
      case ColumnRole::kSpecimen: return true;
      default: return s.word_count <= 3;
    }
  }

  // "mg/dL" alone on a line, under a name or a heading.
  bool IsUnitLine(size_t i) const {
    const Item& item = items_[i];
    return item.fit.segments.size() == 1 && item.fit.segments[0].IsUnit() && item.fit.segments[0].text.size() > 1 &&
           !Parenthesised(item.fit.segments[0].text) && (item.name != nullptr || item.fit.columns[0] == kNoColumn);
  }

  // "[136-145 mmol/L]" under the name.
  bool IsRangeLine(size_t i) const {
    const Item& item = items_[i];
    if (item.line->segments.size() != 1) return false;
    const Segment& s = item.line->segments[0];
    return (s.IsRange() || s.range.kind == fields::RangeKind::kWords) &&
           (s.text.front() == '[' || s.text.front() == '(') && s.box.x0 < head_.columns[ResultColumn()].x0 &&
           RangeColumn() == NameColumn();
  }

  void AddRangeBelow(RawRow& row, size_t i) {
    row.range_below = items_[i].line->segments;
    row.lines.push_back(items_[i].line->index);
  }

  void AddUnitBelow(RawRow& row, size_t i) {
    row.unit_below = {items_[i].fit.segments[0]};
    row.lines.push_back(items_[i].line->index);
  }

  bool NameContinues(const RawRow& row, size_t k) const {
    const Segment& more = *items_[k].name;
    const std::vector<Segment>* name = nullptr;
    for (size_t c = 0; c < row.columns.size(); ++c)
      if (head_.columns[c].role == ColumnRole::kName && !row.columns[c].empty()) name = &row.columns[c];
    if (name == nullptr) return false;
    if (!SameType(name->back(), more)) return false;
    if (Parenthesised(more.text)) return Abbreviation(more.text) && !methods_in_brackets_;
    if (terminology::StartsComment(more.text)) return false;
    return EndsOpen(name->back().text) || StartsLower(more.text) || (wraps_names_ && TighterThanRows(k, name->back()));
  }

  // "Awakening" under "Cortisol": nearer to the row above than rows are to each other, flush left with its name, and
  // farther from what follows.
  bool TighterThanRows(size_t k, const Segment& name) const {
    constexpr double kSameEdge = 2, kTight = 0.7;  // points; of the distance of rows
    if (k == 0 || !NameOnly(k) || std::abs(items_[k].name->box.x0 - name.box.x0) > kSameEdge) return false;
    const double pitch = Pitch(k - 1, k);
    return pitch < kTight * row_pitch_ && (k + 1 == items_.size() || Pitch(k, k + 1) > pitch * 1.2);
  }

  // How far rows on one line stand apart, and whether tight lines under their names are rare: under most names they are
  // methods.
  void FindRowPitch() {
    constexpr size_t kFewestRows = 4;
    std::vector<double> pitches;
    for (size_t i = 1; i < items_.size(); ++i)
      if (items_[i].strong && items_[i - 1].strong) pitches.push_back(Pitch(i - 1, i));
    if (pitches.size() < kFewestRows) return;
    std::nth_element(pitches.begin(), pitches.begin() + static_cast<std::ptrdiff_t>(pitches.size() / 2), pitches.end());
    row_pitch_ = pitches[pitches.size() / 2];
    size_t rows = 0, tight = 0;
    for (size_t i = 0; i + 1 < items_.size(); ++i) {
      if (!items_[i].strong) continue;
      ++rows;
      tight += TighterThanRows(i + 1, *items_[i].name);
    }
    wraps_names_ = tight * 4 <= rows;
  }

  bool LooksLikeHeading(size_t i) const {
    const Segment& s = *items_[i].name;
    if (s.bold) return true;
    int upper = 0, lower = 0;
    for (const unsigned char c : s.text) {
      upper += std::isupper(c) != 0;
      lower += std::islower(c) != 0;
    }
    return lower == 0 && upper >= 3;
  }

  // A value line right under a name-only line, or centred between two lines of a wrapped name. Returns the next line,
  // or `i` when it is neither.
  size_t ValueBelow(size_t i) {
    if (names_.empty()) return i;
    const size_t above = names_.back();
    if (above + 1 != i || Pitch(above, i) > kBelowPitch) return i;
    const bool centred = Pitch(above, i) < 0.95;
    if (!items_[i].supported && !centred) return i;
    names_.pop_back();
    FlushNames();
    RawRow row = NewRow();
    AddLine(row, above);
    AddLine(row, i);
    size_t next = i + 1;
    if (centred && next < items_.size() && NameOnly(next) && Pitch(i, next) < 0.95) AddLine(row, next++);
    Emit(std::move(row));
    return next;
  }

  // The row above in a second unit: a value with its own unit and no name ("6,22 mmol/l" under "1,12 g/l").
  bool SecondResult(size_t i) {
    if (out_.rows.empty() || !names_.empty() || i == 0 || !items_[i].supported || comment_) return false;
    const RawRow& above = out_.rows.back();
    const auto in_row = [&](size_t k) {
      return std::find(above.lines.begin(), above.lines.end(), items_[k].line->index) != above.lines.end();
    };
    if (Pitch(i - 1, i) > 2.2 || !(in_row(i - 1) || (i > 1 && IsMethod(i - 1) && in_row(i - 2)))) return false;
    RawRow row = NewRow();
    for (size_t c = 0; c < head_.columns.size(); ++c)
      if (head_.columns[c].role == ColumnRole::kName) row.columns[c] = above.columns[c];
    AddLine(row, i);
    Emit(std::move(row));
    return true;
  }

  // "5,83 mmol/L  3,90 - 6,10" over "Hexokinase   1,05 g/L  0,70 - 1,10": is the value of line `i` the result of line
  // `above` in a second unit, and `method`, under the name in smaller type, no name? Value and limit stand to those
  // above in one ratio.
  bool SecondResultOf(size_t above, size_t i, const Segment& method) const {
    constexpr double kPitch = 3, kSmaller = 0.92, kSameRatio = 0.06;
    const Item &row = items_[above], &item = items_[i];
    if (!row.strong || out_.rows.empty() || out_.rows.back().lines.back() != row.line->index ||
        Pitch(above, i) > kPitch || method.font_size > kSmaller * row.name->font_size)
      return false;
    const auto number = [](const Item& o) { return o.result->result.value.number; };
    const auto limit = [&](const Item& o) {
      const Segment* range = o.fit.In(head_, ColumnRole::kRange);
      return range == nullptr ? std::nullopt : range->range.range.high;
    };
    if (!number(item) || !number(row) || !limit(item) || !limit(row)) return false;
    const double values = validation::AsDouble(*number(item)) / validation::AsDouble(*number(row));
    const double limits = validation::AsDouble(*limit(item)) / validation::AsDouble(*limit(row));
    return values > 0 && std::abs(values / limits - 1) < kSameRatio && std::abs(values - 1) > kSameRatio;
  }

  void EmitSecondResult(size_t i) {
    RawRow row = NewRow();
    row.columns[NameColumn()] = out_.rows.back().columns[NameColumn()];
    AddLine(row, i, false);
    Emit(std::move(row));
  }

  // Name-only lines above a row: the start of its wrapped name, or headings.
  void PrefixNames(RawRow& row, size_t i) {
    std::vector<size_t> mine;
    while (!names_.empty()) {
      const size_t above = names_.back();
      const size_t below = mine.empty() ? i : mine.back();
      if (above + 1 != below || Pitch(above, below) > kWrapPitch) break;
      const Segment& upper = *items_[above].name;
      const Segment& lower = *items_[below].name;
      if (!SameType(upper, lower) || !(EndsOpen(upper.text) || StartsLower(lower.text))) break;
      mine.push_back(above);
      names_.pop_back();
    }
    FlushNames();
    for (auto it = mine.rbegin(); it != mine.rend(); ++it) AddLine(row, *it);
  }

  void FlushNames() {
    for (const size_t i : names_) {
      Class(i, LineClass::kHeading);
      panel_ = items_[i].name->text;
      section_unit_.clear();
    }
    names_.clear();
  }

  const TableHead& head_;
  const std::vector<double>& edges_;
  std::string panel_;
  const ReadingContext& context_;
  std::vector<Item> items_;
  std::vector<size_t> names_;  // name-only lines whose role is still open
  std::vector<Segment> section_unit_;
  std::optional<double> block_;  // where the values of the block begin that the line above is of
  bool comment_ = false;
  bool methods_in_brackets_ = false;
  double row_pitch_ = 0;  // ems; 0: not known
  bool wraps_names_ = false;
  TableReading out_;
};

}  // namespace

TableReading ReadTable(const std::vector<LaneLine>& lines, const TableHead& head, const std::vector<double>& row_edges,
                       const std::string& panel, const ReadingContext& context) {
  return Reader(head, row_edges, panel, context).Read(lines);
}

}  // namespace labintake::generic
