#include "terminology/validation/lost_signs.h"

#include <algorithm>
#include <map>
#include <string>
#include <string_view>

#include "terminology/catalog/catalog.h"

namespace labintake::validation {
namespace {

constexpr int kFewestRows = 3;
// Rows that have a unit are at most one in so many where the page is said to have none.
constexpr int kNearlyAll = 5;
// Limits without a bar are at most one to so many with one.
constexpr int kBarred = 3;
constexpr size_t kShortUnit = 2;  // bytes

struct PageHabits {
  int units = 0, no_units = 0;  // of rows whose analyte is measured in a unit
  int barred = 0, plain = 0;    // single limits

  bool HasNoUnits() const { return no_units >= kFewestRows && units * kNearlyAll <= no_units; }
  bool Bars() const { return barred >= kFewestRows && plain * kBarred <= barred; }
};

bool HasUnit(std::string_view id) {
  const auto entry = terminology::Catalog::Find(id);
  // A ratio, a score and a pH are numbers.
  return entry && !entry->unit.empty() && entry->unit.front() != '{' && entry->unit.front() != '[' &&
         entry->unit != "1";
}

// By all that the row may be. A number without limits may be a class or a score.
bool IsMeasuredInUnit(const Observation& row) {
  if (row.origin != Origin::kOcr || row.value.kind != ValueKind::kQuantity || row.range.text.empty()) return false;
  if (!row.analyte.id.empty()) return HasUnit(row.analyte.id);
  return !row.analyte.candidates.empty() &&
         std::all_of(row.analyte.candidates.begin(), row.analyte.candidates.end(), HasUnit);
}

bool HasSingleLimit(const Observation& row) {
  return row.origin == Origin::kOcr && row.range.low.has_value() != row.range.high.has_value();
}

bool IsBarred(const ReferenceRange& range) { return range.high ? range.high_inclusive : range.low_inclusive; }

bool StartsWithAngle(const std::string& text) { return text.starts_with('<') || text.starts_with('>'); }

}  // namespace

void CheckLostSigns(std::vector<RowFacts>& rows) {
  std::map<int, PageHabits> pages;
  for (const RowFacts& facts : rows) {
    const Observation& row = *facts.row;
    PageHabits& page = pages[row.page];
    if (IsMeasuredInUnit(row)) ++(row.unit.text.empty() ? page.no_units : page.units);
    if (HasSingleLimit(row)) ++(IsBarred(row.range) ? page.barred : page.plain);
  }
  for (RowFacts& facts : rows) {
    const Observation& row = *facts.row;
    const PageHabits& page = pages[row.page];
    if (row.origin != Origin::kOcr) continue;
    if (page.HasNoUnits() && row.unit.text.empty() && IsMeasuredInUnit(row))
      Doubt(facts, FindingCode::kUnitMissing,
            "hardly a row of this page has a unit; the head that gives it may not be read", row.box);
    else if (page.HasNoUnits() && !row.unit.text.empty() && row.unit.text.size() <= kShortUnit)
      Doubt(facts, FindingCode::kUnitUnknown,
            "\"" + row.unit.text + "\" may be a piece of something else: hardly a row of this page has a unit",
            row.unit.box);
    if (page.Bars() && HasSingleLimit(row) && !IsBarred(row.range) && StartsWithAngle(row.range.text))
      Doubt(facts, FindingCode::kRangeUnparsed,
            "\"" + row.range.text + "\" may have lost the bar that the other limits of this page have", row.range.box);
  }
}

}  // namespace labintake::validation
