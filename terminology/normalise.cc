#include "terminology/normalise.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "terminology/catalog/analyte_choice.h"
#include "terminology/catalog/catalog.h"
#include "terminology/parts.h"
#include "terminology/ucum/conversion.h"
#include "terminology/ucum_kinds.h"

namespace labintake::terminology {
namespace {

// Components for which mass and amount, or one definition and another, have no honest factor: docs/decisions/0017.
std::string_view WhyNoFactor(std::string_view component) {
  static constexpr auto kReasons = std::to_array<std::pair<std::string_view, std::string_view>>({
      {"lipoprotein-a", "the size of the particle differs from person to person"},
      {"insulin", "the factor between units and moles depends on the preparation that the assay was set by"},
      {"d-dimer-feu", "fibrinogen equivalents and D-dimer units differ by assay"},
      {"d-dimer-ddu", "fibrinogen equivalents and D-dimer units differ by assay"},
  });
  for (const auto& [prefix, reason] : kReasons)
    if (component.starts_with(prefix)) return reason;
  return "";
}

ucum::Substance SubstanceOf(const AnalyteEntry& entry) {
  ucum::Substance substance;
  substance.molar_mass = Decimal::Parse(entry.molar_mass);
  int charge = 0;
  const auto [end, error] = std::from_chars(entry.charge.data(), entry.charge.data() + entry.charge.size(), charge);
  if (error == std::errc() && charge != 0) substance.charge = charge;
  if (entry.component == "hba1c" || entry.component == "hemoglobin-a1c") substance.equation = ucum::Equation::kHba1c;
  substance.no_factor = WhyNoFactor(entry.component);
  return substance;
}

// True for a unit that the catalogue lists as one that is reported and does not convert.
bool IsReportedOtherwise(const AnalyteEntry& entry, std::string_view ucum) {
  bool found = false;
  for (const std::string_view list : {entry.conventional, entry.si})
    ForEachPart(list, ' ', [&](std::string_view unit) { found = found || (unit[0] == '~' && unit.substr(1) == ucum); });
  return found;
}

// "mil" is a million in English and a thousand in Spanish and Portuguese: a cell count is read as the one with which it
// can be believed.
void SettleThousands(const AnalyteEntry& entry, Observation* row) {
  if (row->unit.ucum != "10*6/uL" || !row->unit.text.starts_with("mil") || entry.unit != "10*3/uL") return;
  const std::optional<Decimal> high = Decimal::Parse(std::string(entry.high) + "e-3");
  if (high && *row->value.number > *high) row->unit.ucum = "10*3/uL";
}

constexpr const char* kGramsInLitre = "g/L";

// 1018 in place of 1.018, as some laboratories print the specific gravity: grams in a litre.
bool IsGravityInGrams(const AnalyteEntry& entry, const Observation& row) {
  return entry.component == "specific-gravity" && row.unit.text.empty() && *row.value.number > *Decimal::Parse("900");
}

struct Found {
  std::optional<ucum::Conversion> conversion;
  std::string refusal;  // where the quantities fit and there is no factor
};

// The conversion from the printed unit, as it stands or as laboratories mean it.
Found FindConversion(const ucum::Table& table, const AnalyteEntry& entry, std::string_view ucum) {
  Found found;
  if (entry.component == "specific-gravity" && ucum == kGramsInLitre) {
    found.conversion.emplace();
    found.conversion->factor = ucum::Rational(1, 1000);
    found.conversion->text = "/ 1000 (grams in a litre)";
    return found;
  }
  const ucum::Substance substance = SubstanceOf(entry);
  const std::vector<std::string> from = UnitVariants(ucum), to = UnitVariants(entry.unit);
  for (const std::string& a : from) {
    const Result<ucum::Unit> printed = table.Parse(a);
    if (!printed) continue;
    for (const std::string& b : to) {
      const Result<ucum::Unit> canonical = table.Parse(b);
      if (!canonical) continue;
      auto conversion = ucum::Convert(*printed, *canonical, substance);
      if (conversion) {
        found.conversion = *std::move(conversion);
        if (a != ucum || b != entry.unit) {
          const std::string as = b == entry.unit ? a : b;
          found.conversion->text += " (" + std::string(a != ucum ? ucum : std::string_view(entry.unit)) +
                                    " as laboratories print " + as + ")";
        }
        return found;
      }
      using Reason = ucum::RefusalReason;
      const Reason reason = conversion.error().reason;
      const bool fits = reason == Reason::kNeedsMolarMass || reason == Reason::kNeedsCharge ||
                        reason == Reason::kNoFactor || reason == Reason::kAnnotationsDiffer;
      if (fits && found.refusal.empty()) found.refusal = conversion.error().message;
    }
  }
  return found;
}

}  // namespace

bool Converts(const ucum::Table& table, const AnalyteEntry& entry, std::string_view ucum) {
  return !IsReportedOtherwise(entry, ucum) && FindConversion(table, entry, ucum).conversion.has_value();
}

namespace {

// What was found for an analyte and a unit; a report has few of them.
using Conversions = std::map<std::pair<std::string, std::string>, Found>;

// REQUIRES: `row` has an analyte.
void Convert(const ucum::Table& table, Conversions& known, Observation* row, bool with_findings) {
  row->canonical = {};
  if (row->value.kind != ValueKind::kQuantity || !row->value.number) return;
  const std::optional<AnalyteEntry> entry = Catalog::Find(row->analyte.id);
  if (!entry || entry->unit.empty()) return;
  SettleThousands(*entry, row);
  // A pure number is often printed without a unit.
  std::string ucum = row->unit.ucum;
  if (ucum.empty() && row->unit.text.empty()) {
    if (UnitVariants(entry->unit).back() != "1") return;
    ucum = entry->unit;
  }
  if (ucum.empty()) return;
  ucum = IsGravityInGrams(*entry, *row) ? kGramsInLitre : UnitFor(*entry, ucum);
  const auto [it, fresh] = known.try_emplace({row->analyte.id, ucum});
  if (fresh && !IsReportedOtherwise(*entry, ucum)) it->second = FindConversion(table, *entry, ucum);
  const Found& found = it->second;
  if (!found.conversion) {
    if (with_findings && (!found.refusal.empty() || IsReportedOtherwise(*entry, ucum)))
      row->findings.push_back({FindingCode::kNotConverted,
                               ucum + " was not converted to " + std::string(entry->unit) + ": " +
                                   (found.refusal.empty() ? "no factor leads from one to the other" : found.refusal),
                               row->unit.box, Severity::kNote});
    return;
  }
  const auto convert = [&](const std::optional<Decimal>& number) {
    return number ? found.conversion->Apply(*number) : std::nullopt;
  };
  CanonicalQuantity& canonical = row->canonical;
  canonical.value = convert(row->value.number);
  if (!canonical.value) return;
  canonical.low = convert(row->range.low);
  canonical.high = convert(row->range.high);
  canonical.ucum = entry->unit;
  if (ucum != entry->unit || (row->unit.ucum != entry->unit && !row->unit.ucum.empty()))
    canonical.conversion = found.conversion->text;
}

}  // namespace

void NormaliseRow(const ucum::Table& table, Observation* row) {
  Conversions known;
  if (!row->analyte.id.empty()) Convert(table, known, row, false);
}

void Normalise(const ucum::Table& table, Report* report) {
  Conversions known;
  for (Observation& row : report->observations) {
    row.canonical = {};
    if (!row.analyte.id.empty()) Convert(table, known, &row, true);
  }
}

}  // namespace labintake::terminology
