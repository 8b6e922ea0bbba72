#include "terminology/ucum_kinds.h"

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

#include "terminology/normalise.h"

namespace labintake::terminology {
namespace {

// Annotations that say what kind of number a number is; without them it is the same number.
constexpr auto kPlainNumbers = std::to_array<std::string_view>(
    {"{ratio}", "{index_val}", "{index}", "{INR}", "{s_co_ratio}", "{score}", "{calc}", "[pH]", "{MoM}", "{log}"});

void Replace(std::string_view from, std::string_view to, std::string_view text, std::vector<std::string>* variants) {
  const size_t at = text.find(from);
  if (at == text.npos) return;
  std::string variant(text);
  variant.replace(at, from.size(), to);
  variants->push_back(std::move(variant));
}

}  // namespace

std::vector<std::string> UnitVariants(std::string_view ucum) {
  std::vector<std::string> variants = {std::string(ucum)};
  if (std::find(kPlainNumbers.begin(), kPlainNumbers.end(), ucum) != kPlainNumbers.end()) {
    variants.emplace_back("1");
    return variants;
  }
  if (ucum == "mm") {
    variants.emplace_back("mm/h");  // the erythrocyte sedimentation rate, read after an hour
  } else if (ucum.find("[IU]") != ucum.npos) {
    Replace("[IU]", "U", ucum, &variants);
    Replace("[IU]", "[arb'U]", ucum, &variants);
  } else if (ucum.find("[arb'U]") != ucum.npos) {
    Replace("[arb'U]", "U", ucum, &variants);
    Replace("[arb'U]", "[IU]", ucum, &variants);
  } else {
    // A unit of enzymes ("U/L", "mU/L", "kU/L"), not the U of [arb'U] or of a word in braces.
    const size_t at = ucum.find('U');
    const bool alone = at != ucum.npos && at <= 1 && (at + 1 == ucum.size() || ucum[at + 1] == '/');
    if (alone) {
      Replace("U", "[IU]", ucum, &variants);
      Replace("U", "[arb'U]", ucum, &variants);
    }
  }
  return variants;
}

const std::vector<std::string>& UcumKinds::DimensionsOf(std::string_view ucum) const {
  const auto [it, fresh] = cache_.try_emplace(std::string(ucum));
  if (fresh) {
    for (const std::string& variant : UnitVariants(ucum))
      if (const Result<ucum::Unit> unit = table_.Parse(variant)) it->second.push_back(unit->dimension().ToString());
  }
  return it->second;
}

bool UcumKinds::Believable(const AnalyteEntry& analyte, const Observation& row) const {
  if (analyte.low.empty() && analyte.high.empty()) return true;
  Observation resolved = row;
  resolved.analyte.id = analyte.id;
  NormaliseRow(table_, &resolved);
  const std::optional<Decimal> low = Decimal::Parse(analyte.low), high = Decimal::Parse(analyte.high);
  const CanonicalQuantity& canonical = resolved.canonical;
  const auto believed = [&](const std::optional<Decimal>& number) {
    return !number || ((!low || *number >= *low) && (!high || *number <= *high));
  };
  // A range says what is measured. A value says it only where there is none: a misread digit must not make another
  // analyte of the row.
  const bool from_nothing = canonical.low && *canonical.low == *Decimal::Parse("0");  // "0 - 200" is "up to 200"
  if (canonical.low || canonical.high) return (from_nothing || believed(canonical.low)) && believed(canonical.high);
  return believed(canonical.value);
}

bool UcumKinds::SameKind(std::string_view a, std::string_view b) const {
  if (a.empty() || b.empty()) return false;
  if (a == b) return true;
  const std::vector<std::string> of_a = DimensionsOf(a);  // a copy: the next call may move the cache
  const std::vector<std::string>& of_b = DimensionsOf(b);
  return std::find_first_of(of_a.begin(), of_a.end(), of_b.begin(), of_b.end()) != of_a.end();
}

}  // namespace labintake::terminology
