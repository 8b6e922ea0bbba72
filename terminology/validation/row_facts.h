// What the checks of one report need to know of a row again and again, worked out once; and how they say what they
// found.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "model/observation.h"
#include "model/report.h"
#include "terminology/catalog/catalog.h"
#include "terminology/validation/interval.h"

namespace labintake::validation {

// Where a value lies against its printed range, as far as that is certain.
enum class Side { kUnknown, kBelow, kInside, kAbove };

struct RowFacts {
  Observation* row = nullptr;  // outlives the facts
  std::optional<terminology::AnalyteEntry> analyte;
  bool plain = false;  // the value is a number without comparator
  // canonical = factor x printed + offset; the factor is 0 where nothing converts, the offset 0 but for HbA1c.
  double factor = 0, offset = 0;
  Side side = Side::kUnknown;
  int range_decimals = 0;  // the most that a printed limit has
  bool doubted = false;    // validation sends the row to a person
  bool borne_out = false;  // arithmetic with other rows would not hold for most misreadings of the value

  bool two_ended() const { return row->range.low && row->range.high; }
  bool flagged() const { return !row->flag.text.empty(); }
  // The value in canonical units, with half a unit of its last printed digit on both sides. REQUIRES: plain and factor.
  Interval Canonical() const;
  // Likewise, of another number at the same place.
  Interval Canonical(double number) const;
};

// One for each observation of the report, in its order.
std::vector<RowFacts> FactsOf(Report& report);

// Where `number` would lie against the range of `row`.
Side SideOf(const Decimal& number, Comparator comparator, const ReferenceRange& range);

// The row waits for a person: its confidence falls below any threshold in use.
void Doubt(RowFacts& facts, FindingCode code, std::string message, const Box& box, std::vector<Box> also = {});
// Worth knowing; the row goes its way.
void Note(RowFacts& facts, FindingCode code, std::string message, const Box& box, std::vector<Box> also = {});

// A number in the style of the row's own value: with a decimal comma where that has one.
std::string InStyleOf(const Observation& row, std::string number);
// "value unit", as printed.
std::string ValueText(const Observation& row);

}  // namespace labintake::validation
