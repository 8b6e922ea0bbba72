#include "terminology/validation/row_facts.h"

#include <algorithm>
#include <cmath>

#include "terminology/validation/printed_number.h"

namespace labintake::validation {
namespace {

constexpr double kDoubted = 0.5;  // as row_fields' doubts that alone send a row to review

double FactorOf(const Observation& row) {
  const auto ratio = [](const std::optional<Decimal>& canonical, const std::optional<Decimal>& printed) {
    if (!canonical || !printed) return 0.0;
    const double from = ToDouble(*printed);
    return from == 0 ? 0.0 : ToDouble(*canonical) / from;
  };
  for (const double factor : {ratio(row.canonical.value, row.value.number), ratio(row.canonical.high, row.range.high),
                              ratio(row.canonical.low, row.range.low)})
    if (factor > 0) return factor;
  return row.canonical.value && row.canonical.ucum == row.unit.ucum ? 1 : 0;
}

}  // namespace

Interval RowFacts::Canonical() const { return Canonical(ToDouble(*row->value.number)); }

Interval RowFacts::Canonical(double number) const {
  const double half = HalfStep(*row->value.number);
  return {(number - half) * factor, (number + half) * factor, true};
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
      if (row.canonical.value) facts.factor = FactorOf(row);
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
