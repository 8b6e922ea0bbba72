#include "terminology/catalog/resolver.h"

#include <algorithm>
#include <map>
#include <optional>

#include "terminology/catalog/analyte_choice.h"
#include "terminology/catalog/name_key.h"
#include "terminology/catalog/name_search.h"
#include "terminology/catalog/near_names.h"
#include "terminology/catalog/printed_name.h"
#include "terminology/catalog/report_context.h"
#include "terminology/fold.h"
#include "terminology/parts.h"

namespace labintake::terminology {
namespace {

constexpr size_t kMostCandidates = 5;
// Rows of a panel that make it the panel of a row between them that has no heading.
constexpr int kRowsOfPanel = 3;

void AddCandidates(const std::vector<AnalyteEntry>& from, std::vector<std::string>* to) {
  for (const AnalyteEntry& a : from) {
    if (to->size() == kMostCandidates) return;
    if (std::find(to->begin(), to->end(), a.id) == to->end()) to->emplace_back(a.id);
  }
}

void AddNamesAlike(std::string_view name, std::vector<std::string>* candidates) {
  const std::string key = NameKey(NameTokens(name));
  std::vector<std::string_view> keys;
  for (const NearName& near : NearNames(key, 3)) keys.push_back(near.key);
  for (const std::string_view shared : NamesSharingWords(key, kMostCandidates)) keys.push_back(shared);
  for (const std::string_view like : keys)
    for (const NameMeaning& meaning : Catalog::MeaningsOf(like))
      AddCandidates(Catalog::OfComponent(meaning.component), candidates);
}

std::string Quoted(std::string_view text) { return "\"" + std::string(text) + "\""; }

void Record(const AnalyteEntry& entry, NameMatch match, const UnitKinds& units, Observation* row) {
  Analyte& analyte = row->analyte;
  analyte.id = entry.id;
  analyte.name = entry.name;
  analyte.specimen = entry.specimen;
  analyte.match = match;
  const std::vector<LoincCode> codes = Catalog::CodesOf(entry.id);
  if (const LoincCode* code = ChooseCode(entry, codes, *row, units); code != nullptr && !code->loinc.starts_with('X'))
    analyte.loinc = code->loinc;
}

}  // namespace

void Resolver::Resolve(Report* report) const {
  const std::string lab = LabKey(report->header.lab);
  std::string_view report_specimen = SpecimenIn(report->header.specimen);
  if (report_specimen.empty()) report_specimen = SpecimenOfTitle(*report);
  const std::vector<Section> sections = SectionsOf(*report);

  std::vector<FoundName> found(report->observations.size());
  const auto stated = [&](size_t i) { return sections[i].specimen.empty() ? report_specimen : sections[i].specimen; };
  const auto search = [&](size_t i, const std::vector<std::string_view>& around, std::string_view specimen_around) {
    const Observation& row = report->observations[i];
    const std::string_view specimen = sections[i].specimen.empty() ? specimen_around : sections[i].specimen;
    if (const std::optional<AnalyteEntry> given = Catalog::Find(row.analyte.id))
      return FoundName{{{*given}, {}}, NameMatch::kListed, true};
    NameContext context{specimen, report_specimen, sections[i].panels, &row};
    context.panels.insert(context.panels.end(), around.begin(), around.end());
    if (learned_ != nullptr) {
      const std::string key = NameKey(NameTokens(row.name.text)), panel = Key(row.panel);
      const std::vector<std::string_view> meant = learned_->Meanings({lab, key, stated(i), panel});
      if (meant.size() == 1) {
        if (const std::optional<AnalyteEntry> entry = Catalog::Find(meant.front())) {
          return FoundName{{{*entry}, {}}, NameMatch::kLearned, true};
        }
      }
    }
    return FindName(row.name.text, context, *units_);
  };
  std::map<std::string_view, int> tag_counts;
  bool open = false;
  for (size_t i = 0; i < found.size(); ++i) {
    found[i] = search(i, {}, "");
    if (found[i].choice.fitting.size() != 1) {
      open = true;
      continue;
    }
    ForEachPart(found[i].choice.fitting.front().panels, ',', [&](std::string_view tag) { ++tag_counts[tag]; });
  }
  std::vector<std::string_view> around = PanelsOfTitle(*report);
  for (const auto& [tag, count] : tag_counts)
    if (count >= kRowsOfPanel) around.push_back(tag);
  for (size_t i = 0; open && !around.empty() && i < found.size(); ++i)
    if (found[i].choice.fitting.size() != 1) found[i] = search(i, around, "");
  // "Protein" among the rows of a test strip is that of urine.
  std::vector<std::string_view> specimens(found.size());
  for (size_t i = 0; i < found.size(); ++i) {
    if (found[i].choice.fitting.size() == 1 && found[i].choice.specimen_told)
      specimens[i] = SpecimenGroup(found[i].choice.fitting.front().specimen);
  }
  const std::string_view of_rows = SpecimenOfRows(specimens);
  for (size_t i = 0; i < found.size(); ++i) {
    const Choice& first = found[i].choice;
    if (!found[i].known || (first.fitting.size() == 1 && first.specimen_told)) continue;
    std::string_view specimen = SpecimenAround(report->observations, specimens, i);
    if (specimen.empty()) specimen = of_rows;
    if (specimen.empty() || specimen == "blood") continue;
    FoundName again = search(i, around, specimen);
    if (again.choice.fitting.size() == 1) found[i] = std::move(again);
  }

  for (size_t i = 0; i < found.size(); ++i) {
    Observation& row = report->observations[i];
    const Choice& choice = found[i].choice;
    row.analyte = {};
    if (choice.fitting.size() == 1) {
      Record(choice.fitting.front(), found[i].match, *units_, &row);
      if (found[i].match == NameMatch::kMisspelt)
        row.findings.push_back({FindingCode::kNameMisspelt,
                                Quoted(row.name.text) + " was taken for " + Quoted(choice.fitting.front().name) +
                                    ", which is spelt a little differently",
                                row.name.box, Severity::kNote});
      continue;
    }
    row.analyte.specimen = stated(i);  // people are asked what the name means in this specimen
    AddCandidates(choice.fitting, &row.analyte.candidates);
    AddCandidates(choice.others, &row.analyte.candidates);
    if (choice.fitting.size() > 1) {
      row.findings.push_back({FindingCode::kAnalyteAmbiguous,
                              Quoted(row.name.text) + " may mean " + std::string(choice.fitting[0].name) + " (" +
                                  std::string(choice.fitting[0].id) + ") or " + std::string(choice.fitting[1].name) +
                                  " (" + std::string(choice.fitting[1].id) + ") here",
                              row.name.box, Severity::kNote});
      continue;
    }
    if (row.analyte.candidates.empty()) AddNamesAlike(row.name.text, &row.analyte.candidates);
    row.findings.push_back({FindingCode::kAnalyteUnknown, Quoted(row.name.text) + " is no name of the catalogue",
                            row.name.box, Severity::kNote});
  }
}

}  // namespace labintake::terminology
