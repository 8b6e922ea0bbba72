#include "extractors/fields/range_tokens.h"

#include <algorithm>
#include <array>
#include <utility>

#include "extractors/fields/age_unit.h"
#include "extractors/fields/comparator.h"
#include "extractors/fields/number_token.h"
#include "extractors/fields/titer.h"
#include "terminology/units.h"

namespace labintake::fields {
namespace {

struct Number {
  NumberToken token;
  size_t end = 0;
};

// One end of an age condition.
struct AgePoint {
  int count = 0;
  AgeUnit unit = AgeUnit::kNone;
};

int Days(const AgePoint& p) {
  switch (p.unit) {
    case AgeUnit::kYear: return p.count * 365;
    case AgeUnit::kMonth: return p.count * 30;
    case AgeUnit::kWeek: return p.count * 7;
    default: return p.count;
  }
}

class Tokenizer {
 public:
  Tokenizer(const NormalText& normal, size_t begin, size_t end, NumberStyle style)
      : normal_(normal),
        text_(std::string_view(normal.text()).substr(0, end)),
        lower_(std::string_view(normal.lower()).substr(0, end)),
        begin_(begin),
        end_(end),
        style_(style) {}

  std::vector<RangeItem> Run() {
    std::vector<RangeItem> items;
    for (size_t i = Skip(begin_); i < end_; i = Skip(i)) {
      RangeItem item;
      i = ScanItem(i, &item);
      items.push_back(std::move(item));
    }
    return items;
  }

 private:
  size_t Skip(size_t i) const {
    while (CharAt(text_, i) == ' ') ++i;
    return i;
  }

  std::optional<Number> NumberAt(size_t i, bool spaced) const {
    if (i >= end_) return std::nullopt;
    auto token = ScanNumberToken(text_.substr(i), spaced);
    if (!token) return std::nullopt;
    const size_t end = i + token->length;
    switch (GlueAt(text_, end)) {
      case Glue::kBad:
        if (CharAt(text_, end) != '+' || AgeUnitAt(Skip(end + 1)).unit == AgeUnit::kNone) return std::nullopt;
        break;
      case Glue::kLetters:
        if (UnitEnd(end) == 0 && AgeUnitAt(end).unit == AgeUnit::kNone) return std::nullopt;
        break;
      case Glue::kNone: break;
    }
    return Number{std::move(*token), end};
  }

  struct AgeWord {
    AgeUnit unit = AgeUnit::kNone;
    size_t end = 0;
  };

  AgeWord AgeUnitAt(size_t i) const {
    size_t end = i;
    while (IsLetter(CharAt(text_, end))) ++end;
    if (end == i) return {};
    // One letter in upper case is a sex or a flag.
    if (end - i == 1 && text_[i] != lower_[i]) return {};
    const char next = CharAt(text_, end);
    if (next == '/' || next == '*' || IsDigit(next)) return {};
    const AgeUnit unit = AgeUnitOf(lower_.substr(i, end - i));
    if (unit != AgeUnit::kNone && next == '.') ++end;
    return {unit, end};
  }

  size_t UnitEnd(size_t i) const {
    if (i >= end_) return 0;
    const size_t bytes = terminology::ScanUnit(normal_.Printed(i, end_));
    return bytes == 0 ? 0 : normal_.EndOf(i, bytes);
  }

  std::string Printed(size_t begin, size_t end) const { return std::string(normal_.Printed(begin, end)); }

  static std::optional<int> AgeCount(const Number& number) {
    const std::string& body = number.token.body;
    if (!number.token.exponent.empty() || body.size() > 4) return std::nullopt;
    int count = 0;
    for (const char c : body) {
      if (!IsDigit(c)) return std::nullopt;
      count = count * 10 + (c - '0');
    }
    return count;
  }

  size_t Finish(RangeItem* item, ItemKind kind, size_t begin, size_t end) const {
    item->kind = kind;
    item->begin = begin;
    item->end = end;
    return end;
  }

  // A unit behind the range that ends at `end`, unless it is the range's own already.
  size_t TakeUnit(RangeItem* item, size_t end) const {
    const size_t at = Skip(end);
    const size_t unit_end = UnitEnd(at);
    if (unit_end == 0) return end;
    if (item->unit.empty()) item->unit = Printed(at, unit_end);
    return unit_end;
  }

  static void SetAge(RangeItem* item, Comparator comparator, const AgePoint& p) {
    AgeSpan& age = item->age;
    const bool years = p.unit == AgeUnit::kYear;
    const int unit_days = Days({1, p.unit});
    switch (comparator) {
      case Comparator::kLess:
        if (years)
          age.high_years = p.count - 1;
        else
          age.high_days = Days(p);
        break;
      case Comparator::kLessEqual:
        if (years)
          age.high_years = p.count;
        else
          age.high_days = Days(p) + unit_days;
        break;
      case Comparator::kGreater:
        if (years)
          age.low_years = p.count + 1;
        else
          age.low_days = Days(p) + unit_days;
        break;
      case Comparator::kGreaterEqual:
        if (years)
          age.low_years = p.count;
        else
          age.low_days = Days(p);
        break;
      case Comparator::kNone:
        if (years)
          age.low_years = age.high_years = p.count;
        else
          age.low_days = Days(p), age.high_days = Days(p) + unit_days;
        break;
    }
  }

  static void SetAges(RangeItem* item, const AgePoint& low, const AgePoint& high) {
    if (low.unit == AgeUnit::kYear)
      item->age.low_years = low.count;
    else
      item->age.low_days = Days(low);
    if (high.unit == AgeUnit::kYear)
      item->age.high_years = high.count;
    else
      item->age.high_days = Days(high);
  }

  void SetBound(RangeItem* item, Comparator comparator, const Decimal& value) const {
    switch (comparator) {
      case Comparator::kLess:
        item->high = value;
        item->high_inclusive = false;
        break;
      case Comparator::kLessEqual: item->high = value; break;
      case Comparator::kGreater:
        item->low = value;
        item->low_inclusive = false;
        break;
      case Comparator::kGreaterEqual: item->low = value; break;
      case Comparator::kNone: break;
    }
  }

  // <1:40 and 1:<10 from `i` on; 0 for none.
  size_t ScanTiter(size_t i, Comparator comparator, RangeItem* item) const {
    const size_t begin = i;
    if (CharAt(text_, i) != '1') return 0;
    const bool slash = CharAt(text_, i + 1) == '/';
    if (!slash) i = Skip(i + 1) - 1;
    if (!slash && CharAt(text_, i + 1) != ':') return 0;
    i = Skip(i + 2);
    if (comparator == Comparator::kNone) {
      const auto inner = ScanComparator(lower_.substr(std::min(i, end_)), ComparatorUse::kResult);
      comparator = inner.comparator;
      i = Skip(i + inner.length);
    }
    const size_t digits = i;
    while (IsDigit(CharAt(text_, i))) ++i;
    const auto value = Decimal::Parse(text_.substr(digits, i - digits));
    if (!value || GlueAt(text_, i) == Glue::kBad || IsLetter(CharAt(text_, i))) return 0;
    if (slash && !IsDilution(text_.substr(digits, i - digits))) return 0;
    item->titer = true;
    SetBound(item, comparator, *value);
    return Finish(item, ItemKind::kRange, begin, i);
  }

  // "< 5 mg/dL", "up to 35", "> 60 years".
  size_t ScanOneSided(size_t begin, RangeItem* item) const {
    const auto comparator = ScanComparator(lower_.substr(begin), ComparatorUse::kRange);
    if (comparator.length == 0) return 0;
    const size_t at = Skip(begin + comparator.length);
    if (const size_t end = ScanTiter(at, comparator.comparator, item)) {
      item->begin = begin;
      return end;
    }
    for (const bool spaced : {style_.mark != DecimalMark::kPoint, false}) {
      const auto number = NumberAt(at, spaced);
      if (!number) continue;
      const AgeWord word = AgeUnitAt(Skip(number->end));
      if (const auto count = AgeCount(*number); word.unit != AgeUnit::kNone && count) {
        SetAge(item, comparator.comparator, {*count, word.unit});
        return Finish(item, ItemKind::kAge, begin, word.end);
      }
      const auto reading = ReadNumber(number->token, style_);
      if (!reading) continue;
      SetBound(item, comparator.comparator, reading->value);
      item->doubtful = reading->doubtful && !(number->token.spaced && style_.mark == DecimalMark::kComma);
      Finish(item, ItemKind::kRange, begin, number->end);
      return TakeUnit(item, number->end);
    }
    return 0;
  }

  // Between two bounds; where the second begins, 0 for none.
  size_t SeparatorEnd(size_t at) const {
    size_t i = Skip(at);
    const char c = CharAt(text_, i);
    if (c == '-' || c == '~') return Skip(i + 1);
    static constexpr auto kWords =
        std::to_array<std::string_view>({"to", "bis", "a", "tot", "t/m", "ate", "do", "al", "through", "thru"});
    if (i == at) return 0;
    for (const std::string_view word : kWords) {
      if (StartsWithAt(lower_, i, word) && CharAt(text_, i + word.size()) == ' ') return Skip(i + word.size());
    }
    return 0;
  }

  struct Bounds {
    Decimal low, high;
    bool doubtful = false;
  };

  // Whether this mark cannot be the document's when it prints such a number: 4,69 among points, 0.550 among commas.
  static bool Contradicts(const Number& n, DecimalMark mark) {
    const auto reading = ReadNumber(n.token, {mark});
    if (!reading) return true;
    const bool doubtful = reading->doubtful && !n.token.spaced;
    if (mark == DecimalMark::kPoint) return doubtful;
    const std::string& body = n.token.body;
    if (body.find(',') != std::string::npos) return doubtful;
    return body.find('.') != std::string::npos && !doubtful && std::count(body.begin(), body.end(), '.') == 1;
  }

  static std::optional<Bounds> ReadAs(const Number& low, const Number& high, DecimalMark mark) {
    const auto a = ReadNumber(low.token, {mark}), b = ReadNumber(high.token, {mark});
    if (!a || !b || a->value > b->value) return std::nullopt;
    return Bounds{a->value, b->value, false};
  }

  // Both bounds by the reading that keeps them in order.
  std::optional<Bounds> ReadBounds(const Number& low, const Number& high) const {
    const DecimalMark own = style_.mark == DecimalMark::kComma ? DecimalMark::kComma : DecimalMark::kPoint;
    const DecimalMark other = own == DecimalMark::kComma ? DecimalMark::kPoint : DecimalMark::kComma;
    const bool known = style_.mark != DecimalMark::kUnknown;
    const bool own_fits = !Contradicts(low, own) && !Contradicts(high, own);
    const bool other_fits = !Contradicts(low, other) && !Contradicts(high, other);
    auto a = ReadAs(low, high, own), b = ReadAs(low, high, other);
    std::optional<Bounds> out;
    if (a && b && a->low == b->low && a->high == b->high) {
      out = a;
      // As for one number: 3,5 in a document of points is not to be believed at once, 3.5 among commas is.
      out->doubtful = style_.mark == DecimalMark::kPoint && !own_fits;
    } else if (a && own_fits && (!b || !other_fits)) {
      out = a;
    } else if (b && other_fits && (!a || !own_fits)) {
      out = b;
      out->doubtful = known;
    } else if (a && b) {
      out = a;
      const bool sure = known && !ReadNumber(low.token, style_)->doubtful && !ReadNumber(high.token, style_)->doubtful;
      out->doubtful = !sure;
    } else {
      out = a ? a : b;
      if (out) out->doubtful = true;
    }
    const bool spaced = low.token.spaced || high.token.spaced;
    if (out && spaced && style_.mark == DecimalMark::kUnknown) out->doubtful = true;
    return out;
  }

  // What begins with a number: "3.4-10.8", "0.2 or less", "18 to 150 years", "0".
  size_t ScanFromNumber(size_t begin, RangeItem* item) const {
    for (const bool spaced : {style_.mark != DecimalMark::kPoint, false}) {
      const auto low = NumberAt(begin, spaced);
      if (!low) continue;
      const AgeWord low_age = AgeUnitAt(Skip(low->end));
      size_t low_end = low->end;
      std::string unit;
      if (low_age.unit != AgeUnit::kNone) {
        low_end = low_age.end;
      } else if (const size_t at = Skip(low->end); const size_t unit_end = UnitEnd(at)) {
        unit = Printed(at, unit_end);
        low_end = unit_end;
      }
      if (const size_t at = SeparatorEnd(low_end)) {
        const auto high = NumberAt(at, spaced);
        if (high) {
          const AgeWord high_age = AgeUnitAt(Skip(high->end));
          const auto low_count = AgeCount(*low), high_count = AgeCount(*high);
          if (high_age.unit != AgeUnit::kNone && low_count && high_count) {
            const AgeUnit low_unit = low_age.unit == AgeUnit::kNone ? high_age.unit : low_age.unit;
            SetAges(item, {*low_count, low_unit}, {*high_count, high_age.unit});
            return Finish(item, ItemKind::kAge, begin, high_age.end);
          }
          if (low_age.unit == AgeUnit::kNone) {
            const auto bounds = ReadBounds(*low, *high);
            if (!bounds && spaced) continue;
            item->broken = !bounds.has_value();
            if (bounds) {
              item->low = bounds->low;
              item->high = bounds->high;
              item->doubtful = bounds->doubtful;
            }
            item->unit = unit;
            // "40%-80%", "40 % - 80": the bounds and what stands between them.
            if (unit == "%") item->text = Printed(begin, low->end) + Printed(low_end, high->end);
            Finish(item, ItemKind::kRange, begin, high->end);
            const size_t own_begin = Skip(high->end), own_end = UnitEnd(own_begin);
            if (own_end == 0) return high->end;
            if (unit.empty()) item->unit = Printed(own_begin, own_end);
            if (!unit.empty() && Printed(own_begin, own_end) != unit) item->broken = true;
            // "70 mg/dL - 99 mg/dL": the unit stands on both sides and so within the range.
            if (!unit.empty()) item->end = own_end;
            return own_end;
          }
        }
      }
      if (low_age.unit != AgeUnit::kNone && AgeCount(*low)) {
        const auto trailing = ScanTrailingComparator(lower_.substr(std::min(Skip(low_age.end), end_)));
        SetAge(item, trailing.comparator, {*AgeCount(*low), low_age.unit});
        const size_t end = trailing.length > 0 ? Skip(low_age.end) + trailing.length : low_age.end;
        return Finish(item, ItemKind::kAge, begin, end);
      }
      if (CharAt(text_, low->end) == '+') {  // 18+ years
        const AgeWord word = AgeUnitAt(Skip(low->end + 1));
        const auto count = AgeCount(*low);
        if (!count) return 0;
        SetAge(item, Comparator::kGreaterEqual, {*count, word.unit});
        return Finish(item, ItemKind::kAge, begin, word.end);
      }
      const auto reading = ReadNumber(low->token, style_);
      if (!reading || low->token.spaced) continue;
      item->doubtful = reading->doubtful;
      item->unit = unit;
      const size_t tail = Skip(low_end);
      const auto trailing = ScanTrailingComparator(lower_.substr(std::min(tail, end_)));
      if (trailing.length > 0) {
        SetBound(item, trailing.comparator, reading->value);
        Finish(item, ItemKind::kRange, begin, tail + trailing.length);
        return TakeUnit(item, tail + trailing.length);
      }
      item->single = true;
      item->low = item->high = reading->value;
      Finish(item, ItemKind::kRange, begin, low->end);
      return low_end;
    }
    return 0;
  }

  // "nd-0.90": from what cannot be detected.
  size_t ScanFromUndetected(size_t begin, RangeItem* item) const {
    for (const std::string_view word : {"n.d.", "nd", "bdl"}) {
      if (!StartsWithAt(lower_, begin, word)) continue;
      const size_t dash = Skip(begin + word.size());
      if (CharAt(text_, dash) != '-') continue;
      const auto high = NumberAt(Skip(dash + 1), false);
      const auto reading = high ? ReadNumber(high->token, style_) : std::nullopt;
      if (!reading) continue;
      item->high = reading->value;
      item->doubtful = reading->doubtful;
      Finish(item, ItemKind::kRange, begin, high->end);
      return TakeUnit(item, high->end);
    }
    return 0;
  }

  size_t ScanItem(size_t i, RangeItem* item) const {
    const char c = text_[i];
    if (const size_t end = ScanOneSided(i, item)) return end;
    if (const size_t end = ScanTiter(i, Comparator::kNone, item)) {
      item->single = !item->low && !item->high;
      return end;
    }
    const bool number = IsDigit(c) || c == '.' || ((c == '-' || c == '+') && CharAt(text_, i + 1) != ' ');
    if (number) {
      if (const size_t end = ScanFromNumber(i, item)) return end;
    }
    if (c == 'n' || c == 'N' || c == 'b' || c == 'B') {
      if (const size_t end = ScanFromUndetected(i, item)) return end;
    }
    if (const size_t end = UnitEnd(i)) {
      item->unit = Printed(i, end);
      return Finish(item, ItemKind::kUnit, i, end);
    }
    switch (c) {
      case ':': return Finish(item, ItemKind::kColon, i, i + 1);
      case ',': return Finish(item, ItemKind::kComma, i, i + 1);
      case '/': return Finish(item, ItemKind::kSlash, i, i + 1);
      case ';':
      case '|': return Finish(item, ItemKind::kBar, i, i + 1);
      case '-':
      case '~': return Finish(item, ItemKind::kDash, i, i + 1);
      case '(':
      case '[': return Finish(item, ItemKind::kOpen, i, i + 1);
      case ')':
      case ']': return Finish(item, ItemKind::kClose, i, i + 1);
      default: break;
    }
    size_t end = i + 1;
    while (end < end_ && std::string_view(" ()[]:;|,").find(text_[end]) == std::string_view::npos) ++end;
    return Finish(item, ItemKind::kWord, i, end);
  }

  const NormalText& normal_;
  const std::string_view text_, lower_;
  const size_t begin_, end_;
  const NumberStyle style_;
};

}  // namespace

std::vector<RangeItem> TokenizeRange(const NormalText& text, size_t begin, size_t end, NumberStyle style) {
  return Tokenizer(text, begin, end, style).Run();
}

}  // namespace labintake::fields
