#include "terminology/validation/duplicates.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <string>
#include <string_view>

#include "model/ascii.h"
#include "terminology/catalog/name_key.h"
#include "terminology/validation/confidence_gain.h"
#include "terminology/validation/printed_number.h"

namespace labintake::validation {
namespace {

// Of the doubt in a figure that another one in another unit agrees with; as of an identity.
constexpr double kLeft = 0.3;
// Conversions are printed with factors of three digits.
constexpr double kFactorError = 0.005;

bool Usable(const RowFacts& facts) { return facts.analyte && facts.plain && facts.factor > 0; }

bool Agree(const Interval& a, const Interval& b) {
  return Gap(a, b) <= kFactorError * std::max(std::abs(a.center()), std::abs(b.center()));
}

bool Agree(const RowFacts& a, const RowFacts& b) { return Agree(a.Canonical(), b.Canonical()); }

// Names of samples and times: "staal 2", "Cortisol 30 min", "Glucose 2h".
bool HasDigit(std::string_view text) { return std::any_of(text.begin(), text.end(), IsDigit); }

bool IsSeries(const Observation& a, const Observation& b) {
  if (a.panel != b.panel && (HasDigit(a.panel) || HasDigit(b.panel))) return true;
  return a.name.text != b.name.text && (HasDigit(a.name.text) || HasDigit(b.name.text));
}

bool SameName(const Observation& a, const Observation& b) {
  using terminology::NameKey;
  using terminology::NameTokens;
  return a.name.text == b.name.text || NameKey(NameTokens(a.name.text)) == NameKey(NameTokens(b.name.text));
}

// True when one misreading of `facts` would make it agree with `other`.
bool Mends(const RowFacts& facts, const RowFacts& other) {
  const std::vector<Reading> readings = OtherReadings(*facts.row->value.number);
  return std::any_of(readings.begin(), readings.end(),
                     [&](const Reading& reading) { return Agree(facts.Canonical(reading.value), other.Canonical()); });
}

void Disagree(RowFacts& a, RowFacts& b) {
  const bool units = a.row->unit.ucum != b.row->unit.ucum;
  const FindingCode code = units ? FindingCode::kUnitsDisagree : FindingCode::kDuplicateDiffers;
  const auto message = [&](const RowFacts& one, const RowFacts& other) {
    return ValueText(*one.row) + (units ? " is not " : " here, ") + ValueText(*other.row) +
           (units ? "" : " elsewhere for " + std::string(one.analyte->name));
  };
  const auto boxes = [](const RowFacts& one, const RowFacts& other) {
    return one.row->page == other.row->page ? std::vector<Box>{other.row->value.box} : std::vector<Box>{};
  };
  if (!units && !SameName(*a.row, *b.row)) {
    Note(b, code, message(b, a), b.row->value.box, boxes(b, a));
    return;
  }
  // The one that a misreading explains is the one to look at; where that is both or none, both are.
  const bool a_mends = units && Mends(a, b), b_mends = units && Mends(b, a);
  if (!b_mends || a_mends) Doubt(a, code, message(a, b), a.row->value.box, boxes(a, b));
  if (!a_mends || b_mends) Doubt(b, code, message(b, a), b.row->value.box, boxes(b, a));
}

void RaiseEachOther(RowFacts& a, RowFacts& b) {
  const auto raise = [](RowFacts& one, const RowFacts& by) {
    Raise(one.row, kLeft, [&](double other) { return !Agree(one.Canonical(other), by.Canonical()); });
  };
  if (a.doubted || b.doubted) return;
  raise(a, b);
  raise(b, a);
}

}  // namespace

void CheckRepeated(std::vector<RowFacts>& rows) {
  std::map<std::string_view, std::vector<RowFacts*>> by_analyte;
  for (RowFacts& facts : rows)
    if (Usable(facts)) by_analyte[facts.row->analyte.id].push_back(&facts);
  for (auto& [id, same] : by_analyte) {
    // Three results or more in one unit are a day's profile, however they are named.
    const auto in_unit = std::count_if(same.begin(), same.end(), [&](const RowFacts* facts) {
      return facts->row->unit.ucum == same.front()->row->unit.ucum;
    });
    if (in_unit > 2) continue;
    for (size_t i = 1; i < same.size(); ++i) {
      RowFacts& first = *same.front();
      RowFacts& other = *same[i];
      if (IsSeries(*first.row, *other.row)) continue;
      const bool agree = Agree(first, other);
      if (!agree && !first.doubted && !other.doubted) Disagree(first, other);
      if (agree && first.row->unit.ucum != other.row->unit.ucum) RaiseEachOther(first, other);
    }
  }
}

}  // namespace labintake::validation
