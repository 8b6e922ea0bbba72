#include "terminology/validation/plausibility.h"

#include <algorithm>
#include <cmath>
#include <optional>
#include <string>
#include <string_view>

#include "terminology/parts.h"
#include "terminology/validation/printed_number.h"

namespace labintake::validation {
namespace {

constexpr int kMostPlaces = 3;

struct Limits {
  std::optional<Decimal> low, high;

  explicit Limits(const terminology::AnalyteEntry& analyte)
      : low(Decimal::Parse(analyte.low)), high(Decimal::Parse(analyte.high)) {}
  bool Believes(const Decimal& canonical) const { return (!low || canonical >= *low) && (!high || canonical <= *high); }
};

// True when `unit` is one of the units in a list of the catalogue ('~' before one that does not convert).
bool IsListed(std::string_view list, std::string_view unit) {
  bool found = false;
  terminology::ForEachPart(list, ' ', [&](std::string_view listed) {
    if (listed.starts_with('~')) listed.remove_prefix(1);
    found = found || listed == unit;
  });
  return found;
}

// "2 to 27 g/dL".
std::string Describe(const terminology::AnalyteEntry& analyte) {
  const std::string low(analyte.low), high(analyte.high), unit(analyte.unit);
  const std::string span = low.empty() ? "up to " + high : high.empty() ? "from " + low : low + " to " + high;
  return unit.empty() ? span : span + " " + unit;
}

// The printed number with its point moved so that it is believed, in the style of the row; "" for none.
std::string Believable(const RowFacts& facts, const Decimal& number, const Limits& limits) {
  if (HasExponent(number) || !limits.high || facts.factor <= 0) return "";
  const double canonical = AsDouble(number) * facts.factor + facts.offset;
  const double low = limits.low ? AsDouble(*limits.low) : 0, high = AsDouble(*limits.high);
  // Where the row has a range, the point goes where its limits have it.
  for (int places = 1; places <= kMostPlaces; ++places) {
    const Decimal moved = WithPointMoved(number, places);
    if (SideOf(moved, Comparator::kNone, facts.row->range) == Side::kInside && canonical > high)
      return InStyleOf(*facts.row, moved.ToString());
  }
  if (const int places = PlacesInto(canonical, low, high); places > 0)
    return InStyleOf(*facts.row, WithPointMoved(number, places).ToString());
  return "";
}

void CheckValue(RowFacts& facts, const Limits& limits) {
  Observation& row = *facts.row;
  if (!facts.plain || !row.canonical.value || limits.Believes(*row.canonical.value)) return;
  const auto believed = [&](const std::optional<Decimal>& limit) { return !limit || limits.Believes(*limit); };
  const std::string other = Believable(facts, *row.value.number, limits);
  const std::string what = ValueText(row) + " is not believable for " + std::string(facts.analyte->name) + " (" +
                           Describe(*facts.analyte) + ")";
  // Where the printed range shares the fault it is the unit's.
  if (!row.unit.text.empty() && (row.canonical.low || row.canonical.high) && !believed(row.canonical.high) &&
      facts.side != Side::kUnknown)
    Doubt(facts, FindingCode::kPowerOfTen, what + ", and neither is its range: the unit may be another", row.unit.box);
  else if (other.empty())
    Doubt(facts, FindingCode::kValueImplausible, what, row.value.box);
  else
    Doubt(facts, FindingCode::kPowerOfTen, what + "; " + other + " would be", row.value.box);
}

// A limit that nobody believes was misread, or the unit was: laboratories print what healthy people have.
void CheckRange(RowFacts& facts, const Limits& limits) {
  Observation& row = *facts.row;
  const auto check = [&](const std::optional<Decimal>& printed, const std::optional<Decimal>& canonical) {
    if (!printed || !canonical || AsDouble(*canonical) == 0 || limits.Believes(*canonical)) return false;
    const std::string other = Believable(facts, *printed, limits);
    // The upper limit of a share of 100 %, or of "anything", says nothing.
    if (other.empty()) return false;
    Doubt(facts, FindingCode::kPowerOfTen,
          "the limit " + InStyleOf(row, printed->ToString()) + " of \"" + row.range.text + "\" is not believable for " +
              std::string(facts.analyte->name) + " (" + Describe(*facts.analyte) + "); " + other + " would be",
          row.range.box);
    return true;
  };
  if (!check(row.range.high, row.canonical.high)) check(row.range.low, row.canonical.low);
}

}  // namespace

bool IsBelieved(const terminology::AnalyteEntry& analyte, const Decimal& canonical) {
  return Limits(analyte).Believes(canonical);
}

int PlacesInto(double number, double low, double high) {
  for (int places = 1; places <= kMostPlaces; ++places) {
    number /= 10;
    if (number <= high) return number >= low ? places : 0;
  }
  return 0;
}

void CheckPlausible(std::vector<RowFacts>& rows) {
  for (RowFacts& facts : rows) {
    if (!facts.analyte || !facts.row->canonical.value) continue;
    const Limits limits(*facts.analyte);
    if (!limits.low && !limits.high) continue;
    CheckValue(facts, limits);
    if (!facts.doubted) CheckRange(facts, limits);
  }
}

void CheckUnits(std::vector<RowFacts>& rows) {
  for (RowFacts& facts : rows) {
    Observation& row = *facts.row;
    if (!facts.analyte || facts.analyte->unit.empty() || row.unit.ucum.empty() || !row.value.number ||
        row.canonical.value)
      continue;
    // Units in which it is reported, even if nothing converts them.
    bool explained = IsListed(facts.analyte->conventional, row.unit.ucum) || IsListed(facts.analyte->si, row.unit.ucum);
    // "meq/L" of ferritin: what is printed may be "mcg/L", and is explained where it is sure to be what it says.
    for (const Finding& finding : row.findings)
      explained = explained || (finding.code == FindingCode::kNotConverted && row.origin != Origin::kOcr) ||
                  finding.code == FindingCode::kUnitUnfit;
    if (explained) continue;
    const std::string message = "\"" + row.unit.text + "\" does not measure " + std::string(facts.analyte->name) +
                                ", which comes in " + std::string(facts.analyte->unit);
    // A ratio in a table whose unit is stated once for all rows.
    const bool pure = facts.analyte->unit.starts_with('{') && facts.analyte->unit.ends_with('}');
    (pure ? Note : Doubt)(facts, FindingCode::kUnitUnfit, message, row.unit.box, {});
  }
}

}  // namespace labintake::validation
