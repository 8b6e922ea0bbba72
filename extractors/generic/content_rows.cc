#include "extractors/generic/content_rows.h"

#include <algorithm>
#include <cctype>
#include <iterator>

namespace labintake::generic {

using terminology::ColumnRole;

namespace {

// A bare mass or amount is a dose; a result is a concentration, a share, a count or a size.
bool IsDoseUnit(const std::string& ucum) {
  static const char* const kDoses[] = {"mg", "g", "ug", "kg", "mL", "L", "[IU]", "[iU]", "U"};
  return std::any_of(std::begin(kDoses), std::end(kDoses), [&](const char* d) { return ucum == d; });
}

// "Valores de referência: 70 a", "Collected:", "Result": what stands behind is no result of a test of that name.
bool IsLabel(const std::string& text) {
  std::string label = text.substr(0, text.find(':'));
  while (!label.empty() && (label.back() == ' ' || label.back() == '.')) label.pop_back();
  return terminology::LookUpColumnHead(label).has_value() || terminology::LookUpHeaderLabel(label).has_value() ||
         terminology::StartsComment(label);
}

// The same result in another unit: "49 %" and "2.5 x10^9/L".
bool SecondUnit(const Segment& first, const Segment& second) {
  const auto known = [](const Segment& s) {
    return s.IsNumericValue() &&
           terminology::LookUpUnit(s.result.unit_text).confidence == terminology::UnitConfidence::kKnown;
  };
  return known(first) && known(second) && first.result.unit_text != second.result.unit_text;
}

// "SUFFICIENCY : 30-100 ng/mL TOXICITY": a unit inside shows that the words are not one name.
bool HoldsUnit(const Segment& s) {
  return std::any_of(s.words.begin(), s.words.end(), [](const Word& w) {
    return w.text.find('/') != std::string::npos &&
           terminology::LookUpUnit(w.text).confidence == terminology::UnitConfidence::kKnown;
  });
}

}  // namespace

std::optional<ContentRow> FindContentRow(const std::vector<Segment>& segments) {
  ContentRow row;
  for (size_t i = 0; i < segments.size(); ++i) {
    const Segment& s = segments[i];
    const int at = static_cast<int>(i);
    if (row.name < 0) {
      if (s.text.find(':') != std::string::npos && IsLabel(s.text)) continue;  // a header's field beside the table
      if (s.IsNameLike() && !HoldsUnit(s) && !EndsInFunctionWord(s.text))
        row.name = at;
      else if (!s.is_flag && !s.IsNumericValue())
        return std::nullopt;
      continue;
    }
    if (row.value < 0 && (s.IsNumericValue() || (s.IsValue() && s.result.value.kind == ValueKind::kOrdinal)))
      row.value = at;
    else if (row.flag < 0 && s.is_flag)
      row.flag = at;
    else if (row.unit < 0 && s.IsUnit())
      row.unit = at;
    else if (row.range < 0 && (s.IsRange() || (row.value >= 0 && s.range.kind == fields::RangeKind::kWords)))
      row.range = at;
    else if (s.IsProse())
      return std::nullopt;
    else if (row.value >= 0 && SecondUnit(segments[static_cast<size_t>(row.value)], s))
      continue;
    else
      ++row.others;
  }
  if (row.name < 0 || row.value < 0) return std::nullopt;
  const Segment& value = segments[static_cast<size_t>(row.value)];
  // A word is a result only beside the word that is expected; a label of the header is a test only beside a range
  // ("pH  5.0  4.6-8.0").
  if (!value.IsNumericValue() && (row.range < 0 || row.others > 0)) return std::nullopt;
  if (row.range < 0 && IsLabel(segments[static_cast<size_t>(row.name)].text)) return std::nullopt;
  const std::string ucum = row.unit >= 0 ? segments[static_cast<size_t>(row.unit)].unit.ucum
                                         : terminology::LookUpUnit(value.result.unit_text).ucum;
  const bool unit = (row.unit >= 0 || !value.result.unit_text.empty()) && !IsDoseUnit(ucum);
  if (!unit && row.range < 0) return std::nullopt;
  // "Adult  <=3.0 mg/L" with nothing beside it is a limit, not a result.
  if (value.result.value.comparator != Comparator::kNone && !unit) {
    if (row.range < 0) return std::nullopt;
    const ReferenceRange& r = segments[static_cast<size_t>(row.range)].range.range;
    if (!r.low || !r.high) return std::nullopt;
  }
  if (row.range < 0 && value.result.value.comparator != Comparator::kNone) return std::nullopt;
  return row;
}

bool LooksLikeResult(const std::vector<Segment>& segments) {
  bool name = false, number = false, support = false;
  for (const Segment& s : segments) {
    if (s.IsProse()) return false;
    if (!name) {
      name = s.IsNameLike() && !IsLabel(s.text) && !EndsInFunctionWord(s.text);
      if (!name && !s.is_flag) return false;
      continue;
    }
    if (!number && s.result.value.kind == ValueKind::kQuantity && !s.IsRange()) {
      number = true;
      support = terminology::LookUpUnit(s.result.unit_text).confidence == terminology::UnitConfidence::kKnown &&
                !IsDoseUnit(terminology::LookUpUnit(s.result.unit_text).ucum);
    } else if (s.IsRange() || (s.IsUnit() && !IsDoseUnit(s.unit.ucum)))
      support = true;
  }
  return name && number && support;
}

bool HasPairShape(const std::vector<Segment>& segments) {
  if (segments.size() != 2) return false;
  const Segment &name = segments[0], &value = segments[1];
  return name.IsNameLike() && name.word_count <= 6 && name.text.find(':') == std::string::npos &&
         !EndsInFunctionWord(name.text) && !value.IsProse() && value.word_count <= 6 && !value.has_date;
}

bool IsPair(const std::vector<Segment>& segments) {
  return HasPairShape(segments) && segments[1].IsValue() && segments[1].result.value.kind != ValueKind::kNotDone;
}

std::vector<Segment> CutRunOn(const Segment& s, const ReadingContext& context) {
  const size_t n = s.words.size();
  if (n < 3 || n > 24 || s.IsProse()) return {};
  const auto numeric_start = [](const std::string& t) {
    return !t.empty() && (std::isdigit(static_cast<unsigned char>(t[0])) != 0 ||
                          ((t[0] == '<' || t[0] == '>') && t.size() > 1) || (t[0] == '.' && t.size() > 1));
  };
  for (size_t i = 1; i < n && i <= 10; ++i) {
    if (!numeric_start(s.words[i].text)) continue;
    Segment name = Slice(s, 0, i, context);
    const size_t colon = name.text.find(':');
    if (!name.IsNameLike() || IsLabel(name.text) || HoldsUnit(name) || EndsInFunctionWord(name.text) ||
        (colon != std::string::npos && colon + 1 < name.text.size()))
      return {};
    // The longest value (with unit and flag) such that the rest is a range or nothing.
    for (size_t k = n; k > i; --k) {
      Segment value = Slice(s, i, k, context);
      if (!value.IsNumericValue()) continue;
      if (k == n) {
        if (value.result.unit_text.empty()) continue;
        return {std::move(name), std::move(value)};
      }
      Segment rest = Slice(s, k, n, context);
      if (rest.range.kind == fields::RangeKind::kNumeric || rest.range.kind == fields::RangeKind::kTiter)
        return {std::move(name), std::move(value), std::move(rest)};
    }
  }
  return {};
}

std::optional<TableHead> InferHead(const std::vector<LaneLine>& lines, int min_rows) {
  struct Extent {
    double x0 = 1e9, x1 = -1e9;
    int count = 0;
    void Add(const Box& b) {
      x0 = std::min(x0, b.x0);
      x1 = std::max(x1, b.x1);
      ++count;
    }
  };
  Extent name, value, unit, range, flag;
  int rows = 0;
  for (const LaneLine& l : lines) {
    const auto row = FindContentRow(l.segments);
    if (!row) continue;
    ++rows;
    const auto add = [&](Extent& e, int i) {
      if (i >= 0) e.Add(l.segments[static_cast<size_t>(i)].box);
    };
    add(name, row->name);
    add(value, row->value);
    add(unit, row->unit);
    add(range, row->range);
    add(flag, row->flag);
  }
  if (rows < min_rows) return std::nullopt;
  TableHead head;
  head.inferred = true;
  const auto column = [&](const Extent& e, ColumnRole role) {
    if (e.count == 0) return;
    Column c;
    c.role = role;
    c.x0 = e.x0;
    c.x1 = e.x1;
    head.columns.push_back(c);
  };
  column(name, ColumnRole::kName);
  column(value, ColumnRole::kResult);
  column(unit, ColumnRole::kUnit);
  column(range, ColumnRole::kRange);
  column(flag, ColumnRole::kFlag);
  std::stable_sort(head.columns.begin(), head.columns.end(),
                   [](const Column& a, const Column& b) { return a.x0 + a.x1 < b.x0 + b.x1; });
  return head;
}

int CountPairs(const std::vector<Segment>& segments) {
  int pairs = 0;
  for (size_t i = 0; i + 1 < segments.size(); ++i)
    pairs += segments[i].IsNameLike() && segments[i + 1].IsValue() && segments[i + 1].word_count <= 2;
  return pairs;
}

std::vector<TableHead> InferLanes(const std::vector<LaneLine>& lines, int min_rows, double page_width) {
  struct Lane {
    double name_x0 = 0, name_x1 = 0, value_x0 = 0, value_x1 = 0;
    int pairs = 0;
  };
  constexpr double kSameEdge = 4;  // points; names of one list begin at one x, or are indented by less
  std::vector<Lane> lanes;
  for (const LaneLine& l : lines) {
    for (size_t i = 0; i + 1 < l.segments.size(); ++i) {
      const Segment &name = l.segments[i], &value = l.segments[i + 1];
      if (!name.IsNameLike() || !value.IsValue() || value.word_count > 2) continue;
      auto lane = std::find_if(lanes.begin(), lanes.end(),
                               [&](const Lane& x) { return std::abs(x.name_x0 - name.box.x0) < kSameEdge; });
      if (lane == lanes.end()) {
        lanes.push_back({name.box.x0, name.box.x1, value.box.x0, value.box.x1, 1});
        continue;
      }
      lane->name_x1 = std::max(lane->name_x1, name.box.x1);
      lane->value_x0 = std::min(lane->value_x0, value.box.x0);
      lane->value_x1 = std::max(lane->value_x1, value.box.x1);
      ++lane->pairs;
    }
  }
  std::erase_if(lanes, [&](const Lane& l) { return l.pairs < min_rows || l.value_x0 < l.name_x0 + 10; });
  std::sort(lanes.begin(), lanes.end(), [](const Lane& a, const Lane& b) { return a.name_x0 < b.name_x0; });
  // Lists side by side do not overlap.
  for (size_t i = 0; i + 1 < lanes.size(); ++i)
    if (lanes[i].value_x1 > lanes[i + 1].name_x0) return {};
  if (lanes.size() < 2) return {};
  std::vector<TableHead> heads;
  for (size_t i = 0; i < lanes.size(); ++i) {
    const double x0 = i == 0 ? 0 : lanes[i].name_x0 - 5;
    const double x1 = i + 1 < lanes.size() ? lanes[i + 1].name_x0 - 5 : page_width;
    std::vector<LaneLine> strip = Strip(lines, x0, x1);
    TableHead head;
    if (std::optional<TableHead> inferred = InferHead(strip, min_rows)) {
      head = std::move(*inferred);
    } else {
      head.inferred = true;
      Column name, value;
      name.role = ColumnRole::kName;
      name.x0 = lanes[i].name_x0;
      name.x1 = std::min(lanes[i].name_x1, lanes[i].value_x0 - 1);
      value.role = ColumnRole::kResult;
      value.x0 = lanes[i].value_x0;
      value.x1 = lanes[i].value_x1;
      head.columns = {name, value};
    }
    head.x0 = x0;
    head.x1 = x1;
    heads.push_back(std::move(head));
  }
  return heads;
}

std::vector<LaneLine> Strip(const std::vector<LaneLine>& lines, double x0, double x1) {
  std::vector<LaneLine> out;
  for (const LaneLine& l : lines) {
    LaneLine part = l;
    std::erase_if(part.segments, [&](const Segment& s) { return s.box.center_x() < x0 || s.box.center_x() >= x1; });
    if (!part.segments.empty()) out.push_back(std::move(part));
  }
  return out;
}

}  // namespace labintake::generic
