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
// Times the upper limit, where nothing else speaks for a lost point.
constexpr double kFarAway = 8;
// So many rows make a habit.
constexpr int kHabit = 4;

// What the report does elsewhere.
struct Habits {
  // Out of range, by whether the range has one end or two; with and without a printed flag.
  int flagged[2] = {0, 0}, unflagged[2] = {0, 0};
  int dropped = 0, kept = 0;                         // values without and with decimals, where the limits have some
  int whole = 0, with_point = 0, two_decimals = 0;   // values without and with decimals, and with two or more
  int leading_zeros = 0;                             // values like "08", and ranges like "01-06"
  int powers = 0, no_power = 0, limits_without = 0;  // values and limits with and without a power of ten
};

bool OutOfRange(const RowFacts& facts) { return facts.side == Side::kAbove || facts.side == Side::kBelow; }

bool LimitHas(const RowFacts& facts, bool (*property)(const Decimal&)) {
  return (facts.row->range.low && property(*facts.row->range.low)) ||
         (facts.row->range.high && property(*facts.row->range.high));
}

// 0 needs no power of ten.
bool LacksExponent(const Decimal& number) { return !HasExponent(number) && AsDouble(number) != 0; }

// A whole number that may have had a point: 0 stays 0 in any style.
bool IsWhole(const RowFacts& facts) {
  const Decimal& number = *facts.row->value.number;
  return facts.plain && number.decimals() == 0 && !HasExponent(number) && AsDouble(number) != 0;
}

bool DropsDecimals(const RowFacts& facts) {
  return IsWhole(facts) && facts.range_decimals > 0 && !LimitHas(facts, HasExponent);
}

Habits HabitsOf(const std::vector<RowFacts>& rows) {
  Habits habits;
  for (const RowFacts& facts : rows) {
    if (!facts.row->value.number) continue;
    if (OutOfRange(facts)) ++(facts.flagged() ? habits.flagged : habits.unflagged)[facts.two_ended() ? 1 : 0];
    const bool point = facts.row->value.number->decimals() > 0;
    habits.dropped += DropsDecimals(facts) ? 1 : 0;
    habits.kept += point && facts.range_decimals > 0 ? 1 : 0;
    habits.whole += IsWhole(facts) ? 1 : 0;
    habits.with_point += point ? 1 : 0;
    habits.two_decimals += facts.row->value.number->decimals() > 1 ? 1 : 0;
    if (HasLeadingZero(*facts.row->value.number) || LimitHas(facts, HasLeadingZero)) ++habits.leading_zeros;
    const bool power = HasExponent(*facts.row->value.number), limits = LimitHas(facts, HasExponent);
    habits.powers += power && limits ? 1 : 0;
    habits.no_power += !power && limits ? 1 : 0;
    habits.limits_without += power && LimitHas(facts, LacksExponent) ? 1 : 0;
  }
  return habits;
}

// Believed values against the upper limit of the range; nullopt where the catalogue does not say.
std::optional<double> Reach(const RowFacts& facts) {
  if (!facts.analyte || !facts.row->canonical.high) return std::nullopt;
  const auto most = Decimal::Parse(facts.analyte->high);
  const double limit = AsDouble(*facts.row->canonical.high);
  if (!most || limit <= 0) return std::nullopt;
  return AsDouble(*most) / limit;
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

// Powers of ten are what this report writes, but for a row or two.
bool WritesPowers(const Habits& habits, int exceptions) {
  return habits.powers >= kHabit && exceptions * kHabit <= habits.powers;
}

// "5.2" against "3.6e9 - 4.2e9".
bool LostExponent(RowFacts& facts, const Habits& habits) {
  const Observation& row = *facts.row;
  if (!LimitHas(facts, HasExponent) || !LacksExponent(*row.value.number)) return false;
  const double value = std::abs(AsDouble(*row.value.number));
  const double limit = AsDouble(row.range.low && HasExponent(*row.range.low) ? *row.range.low : *row.range.high);
  constexpr double kFar = 10;
  const bool far = value * kFar <= limit && value < 100;
  if (!far && !WritesPowers(habits, habits.no_power)) return false;
  Doubt(facts, FindingCode::kPowerOfTen,
        "\"" + row.value.text + "\" has no power of ten, the limits \"" + row.range.text + "\" have", row.value.box);
  return true;
}

// "6.6e6" against "0 - 3.2", "2.7e10" against "1.6 - 2.5e11".
bool LimitLostExponent(RowFacts& facts, const Habits& habits) {
  const Observation& row = *facts.row;
  if (!HasExponent(*row.value.number) || !LimitHas(facts, LacksExponent)) return false;
  const double value = std::abs(AsDouble(*row.value.number));
  constexpr double kFar = 1000;
  const auto far = [&](const std::optional<Decimal>& limit) {
    return limit && LacksExponent(*limit) && std::abs(AsDouble(*limit)) * kFar <= value;
  };
  if (!LimitHas(facts, HasExponent) && !far(row.range.low) && !far(row.range.high) &&
      !WritesPowers(habits, habits.limits_without))
    return false;
  Doubt(facts, FindingCode::kPowerOfTen,
        "a limit of \"" + row.range.text + "\" has no power of ten, the result \"" + row.value.text + "\" has",
        row.range.box, {row.value.box});
  return true;
}

// "2.7e-4" against "<5.00e6".
bool SignOfExponent(RowFacts& facts) {
  const Observation& row = *facts.row;
  const auto negative = [](const Decimal& number) { return number.ToString().find("e-") != std::string::npos; };
  if (!negative(*row.value.number) || !LimitHas(facts, HasExponent) || LimitHas(facts, negative)) return false;
  Doubt(facts, FindingCode::kPowerOfTen,
        "\"" + row.value.text + "\" has a negative power of ten, the limits \"" + row.range.text + "\" have none",
        row.value.box);
  return true;
}

// The value with its point `places` further left when that explains its distance from the range.
std::optional<Decimal> Explained(const RowFacts& facts, int places) {
  const Observation& row = *facts.row;
  const Decimal moved = WithPointMoved(*row.value.number, places);
  if (SideOf(moved, Comparator::kNone, row.range) != Side::kInside) return std::nullopt;
  if (row.range.high && AsDouble(moved) < kNearEnd * AsDouble(*row.range.high)) return std::nullopt;
  return moved;
}

bool DoubtPoint(RowFacts& facts, const Decimal& instead, const std::string& why) {
  const Observation& row = *facts.row;
  Doubt(facts, FindingCode::kPowerOfTen,
        row.value.text + why + " may have lost its decimal point: " + InStyleOf(row, instead.ToString()),
        row.value.box);
  return true;
}

// Without its point the value lies above its range.
bool LostPoint(RowFacts& facts, const Habits& habits) {
  const Observation& row = *facts.row;
  if (facts.side != Side::kAbove || !IsWhole(facts)) return false;
  const Decimal& number = *row.value.number;
  const double value = AsDouble(number), high = AsDouble(*row.range.high);
  if (value < 10) return false;
  const bool drops = DropsDecimals(facts) && habits.dropped <= 2;  // this row and one more
  const bool tight = facts.two_ended() && AsDouble(*row.range.low) * kTightRange > high;
  const std::optional<double> reach = Reach(facts);
  const std::string why = " against " + row.range.text;
  if (!facts.flagged()) {
    if (drops)
      if (const auto moved = Explained(facts, facts.range_decimals)) return DoubtPoint(facts, *moved, why);
    // Where the number of places is not that of the limits, the distance has to be one that the analyte does not have.
    if (tight && value >= kFarAway * high && (drops || (reach && *reach < kNarrow)))
      for (int places = 1; places <= kMostPlaces; ++places)
        if (const auto moved = Explained(facts, places)) return DoubtPoint(facts, *moved, why);
  }
  // "56 H" against 3.5 - 5.1: out of range with its decimals too, and the flag does not say how far.
  if (!drops) return false;
  const Decimal moved = WithPointMoved(number, facts.range_decimals);
  const Side side = SideOf(moved, Comparator::kNone, row.range);
  if (side == Side::kInside || (side == Side::kBelow && row.flag.code.starts_with('H'))) return false;
  const double times = value / high;
  const bool keeps_decimals = habits.dropped == 1 && habits.kept >= kHabit;
  // Some laboratories print three digits and drop what is behind them: 152 for a CRP of 152.3.
  const bool three_digits = value >= 100;
  const bool narrow = reach ? *reach < kNarrow && times * times > *reach : tight && times > kFarAway;
  const bool very_narrow = reach && *reach <= kVeryNarrow && times * times > *reach;
  if (keeps_decimals ? narrow || !three_digits : very_narrow) return DoubtPoint(facts, moved, why);
  return false;
}

// "241e3" against limits like 1.00e3.
bool LostPointOfMantissa(RowFacts& facts) {
  const Observation& row = *facts.row;
  const Decimal& number = *row.value.number;
  if (!HasExponent(number) || number.decimals() > 0 || !LimitHas(facts, HasExponent) || facts.range_decimals == 0)
    return false;
  const std::string text = number.ToString();
  if (text.find('e') < 2) return false;
  Doubt(facts, FindingCode::kPowerOfTen,
        "\"" + row.value.text + "\" may have lost its decimal point; the limits \"" + row.range.text + "\" have theirs",
        row.value.box);
  return true;
}

// "98" against "150 - 400": a laboratory that gives such limits no decimals gives none to the results near them.
bool WholeAsItsLimits(const RowFacts& facts) {
  constexpr double kThreeDigits = 100, kNear = 2;  // times
  const ReferenceRange& range = facts.row->range;
  return facts.two_ended() && facts.range_decimals == 0 && AsDouble(*range.low) >= kThreeDigits &&
         kNear * AsDouble(*facts.row->value.number) >= AsDouble(*range.low);
}

// A whole number among results that all have decimals.
bool OnlyWhole(RowFacts& facts, const Habits& habits) {
  const Observation& row = *facts.row;
  if (!IsWhole(facts) || habits.whole > 1 || habits.with_point < 2 * kHabit || WholeAsItsLimits(facts)) return false;
  // Three digits are enough for many a laboratory, unless all that it prints has two decimals.
  const double value = AsDouble(*row.value.number);
  if (value < 10 || (value >= 100 && habits.two_decimals < habits.with_point)) return false;
  return DoubtPoint(facts, WithPointMoved(*row.value.number, 1), ", the only whole number here,");
}

// "Desirable < 200" is a target, which not every laboratory flags.
bool HasWord(std::string_view range) {
  size_t letters = 0;
  for (const char c : range) {
    letters = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ? letters + 1 : 0;
    if (letters == 4) return true;
  }
  return false;
}

// Out of range without a flag, where the report's other rows that are out of range have one.
bool FlagMissing(RowFacts& facts, const Habits& habits) {
  const Observation& row = *facts.row;
  // "<2.0" of a drug that was not taken is below its range and nobody flags it.
  if (!OutOfRange(facts) || facts.flagged() || !facts.plain || HasWord(row.range.text)) return false;
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
    // "06" of white cells that make 100 with the others is 6, however it is printed.
    const bool point =
        !facts.borne_out &&
        (LeadingZero(facts, habits) || LostExponent(facts, habits) || LimitLostExponent(facts, habits) ||
         SignOfExponent(facts) || LostPointOfMantissa(facts) || LostPoint(facts, habits) || OnlyWhole(facts, habits));
    if (!point) FlagMissing(facts, habits);
  }
}

}  // namespace labintake::validation
