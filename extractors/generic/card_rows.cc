#include "extractors/generic/card_rows.h"

#include <algorithm>
#include <cmath>
#include <optional>

#include "extractors/generic/block_rows.h"

namespace labintake::generic {

using terminology::ColumnRole;

namespace {

constexpr size_t kNameColumn = 0, kResultColumn = 1, kUnitColumn = 2, kRangeColumn = 3;
constexpr double kSameEdge = 4;      // points between the left edges of a name and of what stands under it
constexpr double kUnderPitch = 2.3;  // ems from a name to the line under it
constexpr double kCardHeight = 90;   // points; a result further away belongs to something else

struct Anchor {
  const LaneLine* name_line = nullptr;
  const Segment* name = nullptr;
  const LaneLine* under_line = nullptr;
  std::optional<Segment> unit, range;
  const Segment* value = nullptr;  // a result with its unit, right under the name
  bool labelled = false;           // "Normal range: ...", "Unit: ..."
};

std::optional<Segment> UnitOf(const Segment& s, const ReadingContext& context) {
  if (s.IsUnit()) return s;
  if (s.text.size() < 3 || s.text.front() != '(' || s.text.back() != ')' || s.word_count != 1) return std::nullopt;
  std::vector<Word> words = s.words;
  words[0].text = s.text.substr(1, s.text.size() - 2);
  std::string text = words[0].text;
  Segment inner = MakeSegment(std::move(words), std::move(text), s.line, context);
  return inner.IsUnit() ? std::optional(inner) : std::nullopt;
}

class Reader {
 public:
  Reader(const std::vector<LaneLine>& lines, double page_width, const ReadingContext& context)
      : lines_(lines), page_width_(page_width), context_(context) {}

  CardReading Read() {
    for (const ColumnRole role : {ColumnRole::kName, ColumnRole::kResult, ColumnRole::kUnit, ColumnRole::kRange}) {
      Column c;
      c.role = role;
      out_.head.columns.push_back(c);
    }
    for (size_t k = 1; k < lines_.size(); ++k)
      for (const Segment& s : lines_[k].segments) FindAnchor(k, s);
    // A number under a word is common; a page of cards has many of them side by side or in step.
    const auto values =
        std::count_if(anchors_.begin(), anchors_.end(), [](const Anchor& a) { return a.value != nullptr; });
    if (values < 4) std::erase_if(anchors_, [](const Anchor& a) { return a.value != nullptr; });
    if (anchors_.size() < 2) return {};
    for (const Anchor& a : anchors_) Card(a);
    if (out_.rows.size() < 2) return {};
    return std::move(out_);
  }

 private:
  void FindAnchor(size_t k, const Segment& s) {
    Anchor a;
    a.under_line = &lines_[k];
    a.unit = UnitOf(s, context_);
    if (!a.unit && s.IsNumericValue() &&
        terminology::LookUpUnit(s.result.unit_text).confidence == terminology::UnitConfidence::kKnown) {
      a.value = &s;
    } else if (!a.unit) {
      const auto label = ReadLabel(s, context_);
      if (!label || !label->value) return;
      if (label->role == ColumnRole::kRange)
        a.range = label->value;
      else if (label->role == ColumnRole::kUnit)
        a.unit = label->value;
      else
        return;
      a.labelled = true;
    }
    for (size_t above = k; above-- > 0;) {
      const LaneLine& l = lines_[above];
      const double pitch = lines_[k].baseline - l.baseline;
      if (pitch > kUnderPitch * std::max(l.font_size, s.font_size) + 2) return;
      for (const Segment& n : l.segments) {
        if (!n.IsNameLike() || n.word_count > 8 || std::abs(n.box.x0 - s.box.x0) > kSameEdge || n.text.back() == ':')
          continue;
        a.name = &n;
        a.name_line = &l;
        anchors_.push_back(std::move(a));
        return;
      }
    }
  }

  struct Extent {
    double right = 0, top = 0, bottom = 0;
  };

  // The card reaches right to the next card of its height, up and down to the next cards of its lane.
  Extent ExtentOf(const Anchor& a) const {
    Extent e{page_width_, a.name_line->baseline - kCardHeight, a.under_line->baseline + kCardHeight};
    for (const Anchor& o : anchors_) {
      if (&o == &a) continue;
      if (o.name->box.x0 > a.name->box.x1 && std::abs(o.name_line->baseline - a.name_line->baseline) < kCardHeight)
        e.right = std::min(e.right, o.name->box.x0 - 2);
      if (std::abs(o.name->box.x0 - a.name->box.x0) > kSameEdge) continue;
      if (o.name_line->baseline < a.name_line->baseline)
        e.top = std::max(e.top, o.under_line->baseline + 1);
      else
        e.bottom = std::min(e.bottom, o.name_line->baseline - 1);
    }
    return e;
  }

  // Name, "94 mg/dL" under it, a flag beside either, and perhaps "Optimal zone 65 - 90" or "Range: 65 - 90" further
  // down, at the edge of the name.
  void ValueCard(const Anchor& a) {
    RawRow row;
    row.columns.resize(out_.head.columns.size());
    row.columns[kNameColumn].push_back(*a.name);
    row.columns[kResultColumn].push_back(*a.value);
    row.lines = {a.name_line->index, a.under_line->index};
    row.parts = 2;
    const auto [right, top, bottom] = ExtentOf(a);
    for (const LaneLine& l : lines_) {
      if (l.baseline < a.name_line->baseline || l.baseline > bottom) continue;
      const bool beside = l.index == a.name_line->index || l.index == a.under_line->index;
      for (const Segment& s : l.segments) {
        if (&s == a.name || &s == a.value || s.box.x0 < a.name->box.x0 - kSameEdge || s.box.x1 > right) continue;
        if (beside)
          (s.is_flag ? row.floating_flags : row.left_over).push_back(s);
        else if (l.baseline > a.under_line->baseline && std::abs(s.box.x0 - a.name->box.x0) <= kSameEdge)
          TakeRange(s, row);
      }
    }
    out_.rows.push_back(std::move(row));
  }

  void TakeRange(const Segment& s, RawRow& row) const {
    constexpr size_t kMostWordsBefore = 3;
    if (!row.columns[kRangeColumn].empty()) return;
    for (size_t w = 0; w < s.words.size() && w <= kMostWordsBefore; ++w) {
      Segment tail = Slice(s, w, s.words.size(), context_);
      if (tail.range.kind != fields::RangeKind::kNumeric || !tail.IsRange()) continue;
      row.columns[kRangeColumn].push_back(std::move(tail));
      row.lines.push_back(s.line);
      return;
    }
  }

  // Words count as a result only where a label says that this is a card.
  static bool IsResult(const Segment& s, bool labelled) {
    if (s.IsNumericValue()) return labelled || !s.IsRange();
    return labelled && s.IsValue();
  }

  void Card(const Anchor& a) {
    if (a.value != nullptr) {
      ValueCard(a);
      return;
    }
    auto [right, top, bottom] = ExtentOf(a);
    // Beside a bare unit the result stands above it or on its line, and the scale below; under a label it stands below.
    if (!a.labelled)
      bottom = std::min(bottom, a.under_line->baseline + 0.5 * a.unit->font_size);
    else
      top = a.under_line->baseline + 1;

    // The line nearest to the name that has a number has the result; scales and neighbours are further away.
    const double middle = !a.labelled ? (a.name_line->baseline + a.under_line->baseline) / 2 : a.under_line->baseline;
    std::vector<const Segment*> values, ranges;
    double nearest = kCardHeight;
    for (const LaneLine& l : lines_) {
      if (l.baseline < top || l.baseline > bottom || std::abs(l.baseline - middle) > nearest) continue;
      std::vector<const Segment*> here;
      for (const Segment& s : l.segments)
        if (s.box.x0 >= a.name->box.x0 - kSameEdge && s.box.x1 <= right && &s != a.name && IsResult(s, a.labelled))
          here.push_back(&s);
      if (here.empty()) continue;
      nearest = std::abs(l.baseline - middle);
      values = std::move(here);
    }
    for (const LaneLine& l : lines_) {
      if (l.baseline < a.under_line->baseline - 12 || l.baseline > a.under_line->baseline + 26) continue;
      for (const Segment& s : l.segments)
        if (s.box.x0 > a.name->box.x0 && s.box.x1 < right && s.IsRange() && !a.range &&
            s.range.kind == fields::RangeKind::kNumeric)
          ranges.push_back(&s);
    }
    if (values.empty()) return;
    RawRow row;
    row.columns.resize(out_.head.columns.size());
    row.columns[kNameColumn].push_back(*a.name);
    row.columns[kResultColumn].push_back(*values.front());
    for (size_t i = 1; i < values.size(); ++i) row.left_over.push_back(*values[i]);
    for (const LaneLine& l : lines_) {
      if (l.index != values.front()->line) continue;
      for (const Segment& s : l.segments)
        if (s.box.x0 > values.front()->box.x1 && s.box.x1 <= right && !IsResult(s, a.labelled) && !s.IsRange() &&
            (s.is_flag || a.labelled))
          (s.is_flag ? row.floating_flags : row.left_over).push_back(s);
    }
    if (a.unit) row.columns[kUnitColumn].push_back(*a.unit);
    if (a.range) row.columns[kRangeColumn].push_back(*a.range);
    if (ranges.size() == 1 && !a.labelled) row.columns[kRangeColumn].push_back(*ranges.front());
    row.lines = {a.name_line->index, a.under_line->index};
    row.lines.push_back(values.front()->line);
    row.parts = 3;
    out_.rows.push_back(std::move(row));
  }

  const std::vector<LaneLine>& lines_;
  double page_width_;
  const ReadingContext& context_;
  std::vector<Anchor> anchors_;
  CardReading out_;
};

}  // namespace

CardReading ReadCards(const std::vector<LaneLine>& lines, double page_width, const ReadingContext& context) {
  return Reader(lines, page_width, context).Read();
}

}  // namespace labintake::generic
