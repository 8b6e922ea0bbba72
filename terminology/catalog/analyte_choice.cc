#include "terminology/catalog/analyte_choice.h"

#include <algorithm>
#include <functional>

#include "terminology/parts.h"

namespace labintake::terminology {
namespace {

bool Contains(const std::vector<std::string_view>& list, std::string_view item) {
  return std::find(list.begin(), list.end(), item) != list.end();
}

// The specimen that a unit can only have.
std::string_view SpecimenOfUnit(std::string_view ucum) {
  if (ucum.find("/(24.h)") != ucum.npos) return "urine-24h";
  if (ucum.find("{creat}") != ucum.npos || ucum.ends_with("[HPF]") || ucum.ends_with("[LPF]")) return "urine";
  if (ucum.find("{stool}") != ucum.npos) return "stool";
  // Cells in a millilitre are counted in urine only; blood has millions.
  if (ucum == "/mL" || ucum == "{cells}/mL") return "urine";
  return "";
}

bool Holds(std::string_view condition, const NameReading& reading, const NameContext& context,
           std::string_view specimen, const UnitKinds& units) {
  const size_t equals = condition.find('=');
  const std::string_view key = condition.substr(0, equals), value = condition.substr(equals + 1);
  if (key == "panel") return Contains(context.panels, value);
  if (key == "kind") return reading.kind == value;
  if (key == "specimen") return !specimen.empty() && SpecimenGroup(specimen) == SpecimenGroup(value);
  if (key == "unit") return !context.row->unit.ucum.empty() && units.SameKind(context.row->unit.ucum, value);
  return false;
}

// Drops what `keep` does not want, unless nothing would be left. True when something is left that is wanted.
bool Prefer(std::vector<AnalyteEntry>& from, const std::function<bool(const AnalyteEntry&)>& keep) {
  if (std::none_of(from.begin(), from.end(), keep)) return false;
  std::erase_if(from, std::not_fn(keep));
  return true;
}

bool IsPlainNumber(std::string_view ucum) {
  return ucum == "1" || ucum == "[pH]" || (ucum.starts_with('{') && ucum.find('}') + 1 == ucum.size());
}

// A result above a hundred, or with such a limit, is no share of anything.
bool IsNoShare(const Observation& row) {
  const Decimal hundred = *Decimal::Parse("100");
  return (row.range.high && *row.range.high > hundred) || (row.value.number && *row.value.number > hundred);
}

}  // namespace

std::string UnitFor(const AnalyteEntry& analyte, std::string_view ucum) {
  std::string unit(ucum);
  const bool by_creatinine = analyte.unit.find("{creat}") != analyte.unit.npos;
  if (by_creatinine && ucum.find('{') == ucum.npos && (ucum.ends_with("g") || ucum.ends_with("mol"))) unit += "{creat}";
  return unit;
}

bool UnitFits(const AnalyteEntry& analyte, std::string_view printed, const UnitKinds& units) {
  const std::string ucum = UnitFor(analyte, printed);
  bool fits = false;
  const auto compare = [&](std::string_view unit) {
    if (unit.starts_with('~')) unit.remove_prefix(1);  // reported so, without a way to the canonical unit
    fits = fits || units.SameKind(unit, ucum);
  };
  if (!analyte.unit.empty()) compare(analyte.unit);
  if (!fits) ForEachPart(analyte.conventional, ' ', compare);
  if (!fits) ForEachPart(analyte.si, ' ', compare);
  if (!fits)
    for (const LoincCode& code : Catalog::CodesOf(analyte.id))
      if (!code.unit.empty()) compare(code.unit);
  return fits;
}

Choice ChooseAnalyte(const std::vector<NameMeaning>& meanings, const NameReading& reading, const NameContext& context,
                     const UnitKinds& units) {
  const std::string& ucum = context.row->unit.ucum;
  const std::string_view unit_specimen = SpecimenOfUnit(ucum);
  std::string_view specimen = reading.specimen;
  for (const std::string_view told : {context.row_specimen, unit_specimen, context.report_specimen})
    if (specimen.empty()) specimen = told;

  // Meanings whose conditions hold are more specific than those without conditions.
  std::vector<NameMeaning> conditional, plain;
  Choice choice;
  for (const NameMeaning& meaning : meanings) {
    bool holds = true;
    ForEachPart(meaning.only, ' ', [&](std::string_view condition) {
      holds = holds && Holds(condition, reading, context, specimen, units);
    });
    if (!holds) {
      for (AnalyteEntry& analyte : Catalog::OfComponent(meaning.component)) choice.others.push_back(std::move(analyte));
    } else {
      (meaning.only.empty() ? plain : conditional).push_back(meaning);
    }
  }
  std::vector<AnalyteEntry>& fitting = choice.fitting;
  std::vector<std::string_view> components;
  for (const NameMeaning& meaning : conditional.empty() ? plain : conditional) {
    if (Contains(components, meaning.component)) continue;  // two conditions of one meaning
    components.push_back(meaning.component);
    for (AnalyteEntry& analyte : Catalog::OfComponent(meaning.component)) fitting.push_back(std::move(analyte));
  }
  if (fitting.empty()) return choice;
  const std::vector<AnalyteEntry> all = fitting;
  const std::string_view first_group = SpecimenGroup(all.front().specimen);
  choice.specimen_told = !reading.specimen.empty() || !context.row_specimen.empty() || !unit_specimen.empty() ||
                         std::all_of(all.begin(), all.end(),
                                     [&](const AnalyteEntry& a) { return SpecimenGroup(a.specimen) == first_group; });

  const auto of_group = [](std::string_view wanted) {
    return [wanted](const AnalyteEntry& a) { return SpecimenGroup(a.specimen) == SpecimenGroup(wanted); };
  };
  // What the name itself, its unit or its section says of the specimen has to hold: a urine result is none of serum,
  // even where the catalogue knows only serum. "Blood" is said of many things.
  std::string_view required;
  if (reading.specimen_taken) {
    required = reading.specimen;
  } else if (!context.row_specimen.empty() && SpecimenGroup(context.row_specimen) != "blood") {
    required = context.row_specimen;
  } else {
    required = unit_specimen;
  }
  if (!required.empty() && !Prefer(fitting, of_group(required))) {
    // "24 hour" and "urine" are told apart by few names; what is reckoned from other results is of their specimen.
    const bool urine = required.starts_with("urine");
    if ((!urine || !Prefer(fitting, [](const AnalyteEntry& a) { return a.specimen.starts_with("urine"); })) &&
        !Prefer(fitting, [](const AnalyteEntry& a) { return a.specimen == "calculated"; })) {
      choice.others = all;
      fitting.clear();
      return choice;
    }
  }
  if (!reading.kind.empty()) Prefer(fitting, [&](const AnalyteEntry& a) { return a.kind == reading.kind; });
  for (const std::string_view told : {reading.specimen, context.row_specimen, unit_specimen, context.report_specimen}) {
    if (told.empty() || !Prefer(fitting, of_group(told))) continue;
    break;
  }
  if (!ucum.empty()) {
    Prefer(fitting, [&](const AnalyteEntry& a) { return UnitFits(a, ucum, units); });
  } else if (reading.kind.empty() && IsNoShare(*context.row)) {
    Prefer(fitting, [](const AnalyteEntry& a) { return a.kind != "percent"; });
  }
  // Where nothing tells the specimen, 5.5 is no pH of blood.
  if (required.empty() && fitting.size() > 1)
    Prefer(fitting, [&](const AnalyteEntry& a) { return units.Believable(a, *context.row); });
  // "Blood" is said of serum, too; whole blood is not.
  // The head of a report names what was drawn, of which some results are made of serum.
  const bool of_blood = SpecimenGroup(context.report_specimen) == "blood";
  const std::string_view of_report = of_blood ? std::string_view() : context.report_specimen;
  for (std::string_view told : {reading.specimen, context.row_specimen, unit_specimen, of_report}) {
    if (told.empty() || told == "blood") continue;
    if (told == "whole-blood") told = "blood";
    if (Prefer(fitting, [&](const AnalyteEntry& a) { return a.specimen == told; })) break;
  }

  // Of several things with one name, the one that belongs among the rows around.
  const auto belongs = [&](const AnalyteEntry& a) {
    bool here = false;
    ForEachPart(a.panels, ',', [&](std::string_view tag) { here = here || Contains(context.panels, tag); });
    return here;
  };
  if (std::any_of(fitting.begin(), fitting.end(),
                  [&](const AnalyteEntry& a) { return a.component != fitting.front().component; })) {
    Prefer(fitting, belongs);
  }

  // Of one component in several specimens the usual one comes first; other differences nobody has told.
  const AnalyteEntry first = fitting.front();
  const bool same_component = std::all_of(fitting.begin(), fitting.end(),
                                          [&](const AnalyteEntry& a) { return a.component == first.component; });
  const auto usual = [&](const AnalyteEntry& a) { return a.specimen == first.specimen; };
  // A grade without a unit is the same whatever unit a number would have.
  const bool graded = context.row->value.kind != ValueKind::kQuantity && context.row->unit.text.empty();
  if (same_component && (graded || std::count_if(fitting.begin(), fitting.end(), usual) == 1)) {
    if (graded) Prefer(fitting, [](const AnalyteEntry& a) { return a.unit.empty(); });
    fitting.erase(fitting.begin() + 1, fitting.end());
  }
  if (fitting.size() == 1) {
    for (const AnalyteEntry& analyte : all)
      if (analyte.id != fitting.front().id) choice.others.push_back(analyte);
  }
  return choice;
}

const LoincCode* ChooseCode(const AnalyteEntry& analyte, const std::vector<LoincCode>& codes, const Observation& row,
                            const UnitKinds& units) {
  const auto find = [&](const auto& wanted) -> const LoincCode* {
    const auto it = std::find_if(codes.begin(), codes.end(), wanted);
    return it == codes.end() ? nullptr : &*it;
  };
  const auto numeric = [](const LoincCode& c) { return c.scale == "Qn" || c.scale == "OrdQn"; };
  if (row.value.kind == ValueKind::kTiter) {
    if (const LoincCode* titer = find([](const LoincCode& c) { return c.unit.find("{titer}") != c.unit.npos; }))
      return titer;
  }
  // A pending result with a unit will be a number.
  if (row.value.kind == ValueKind::kQuantity || !row.unit.ucum.empty()) {
    std::string ucum = UnitFor(analyte, row.unit.ucum);
    if (!ucum.empty()) {
      // LOINC counts ions by amount.
      const size_t equivalents = ucum.find("eq");
      if (!analyte.charge.empty() && equivalents != ucum.npos) ucum.replace(equivalents, 2, "mol");
      const LoincCode* fit = find([&](const LoincCode& c) { return numeric(c) && units.SameKind(c.unit, ucum); });
      if (fit != nullptr) return fit;
      // Ratios, indices, pH and specific gravity are printed with and without something in the place of a unit.
      if (IsPlainNumber(ucum)) return find(numeric);
      return find([&](const LoincCode& c) { return numeric(c) && (c.unit.empty() || IsPlainNumber(c.unit)); });
    }
    if (const LoincCode* any = find(numeric)) return any;
    return codes.empty() ? nullptr : &codes.front();
  }
  if (const LoincCode* graded = find([&](const LoincCode& c) { return c.scale != "Qn"; })) return graded;
  return codes.empty() ? nullptr : &codes.front();
}

}  // namespace labintake::terminology
