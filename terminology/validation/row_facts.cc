#include "terminology/validation/row_facts.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "terminology/validation/printed_number.h"

namespace labintake::validation {
namespace {

constexpr double kDoubted = 0.5;  // as row_fields' doubts that alone send a row to review

// Two points of a row give the line from printed to canonical numbers.
void FindConversion(RowFacts& facts) {
  const Observation& row = *facts.row;
  const double value = AsDouble(*row.value.number), canonical = AsDouble(*row.canonical.value);
  if (row.canonical.ucum == row.unit.ucum) {
    facts.factor = 1;
    return;
  }
  constexpr double kSame = 0.002;
  for (const auto& [printed, converted] :
       {std::pair(&row.range.high, &row.canonical.high), std::pair(&row.range.low, &row.canonical.low)}) {
    if (!*printed || !*converted || AsDouble(**printed) == value) continue;
    const double slope = (canonical - AsDouble(**converted)) / (value - AsDouble(**printed));
    if (slope <= 0) continue;
    if (value != 0 && std::abs(slope - canonical / value) < kSame * slope) break;
    facts.factor = slope;
    facts.offset = canonical - slope * value;
    return;
  }
  if (value != 0 && canonical / value > 0) facts.factor = canonical / value;
}

}  // namespace

Interval RowFacts::Canonical() const { return Canonical(AsDouble(*row->value.number)); }

Interval RowFacts::Canonical(double number) const {
  const double half = HalfStep(*row->value.number);
  return {(number - half) * factor + offset, (number + half) * factor + offset, true};
}

std::vector<RowFacts> FactsOf(Report& report) {
  std::vector<RowFacts> all;
  all.reserve(report.observations.size());
  for (Observation& row : report.observations) {
    RowFacts facts;
    facts.row = &row;
    if (!row.analyte.id.empty()) facts.analyte = terminology::Catalog::Find(row.analyte.id);
    if (row.value.kind == ValueKind::kQuantity && row.value.number) {
      facts.plain = row.value.comparator == Comparator::kNone;
      if (row.canonical.value) FindConversion(facts);
      facts.side = SideOf(*row.value.number, row.value.comparator, row.range);
    }
    for (const auto* limit : {&row.range.low, &row.range.high})
      if (*limit) facts.range_decimals = std::max(facts.range_decimals, (*limit)->decimals());
    all.push_back(std::move(facts));
  }
  return all;
}

Side SideOf(const Decimal& number, Comparator comparator, const ReferenceRange& range) {
  if (!range.low && !range.high) return Side::kUnknown;
  const bool from = comparator == Comparator::kGreater || comparator == Comparator::kGreaterEqual;
  const bool to = comparator == Comparator::kLess || comparator == Comparator::kLessEqual;
  if (range.high && !to &&
      (number > *range.high ||
       (number == *range.high && (!range.high_inclusive || comparator == Comparator::kGreater))))
    return Side::kAbove;
  if (range.low && !from &&
      (number < *range.low || (number == *range.low && (!range.low_inclusive || comparator == Comparator::kLess))))
    return Side::kBelow;
  return comparator == Comparator::kNone ? Side::kInside : Side::kUnknown;
}

void Doubt(RowFacts& facts, FindingCode code, std::string message, const Box& box, std::vector<Box> also) {
  facts.row->findings.push_back({code, std::move(message), box, Severity::kDoubt, std::move(also)});
  facts.row->confidence *= kDoubted;
  facts.doubted = true;
}

void Note(RowFacts& facts, FindingCode code, std::string message, const Box& box, std::vector<Box> also) {
  facts.row->findings.push_back({code, std::move(message), box, Severity::kNote, std::move(also)});
}

std::string InStyleOf(const Observation& row, std::string number) {
  const std::string& text = row.value.text.find(',') != std::string::npos ? row.value.text : row.range.text;
  if (text.find(',') != std::string::npos && text.find('.') == std::string::npos)
    std::replace(number.begin(), number.end(), '.', ',');
  return number;
}

std::string ValueText(const Observation& row) {
  return row.unit.text.empty() ? row.value.text : row.value.text + " " + row.unit.text;
}

}  // namespace labintake::validation
