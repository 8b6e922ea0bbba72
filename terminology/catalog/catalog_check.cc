#include "terminology/catalog/catalog_check.h"

#include <algorithm>
#include <array>
#include <set>
#include <utility>

#include "model/ascii.h"
#include "model/decimal.h"
#include "terminology/catalog/analyte_choice.h"
#include "terminology/catalog/catalog.h"
#include "terminology/catalog/printed_name.h"
#include "terminology/normalise.h"
#include "terminology/parts.h"
#include "terminology/ucum_kinds.h"

namespace labintake::terminology {
namespace {

// What "in ..." of an official name says of the specimen; "" where it names several or none.
std::string_view SystemGroup(std::string_view long_name) {
  static constexpr auto kSystems =
      std::to_array<std::pair<std::string_view, std::string_view>>({{" in 24 hour Urine", "urine-24h"},
                                                                    {" in Urine", "urine"},
                                                                    {" in Serum", "blood"},
                                                                    {" in Plasma", "blood"},
                                                                    {" in Platelet poor plasma", "blood"},
                                                                    {" in Blood", "blood"},
                                                                    {" in Arterial blood", "blood"},
                                                                    {" in Venous blood", "blood"},
                                                                    {" in Capillary blood", "blood"},
                                                                    {" in Red Blood Cells", "rbc"},
                                                                    {" in Stool", "stool"},
                                                                    {" in Saliva", "saliva"},
                                                                    {" in Hair", "hair"},
                                                                    {" in Cerebral spinal fluid", "csf"},
                                                                    {" in Semen", "semen"},
                                                                    {" in Synovial fluid", "fluid"},
                                                                    {" in Pleural fluid", "fluid"},
                                                                    {" in Peritoneal fluid", "fluid"},
                                                                    {" in Body fluid", "fluid"}});
  if (long_name.find(" and CSF") != long_name.npos || long_name.find("CSF/") != long_name.npos) return "";
  for (const auto& [words, group] : kSystems)
    if (long_name.find(words) != long_name.npos) return group;
  return "";
}

// A unit of the property in the brackets of an official name; "" where any may be meant.
std::string_view UnitOfProperty(std::string_view long_name) {
  static constexpr auto kProperties =
      std::to_array<std::pair<std::string_view, std::string_view>>({{"[Mass/volume]", "g/L"},
                                                                    {"[Moles/volume]", "mol/L"},
                                                                    {"[Enzymatic activity/volume]", "U/L"},
                                                                    {"[Volume Fraction]", "%"},
                                                                    {"[Entitic volume]", "fL"},
                                                                    {"[Entitic mass]", "pg"}});
  for (const auto& [words, unit] : kProperties)
    if (long_name.find(words) != long_name.npos) return unit;
  return "";
}

class Check {
 public:
  Check(const ucum::Table& table, const OfficialNames& official) : table_(table), kinds_(table), official_(official) {}

  CatalogReport Run() {
    std::set<std::string> components;
    Catalog::ForEachAnalyte([&](const AnalyteEntry& a) {
      ++report_.analytes;
      components.emplace(a.component);
      CheckAnalyte(a);
      for (const LoincCode& code : Catalog::CodesOf(a.id)) CheckCode(a, code);
    });
    report_.components = components.size();
    Catalog::ForEachName([&](std::string_view key, const std::vector<NameMeaning>& meanings) {
      ++report_.names;
      CheckName(key, meanings);
    });
    return std::move(report_);
  }

 private:
  void Complain(std::string_view subject, std::string message) {
    report_.problems.push_back({std::string(subject), std::move(message)});
  }

  void CheckUnit(const AnalyteEntry& a, std::string_view unit) {
    const bool said_apart = unit.starts_with('~');
    if (said_apart) unit.remove_prefix(1);
    const Result<ucum::Unit> parsed = table_.Parse(unit);
    if (!parsed) {
      Complain(a.id, "the unit " + std::string(unit) + " is no UCUM: " + parsed.error().message);
      return;
    }
    if (!said_apart && !Converts(table_, a, unit))
      Complain(a.id, "the unit " + std::string(unit) + " does not convert to " + std::string(a.unit) +
                         "; write ~ before it where that is meant");
  }

  void CheckAnalyte(const AnalyteEntry& a) {
    if (!a.unit.empty()) {
      CheckUnit(a, a.unit);
      ForEachPart(a.conventional, ' ', [&](std::string_view unit) { CheckUnit(a, unit); });
      ForEachPart(a.si, ' ', [&](std::string_view unit) { CheckUnit(a, unit); });
    }
    for (const auto& [what, text] : {std::pair("molar mass", a.molar_mass), std::pair("charge", a.charge),
                                     std::pair("lower limit", a.low), std::pair("upper limit", a.high)})
      if (!text.empty() && !Decimal::Parse(text)) Complain(a.id, std::string("the ") + what + " is no number");
    const auto low = Decimal::Parse(a.low), high = Decimal::Parse(a.high);
    if (low && high && *low >= *high) Complain(a.id, "the lower limit is not below the upper one");
    if ((low || high) && a.limits_source.empty()) Complain(a.id, "the limits have no source");
    if (a.about.empty()) Complain(a.id, "nothing says what it is");
  }

  void CheckCode(const AnalyteEntry& a, const LoincCode& code) {
    if (code.loinc.starts_with('X')) return;  // local codes, as LOINC's licence wants them
    ++report_.codes;
    if (!HasCheckDigit(code.loinc)) Complain(code.loinc, "the check digit is wrong");
    if (!code.unit.empty() && !table_.IsValid(code.unit))
      Complain(code.loinc, "the unit " + std::string(code.unit) + " is no UCUM");
    std::string_view name = code.long_name;
    if (const OfficialName* official = official_.Find(code.loinc)) {
      if (!name.empty() && name != official->long_common_name)
        Complain(code.loinc, "the official name is " + official->long_common_name);
      if (official->status == "DEPRECATED") Complain(code.loinc, "LOINC has deprecated the code");
      name = official->long_common_name;
    } else if (!official_.empty()) {
      Complain(code.loinc, "the imported table of LOINC does not have the code");
    }
    if (name.empty()) return;
    ++report_.verified_codes;
    const std::string_view system = SystemGroup(name);
    const std::string_view group = SpecimenGroup(a.specimen);
    const bool urines = system.starts_with("urine") && group.starts_with("urine");
    if (!system.empty() && !group.empty() && system != group && !urines && a.specimen != "calculated")
      Complain(code.loinc,
               "its official name (" + std::string(name) + ") speaks of another specimen than " + std::string(a.id));
    const std::string_view unit = UnitOfProperty(name);
    // Annotated units speak of a part of the quantity (FEU), and renin's activity is a mass that is made in an hour.
    const bool special = code.unit.find('{') != code.unit.npos || code.unit.ends_with("/h");
    if (!unit.empty() && !code.unit.empty() && !special && !kinds_.SameKind(unit, code.unit))
      Complain(code.loinc, "the unit " + std::string(code.unit) + " does not fit the property in its official name (" +
                               std::string(name) + ")");
  }

  // Two components of one name need something that tells them apart: specimen, unit, or a condition.
  void CheckName(std::string_view key, const std::vector<NameMeaning>& meanings) {
    for (size_t i = 0; i < meanings.size(); ++i) {
      for (size_t k = i + 1; k < meanings.size(); ++k) {
        if (meanings[i].component == meanings[k].component || meanings[i].only != meanings[k].only) continue;
        const AnalyteEntry *one = nullptr, *other = nullptr;
        const std::vector<AnalyteEntry> left = Catalog::OfComponent(meanings[i].component);
        const std::vector<AnalyteEntry> right = Catalog::OfComponent(meanings[k].component);
        for (const AnalyteEntry& a : left)
          for (const AnalyteEntry& b : right)
            if (!ToldApart(a, b)) one = &a, other = &b;
        if (one != nullptr)
          Complain(key,
                   "the name means " + std::string(one->id) + " and " + std::string(other->id) + " in one context");
      }
    }
  }

  bool ToldApart(const AnalyteEntry& a, const AnalyteEntry& b) const {
    if (SpecimenGroup(a.specimen) != SpecimenGroup(b.specimen) || a.kind != b.kind) return true;
    if (a.unit.empty() || b.unit.empty()) return a.unit.empty() != b.unit.empty();
    return !UnitFits(a, b.unit, kinds_);
  }

  const ucum::Table& table_;
  const UcumKinds kinds_;
  const OfficialNames& official_;
  CatalogReport report_;
};

}  // namespace

bool HasCheckDigit(std::string_view loinc) {
  const size_t dash = loinc.find('-');
  if (dash == loinc.npos || dash == 0 || dash + 2 != loinc.size() || !IsDigit(loinc.back())) return false;
  int sum = 0;
  for (size_t i = 0; i < dash; ++i) {
    const char c = loinc[dash - 1 - i];
    if (!IsDigit(c)) return false;
    const int digit = (c - '0') * (i % 2 == 0 ? 2 : 1);
    sum += digit > 9 ? digit - 9 : digit;
  }
  return (10 - sum % 10) % 10 == loinc.back() - '0';
}

CatalogReport CheckCatalog(const ucum::Table& units, const OfficialNames& official) {
  return Check(units, official).Run();
}

}  // namespace labintake::terminology
