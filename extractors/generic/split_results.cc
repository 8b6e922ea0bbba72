#include "extractors/generic/split_results.h"

#include <algorithm>
#include <utility>

namespace labintake::generic {

using terminology::ColumnRole;

namespace {

constexpr size_t kNone = static_cast<size_t>(-1);

size_t ColumnOf(const TableHead& head, ColumnRole role) {
  for (size_t c = 0; c < head.columns.size(); ++c)
    if (head.columns[c].role == role) return c;
  return kNone;
}

// "2 min 30 sec" is one result.
bool IsDuration(const Segment& s) {
  const std::string ucum = terminology::LookUpUnit(s.result.unit_text).ucum;
  return ucum == "h" || ucum == "min" || ucum == "s";
}

// The range beside the result column `result`: the first one right of it, or the table's only one, which is of the last
// result where its head does not say which unit it is in.
size_t RangeOf(const TableHead& head, size_t result, size_t last_result) {
  std::vector<size_t> ranges;
  for (size_t c = 0; c < head.columns.size(); ++c)
    if (head.columns[c].role == ColumnRole::kRange) ranges.push_back(c);
  if (ranges.size() == 1) {
    const std::string& unit = head.columns[ranges[0]].unit;
    return (unit.empty() ? result == last_result : unit == head.columns[result].unit) ? ranges[0] : kNone;
  }
  const auto right = std::find_if(ranges.begin(), ranges.end(), [&](size_t c) { return c > result; });
  return right == ranges.end() ? kNone : *right;
}

// "Neutrophile  61.0  40 - 74  5.12  1.50 - 7.50" under the heads "%  Ref.  G/l  Ref.": one row a result column. `row`
// becomes the last of them.
std::vector<RawRow> SplitByUnitsOfHeads(RawRow& row, const TableHead& head) {
  std::vector<size_t> results;
  for (size_t c = 0; c < head.columns.size(); ++c)
    if (head.columns[c].role == ColumnRole::kResult && !head.columns[c].unit.empty()) results.push_back(c);
  if (results.size() != 2 || head.columns[results[0]].unit == head.columns[results[1]].unit) return {};
  std::erase_if(results, [&](size_t c) { return row.columns[c].empty(); });
  std::vector<RawRow> out;
  for (const size_t result : results) {
    RawRow part = row;
    for (size_t c = 0; c < head.columns.size(); ++c) {
      const ColumnRole role = head.columns[c].role;
      const bool other = (role == ColumnRole::kResult && c != result) ||
                         (role == ColumnRole::kRange && c != RangeOf(head, result, results.back()));
      if (other) part.columns[c].clear();
    }
    part.unit_of_head = head.columns[result].unit;
    out.push_back(std::move(part));
  }
  if (out.empty()) return {};
  row = std::move(out.back());
  out.pop_back();
  return out;
}

}  // namespace

std::vector<RawRow> SplitResults(RawRow& row, const TableHead& head) {
  if (std::vector<RawRow> split = SplitByUnitsOfHeads(row, head); !split.empty() || !row.unit_of_head.empty())
    return split;
  const size_t name = ColumnOf(head, ColumnRole::kName), result = ColumnOf(head, ColumnRole::kResult),
               range = ColumnOf(head, ColumnRole::kRange);
  if (result == kNone || name == kNone || row.columns[result].empty()) return {};
  const size_t line = row.columns[result][0].line;
  struct Part {
    Segment segment;
    bool in_range;
  };
  std::vector<Part> parts;
  const auto gather = [&](const std::vector<Segment>& from, bool in_range) {
    for (const Segment& s : from)
      if (s.line == line) parts.push_back({s, in_range});
  };
  gather(row.columns[result], false);
  gather(row.left_over, false);
  if (range != kNone) gather(row.columns[range], true);
  std::sort(parts.begin(), parts.end(),
            [](const Part& a, const Part& b) { return a.segment.box.x0 < b.segment.box.x0; });
  std::vector<std::pair<Segment, std::vector<Segment>>> groups;
  std::vector<Segment> trailing;
  for (const auto& [s, in_range] : parts) {
    // "- 5.6", "> OR": parts of a range that was cut; the number beside them is its limit and no result.
    if (in_range && (s.text.front() == '-' || (s.range.kind == fields::RangeKind::kUnparsed && !s.has_digit)))
      return {};
    if (!in_range && s.IsNumericValue() && s.text.front() != '(') {
      groups.push_back({s, {}});
    } else if ((in_range || s.IsRange()) && !groups.empty() && groups.back().second.empty()) {
      groups.back().second.push_back(s);
    } else if ((in_range || s.IsRange()) && groups.size() == 2 && trailing.empty()) {
      trailing.push_back(s);
    } else {
      return {};
    }
  }
  // "54,9 %  3,95 g/dL  [55,8 - 66,1]  [3,50 - 5,20]": first the results, then the ranges in the same order.
  if (groups.size() == 2 && trailing.size() == 1 && groups[0].second.empty() && groups[1].second.size() == 1) {
    groups[0].second = groups[1].second;
    groups[1].second = trailing;
  } else if (!trailing.empty()) {
    return {};
  }
  // The same unit twice is an earlier result, not a second way to say this one.
  for (size_t g = 1; g < groups.size(); ++g)
    if (groups[g].first.result.unit_text == groups[0].first.result.unit_text ||
        (IsDuration(groups[g].first) && IsDuration(groups[0].first)))
      return {};
  // Each has its unit, the last perhaps in a column: a result without one may be an earlier one, or the one of which
  // the others are earlier ones.
  const auto has_unit = [](const auto& g) {
    return terminology::LookUpUnit(g.first.result.unit_text).confidence == terminology::UnitConfidence::kKnown;
  };
  const size_t unit = ColumnOf(head, ColumnRole::kUnit);
  const bool in_column = unit != kNone && !row.columns[unit].empty();
  if (groups.size() < 2 || !std::all_of(groups.begin(), groups.end() - 1, has_unit) ||
      !(has_unit(groups.back()) || in_column || !groups.back().second.empty()))
    return {};
  if (range == kNone && std::any_of(groups.begin(), groups.end(), [](const auto& g) { return !g.second.empty(); }))
    return {};
  // "0.4 %   0.03   <0.1% - 2%": the limits of the share, those of the other result stand elsewhere.
  if (groups.size() == 2 && groups[0].second.empty() && groups[1].second.size() == 1 &&
      groups[0].first.result.unit_text == "%" && groups[1].first.result.unit_text != "%" &&
      groups[1].second.front().text.find('%') != std::string::npos)
    std::swap(groups[0].second, groups[1].second);
  std::erase_if(row.left_over, [&](const Segment& s) { return s.line == line; });
  std::vector<RawRow> out;
  for (size_t g = 0; g + 1 < groups.size(); ++g) {
    RawRow first;
    first.columns.resize(head.columns.size());
    first.panel = row.panel;
    first.columns[name] = row.columns[name];
    first.columns[result] = {groups[g].first};
    if (!groups[g].second.empty()) first.columns[range] = groups[g].second;
    first.lines = row.lines;
    first.parts = 2;
    out.push_back(std::move(first));
  }
  row.columns[result] = {groups.back().first};
  if (range != kNone) {
    std::erase_if(row.columns[range], [&](const Segment& s) { return s.line == line; });
    row.columns[range].insert(row.columns[range].begin(), groups.back().second.begin(), groups.back().second.end());
  }
  row.fit_cost = 0;
  row.further = true;
  return out;
}

}  // namespace labintake::generic
