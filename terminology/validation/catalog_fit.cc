#include "terminology/validation/catalog_fit.h"

#include <algorithm>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "terminology/catalog/catalog.h"
#include "terminology/catalog/name_key.h"
#include "terminology/catalog/near_names.h"
#include "terminology/edit_distance.h"
#include "terminology/normalise.h"
#include "terminology/parts.h"
#include "terminology/units.h"
#include "terminology/validation/confidence_gain.h"
#include "terminology/validation/plausibility.h"
#include "terminology/validation/printed_number.h"
#include "terminology/validation/row_facts.h"

namespace labintake::validation {
namespace {

using terminology::AnalyteEntry;
using terminology::Catalog;

// Of what lacks to certainty.
constexpr double kLeft = 0.1;
constexpr size_t kShortestName = 5;  // bytes of its key; shorter names have too many neighbours

bool Overlaps(const Box& a, const Box& b) { return a.OverlapX(b) > 0 && a.OverlapY(b) > 0; }

// Value and limits are believed in this unit; 0 is in any.
bool IsBelievedIn(const ucum::Table& table, const AnalyteEntry& analyte, Observation row, std::string_view ucum) {
  row.unit.ucum = ucum;
  terminology::NormaliseRow(table, &row);
  const auto believed = [&](const std::optional<Decimal>& number) {
    return !number || AsDouble(*number) == 0 || IsBelieved(analyte, *number);
  };
  return believed(row.canonical.value) && believed(row.canonical.low) && believed(row.canonical.high);
}

// Usual for the analyte, and not to be mistaken for another usual unit in which the row could be believed.
bool UnitFits(const ucum::Table& table, const AnalyteEntry& analyte, const Observation& row) {
  std::string ucum = row.unit.ucum;
  // A cubic millimetre is a microlitre.
  if (const size_t at = ucum.find("mm3"); at != std::string::npos) ucum.replace(at, 3, "uL");
  bool usual = false, alone = true;
  for (const std::string_view list : {analyte.unit, analyte.conventional, analyte.si})
    terminology::ForEachPart(list, ' ', [&](std::string_view code) {
      if (code.starts_with('~')) code.remove_prefix(1);
      usual = usual || code == ucum || code == "{cells}" + ucum;
      alone = alone && (code == ucum || terminology::EditDistance(code, ucum, 1) > 1 ||
                        !IsBelievedIn(table, analyte, row, code));
    });
  return usual && alone;
}

bool NameStandsAlone(const Observation& row, const AnalyteEntry& analyte) {
  const std::string key = terminology::NameKey(terminology::NameTokens(row.name.text));
  if (row.analyte.match != NameMatch::kListed || key.size() < kShortestName || Catalog::MeaningsOf(key).empty())
    return false;
  for (const terminology::NearName& near : terminology::NearNames(key, 1))
    for (const terminology::NameMeaning& meaning : Catalog::MeaningsOf(near.key))
      if (near.distance > 0 && meaning.component != analyte.component) return false;
  return true;
}

// "ug/dL", "/uL": no model has the micro sign, and what is printed may be one.
bool MayBeMicro(const std::string& unit) {
  for (size_t i = 0; i < unit.size(); ++i)
    if (unit[i] == 'u' && (i == 0 || unit[i - 1] == '/' || unit[i - 1] == ' ')) return true;
  return false;
}

// Out of its range, and not flagged where others are.
bool MayHaveLostFlag(const RowFacts& facts, const std::vector<RowFacts>& rows) {
  const bool outside = facts.side == Side::kBelow || facts.side == Side::kAbove;
  return outside && !facts.flagged() &&
         std::any_of(rows.begin(), rows.end(), [](const RowFacts& r) { return r.flagged(); });
}

// "<10" against 0.0 - 14.9 may be "<1.0"; "12" against 11.6 - 14.0 cannot be "1.2".
bool MayHaveLostPoint(const RowFacts& facts) {
  const Value& value = facts.row->value;
  const int lost = facts.range_decimals - value.number->decimals();
  if (lost <= 0) return false;
  const auto smaller = Decimal::Parse(value.number->ToString() + "e-" + std::to_string(lost));  // none with an exponent
  const Side with_point = smaller ? SideOf(*smaller, value.comparator, facts.row->range) : Side::kUnknown;
  return facts.side != Side::kInside || with_point == Side::kInside || with_point == Side::kUnknown;
}

bool IsBorneOut(const ucum::Table& table, const Finding& finding, const RowFacts& facts) {
  const Observation& row = *facts.row;
  if (finding.severity == Severity::kNote) return true;
  if (finding.code != FindingCode::kLowConfidence) return false;
  const std::string_view word = Quoted(finding.message, 0), other = Quoted(finding.message, 1);
  if (word.empty()) return false;
  // "12" of a cell "12 x10^12/L" is the value's.
  if (Overlaps(finding.box, row.value.box) && row.value.text.find(word) != std::string::npos) return false;
  if (Overlaps(finding.box, row.unit.box) && row.unit.text.find(word) != std::string::npos) {
    const bool other_unit = terminology::LookUpUnit(other).confidence == terminology::UnitConfidence::kKnown;
    return !(other_unit && other != word) && row.canonical.value && UnitFits(table, *facts.analyte, row) &&
           !MayBeMicro(row.unit.text);
  }
  return other.empty() && Overlaps(finding.box, row.name.box) && row.name.text.find(word) != std::string::npos &&
         NameStandsAlone(row, *facts.analyte);
}

}  // namespace

void RaiseFitting(const ucum::Table& table, Report* report) {
  const std::vector<RowFacts> rows = FactsOf(*report);
  for (const RowFacts& facts : rows) {
    Observation& row = *facts.row;
    const bool range = row.range.low || row.range.high;
    if (row.origin != Origin::kOcr || !facts.analyte || !range) continue;
    if (!row.value.number || MayHaveLostPoint(facts) || MayHaveLostFlag(facts, rows)) continue;
    const bool doubtful = std::any_of(row.findings.begin(), row.findings.end(),
                                      [](const Finding& f) { return f.code == FindingCode::kLowConfidence; });
    if (doubtful && std::all_of(row.findings.begin(), row.findings.end(),
                                [&](const Finding& f) { return IsBorneOut(table, f, facts); }))
      row.confidence = 1 - (1 - row.confidence) * kLeft;
  }
}

}  // namespace labintake::validation
