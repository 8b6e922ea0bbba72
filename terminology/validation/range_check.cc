#include "terminology/validation/range_check.h"

#include <cmath>
#include <optional>
#include <string>

#include "terminology/validation/printed_number.h"

namespace labintake::validation {
namespace {

constexpr int kMostPlaces = 3;
// A value that lost its point stands far from a range that begins at 0 as well: at least this part of what the shift
// explains.
constexpr double kNearEnd = 0.05;
// Analytes whose believed values reach less far above the range are narrow: electrolytes, blood counts, glucose.
constexpr double kNarrow = 100, kVeryNarrow = 30;
// Ranges with ends less far apart than this leave no room for a shifted value to fall in by chance.
constexpr double kTightRange = 10;

// What the report does elsewhere.
struct Habits {
  // Out of range, by whether the range has one end or two; with and without a printed flag.
  int flagged[2] = {0, 0}, unflagged[2] = {0, 0};
  int fewer_decimals = 0;  // in range, with fewer decimals than the limits
  int leading_zeros = 0;   // values like "08", and ranges like "01-06"
};

bool OutOfRange(const RowFacts& facts) { return facts.side == Side::kAbove || facts.side == Side::kBelow; }

bool LimitHas(const RowFacts& facts, bool (*property)(const Decimal&)) {
  return (facts.row->range.low && property(*facts.row->range.low)) ||
         (facts.row->range.high && property(*facts.row->range.high));
}

bool FewerDecimals(const RowFacts& facts) {
  return facts.plain && facts.row->value.number->decimals() < facts.range_decimals &&
         !HasExponent(*facts.row->value.number) && !LimitHas(facts, HasExponent);
}

Habits HabitsOf(const std::vector<RowFacts>& rows) {
  Habits habits;
  for (const RowFacts& facts : rows) {
    if (!facts.row->value.number) continue;
    if (OutOfRange(facts)) ++(facts.flagged() ? habits.flagged : habits.unflagged)[facts.two_ended() ? 1 : 0];
    if (facts.side == Side::kInside && FewerDecimals(facts)) ++habits.fewer_decimals;
    if (HasLeadingZero(*facts.row->value.number) || LimitHas(facts, HasLeadingZero)) ++habits.leading_zeros;
  }
  return habits;
}

// Believed values against the upper limit of the range; nullopt where the catalogue does not say.
std::optional<double> Reach(const RowFacts& facts) {
  if (!facts.analyte || !facts.row->canonical.high) return std::nullopt;
  const auto most = Decimal::Parse(facts.analyte->high);
  const double limit = ToDouble(*facts.row->canonical.high);
  if (!most || limit <= 0) return std::nullopt;
  return ToDouble(*most) / limit;
}

// "08": nobody prints a zero before a whole number, unless the laboratory does everywhere.
bool LeadingZero(RowFacts& facts, const Habits& habits) {
  const Observation& row = *facts.row;
  if (!HasLeadingZero(*row.value.number) || habits.leading_zeros > 1 || LimitHas(facts, HasLeadingZero)) return false;
  const Decimal moved = WithPointMoved(*row.value.number, static_cast<int>(row.value.number->ToString().size()) - 1);
  if (facts.side == Side::kInside && facts.two_ended() && SideOf(moved, Comparator::kNone, row.range) != Side::kInside)
    return false;
  Doubt(facts, FindingCode::kPowerOfTen,
        "\"" + row.value.text + "\" may have lost its decimal point: " + InStyleOf(row, moved.ToString()),
        row.value.box);
  return true;
}

// "5.2" against "3.6e9 - 4.2e9".
bool LostExponent(RowFacts& facts) {
  const Observation& row = *facts.row;
  if (!LimitHas(facts, HasExponent) || HasExponent(*row.value.number)) return false;
  const double value = std::abs(ToDouble(*row.value.number));
  const double limit = ToDouble(row.range.low && HasExponent(*row.range.low) ? *row.range.low : *row.range.high);
  constexpr double kFar = 10;
  if (value == 0 || value * kFar > limit || value >= 100) return false;
  Doubt(facts, FindingCode::kPowerOfTen,
        "\"" + row.value.text + "\" has no power of ten, the limits \"" + row.range.text + "\" have", row.value.box);
  return true;
}

// The value with its point `places` further left when that explains its distance from the range.
std::optional<Decimal> Explained(const RowFacts& facts, int places) {
  const Observation& row = *facts.row;
  const Decimal moved = WithPointMoved(*row.value.number, places);
  if (SideOf(moved, Comparator::kNone, row.range) != Side::kInside) return std::nullopt;
  if (row.range.high && ToDouble(moved) < kNearEnd * ToDouble(*row.range.high)) return std::nullopt;
  return moved;
}

bool LostPoint(RowFacts& facts, const Habits& habits) {
  const Observation& row = *facts.row;
  const Decimal& number = *row.value.number;
  if (!facts.plain || facts.side != Side::kAbove || number.decimals() > 0 || HasExponent(number)) return false;
  const double value = ToDouble(number), high = ToDouble(*row.range.high);
  const bool fewer = FewerDecimals(facts) && habits.fewer_decimals < 2;
  const std::optional<double> reach = Reach(facts);
  const auto doubt = [&](const Decimal& instead) {
    Doubt(facts, FindingCode::kPowerOfTen,
          row.value.text + " against " + row.range.text +
              " may have lost its decimal point: " + InStyleOf(row, instead.ToString()),
          row.value.box);
    return true;
  };
  if (!facts.flagged()) {
    if (fewer)
      if (const auto moved = Explained(facts, facts.range_decimals)) return doubt(*moved);
    // Without the sign of missing decimals the distance has to be one that the analyte does not have.
    const bool tight = facts.two_ended() && ToDouble(*row.range.low) * kTightRange > high;
    if (!tight || !(fewer || (reach && *reach < kNarrow))) return false;
    if (value < 8 * high) return false;
    for (int places = 1; places <= kMostPlaces; ++places)
      if (const auto moved = Explained(facts, places)) return doubt(*moved);
    return false;
  }
  // "56 H" against 3.5 - 5.1: the flag bears out that it is high, not how high. Far up in what is believed of a narrow
  // analyte, and without the decimals of its limits, it is doubtful.
  if (!fewer || !reach || *reach > kVeryNarrow) return false;
  const Decimal moved = WithPointMoved(number, facts.range_decimals);
  if (SideOf(moved, Comparator::kNone, row.range) != Side::kAbove) return false;
  const double times = value / high;
  return times * times > *reach && doubt(moved);
}

// Out of range without a flag, where the report's other rows that are out of range have one.
bool FlagMissing(RowFacts& facts, const Habits& habits) {
  const Observation& row = *facts.row;
  if (!OutOfRange(facts) || facts.flagged()) return false;
  const int kind = facts.two_ended() ? 1 : 0;
  const int flagged = habits.flagged[kind], unflagged = habits.unflagged[kind];
  const bool alone = unflagged == 1 || unflagged * 4 <= flagged;
  if (flagged == 0 || !alone) return false;
  Doubt(facts, FindingCode::kFlagDisagrees,
        row.value.text + " is " + (facts.side == Side::kAbove ? "above " : "below ") + row.range.text +
            ", but has no flag; the others that are out of range have one",
        row.value.box, {row.range.box});
  return true;
}

}  // namespace

void CheckAgainstRange(std::vector<RowFacts>& rows) {
  const Habits habits = HabitsOf(rows);
  for (RowFacts& facts : rows) {
    if (facts.doubted || facts.row->value.kind != ValueKind::kQuantity || !facts.row->value.number) continue;
    LeadingZero(facts, habits) || LostExponent(facts) || LostPoint(facts, habits) || FlagMissing(facts, habits);
  }
}

}  // namespace labintake::validation
