#include "terminology/catalog/resolver.h"

#include <algorithm>
#include <map>
#include <optional>
#include <set>

#include "terminology/catalog/analyte_choice.h"
#include "terminology/catalog/name_key.h"
#include "terminology/catalog/near_names.h"
#include "terminology/catalog/printed_name.h"
#include "terminology/fold.h"

namespace labintake::terminology {
namespace {

constexpr size_t kMostCandidates = 5;
// Letters that the words which differ must have before one, or two, wrong ones are believed to be slips.
constexpr size_t kLettersForOneSlip = 5, kLettersForTwoSlips = 10;
// Rows of a panel that make it the panel of a row between them that has no heading.
constexpr int kRowsOfPanel = 3;
// Lines at the top of a report among which its title is.
constexpr int kTitleLines = 12;
// Rows on each side of a row that tell its specimen where nothing else does.
constexpr int kRowsAround = 2;

struct Found {
  Choice choice;
  NameMatch match = NameMatch::kNone;
  std::string spelling;  // of the catalogue, where the printed one differs
  bool known = false;    // the name is in the tables, whatever it means here
};

std::vector<std::string> Words(std::string_view key) {
  std::vector<std::string> words;
  while (!key.empty()) {
    const size_t end = std::min(key.find(' '), key.size());
    words.emplace_back(key.substr(0, end));
    key.remove_prefix(std::min(end + 1, key.size()));
  }
  return words;
}

// How many slips are believed between a name and a key of the catalogue: by the letters of the words they do not share.
int SlipsBelieved(const std::vector<std::string>& tokens, std::string_view key) {
  const std::vector<std::string> words = Words(key);
  const auto letters_of = [](const std::vector<std::string>& of, const std::vector<std::string>& without) {
    size_t letters = 0;
    for (const std::string& word : of)
      if (std::find(without.begin(), without.end(), word) == without.end()) letters += word.size();
    return letters;
  };
  const size_t letters = std::min(letters_of(tokens, words), letters_of(words, tokens));
  return letters >= kLettersForTwoSlips ? 2 : letters >= kLettersForOneSlip ? 1 : 0;
}

// One name in its context; a step of Resolver::Resolve.
class NameSearch {
 public:
  NameSearch(const NameContext& context, const UnitKinds& units) : context_(context), units_(units) {}

  Found Find(std::string_view name) const {
    Found found = Listed(name);
    if (!found.choice.fitting.empty()) return found;
    Found parted = InParts(name, NameMatch::kListed);
    if (!parted.choice.fitting.empty()) return parted;
    if (found.known) return found;
    Found misspelt = Misspelt(name);
    if (misspelt.known) return misspelt;
    return parted.choice.others.empty() ? found : parted;
  }

 private:
  // The first reading of the whole name that the tables have and that fits here; else the first they have.
  Found Listed(std::string_view name) const {
    Found first;
    for (const NameReading& reading : ReadingsOf(name)) {
      const std::vector<NameMeaning> meanings = Catalog::MeaningsOf(reading.key);
      if (meanings.empty()) continue;
      Found found{ChooseAnalyte(meanings, reading, context_, units_), NameMatch::kListed, "", true};
      if (!found.choice.fitting.empty()) return found;
      if (!first.known) first = std::move(found);
    }
    return first;
  }

  // Names with parts: what the known parts have in common. A part with words of the catalogue that is no name of its
  // own changes the meaning in a way that is not known.
  Found InParts(std::string_view name, NameMatch match) const {
    const std::vector<std::string_view> parts = PartsOf(name);
    Found joined;
    bool open = false;
    if (parts.size() > 1) {
      for (const std::string_view part : parts) {
        // What stands beside a part still tells specimen and kind of result.
        const Found found = Listed(part);
        if (found.known) {
          Join(found, &joined);
        } else if (!IsAside(part)) {
          const std::vector<std::string> tokens = NameTokens(part);
          open = open ||
                 std::any_of(tokens.begin(), tokens.end(), [](const std::string& t) { return Catalog::IsNameWord(t); });
        }
      }
    }
    if (joined.known && !open) {
      NarrowBySides(name, &joined);
      joined.match = match;
      return joined;
    }
    if (joined.known) {
      for (AnalyteEntry& a : joined.choice.fitting) joined.choice.others.push_back(std::move(a));
      joined.choice.fitting.clear();
      joined.known = false;
    }
    for (const auto& [before, after] : HalvesOf(name)) {
      const Found a = Listed(before), b = Listed(after);
      if (a.choice.fitting.size() != 1 || b.choice.fitting.size() != 1) continue;
      if (a.choice.fitting[0].component != b.choice.fitting[0].component) continue;
      Found both = a;
      both.known = true;
      NarrowBySides(name, &both);
      return both;
    }
    return joined;
  }

  // Keeps what both mean; nothing in common leaves all that either means, which is ambiguous.
  static void Join(const Found& found, Found* joined) {
    if (!joined->known) {
      *joined = found;
      return;
    }
    std::vector<AnalyteEntry> common;
    for (const AnalyteEntry& a : joined->choice.fitting) {
      const auto same = [&](const AnalyteEntry& b) { return a.component == b.component; };
      if (std::any_of(found.choice.fitting.begin(), found.choice.fitting.end(), same)) common.push_back(a);
    }
    if (!common.empty()) {
      joined->choice.fitting = std::move(common);
      return;
    }
    for (const AnalyteEntry& b : found.choice.fitting) joined->choice.fitting.push_back(b);
  }

  // "Neutrophils (Absolute)", "Glucose, urine": kind and specimen may be told by another part than the name.
  void NarrowBySides(std::string_view name, Found* found) const {
    if (found->choice.fitting.size() != 1) return;
    const std::string_view component = found->choice.fitting.front().component;
    NameReading all;
    for (const NameReading& reading : ReadingsOf(name)) {
      if (!reading.kind.empty()) all.kind = reading.kind;
      if (reading.specimen_taken && all.specimen.empty()) {
        all.specimen = reading.specimen;
        all.specimen_taken = true;
      }
    }
    if (all.kind.empty() && all.specimen.empty()) return;
    Choice again = ChooseAnalyte({{component, ""}}, all, context_, units_);
    if (!again.fitting.empty()) found->choice = std::move(again);
  }

  // A name but for a few signs, when nothing else is as near.
  Found Misspelt(std::string_view name) const {
    for (const NameReading& reading : ReadingsOf(name)) {
      const std::vector<std::string> tokens = Words(reading.key);
      std::vector<std::string_view> keys = Catalog::KeysLike(SkeletonKey(tokens));
      std::erase_if(keys, [&](std::string_view key) { return SlipsBelieved(tokens, key) == 0; });
      if (keys.empty()) {
        // One more than is believed: a second name just behind the first makes both doubtful.
        const std::vector<NearName> near = NearNames(reading.key, 3);
        if (near.empty() || near.front().distance > SlipsBelieved(tokens, near.front().key)) continue;
        for (const NearName& n : near)
          if (n.distance <= near.front().distance + 1) keys.push_back(n.key);
      }
      std::set<std::string_view> components;
      std::vector<NameMeaning> meanings;
      for (const std::string_view key : keys) {
        for (const NameMeaning& meaning : Catalog::MeaningsOf(key)) {
          components.insert(meaning.component);
          meanings.push_back(meaning);
        }
      }
      Found found{ChooseAnalyte(meanings, reading, context_, units_), NameMatch::kMisspelt, std::string(keys.front()),
                  true};
      if (components.size() > 1) {
        for (AnalyteEntry& a : found.choice.fitting) found.choice.others.push_back(std::move(a));
        found.choice.fitting.clear();
        found.known = false;
        found.match = NameMatch::kNone;
      }
      return found;
    }
    return {};
  }

  const NameContext& context_;
  const UnitKinds& units_;
};

// Calls `visit` with the lines at the top of the report among which its title is.
template <typename Visit>
void ForEachTitleLine(const Report& report, Visit visit) {
  int seen = 0;
  for (const ClassifiedLine& line : report.lines) {
    if (line.page != report.first_page || seen == kTitleLines) return;
    if (line.line_class != LineClass::kFurniture && line.line_class != LineClass::kHeading) continue;
    ++seen;
    visit(line.text);
  }
}

// The panels that the title of the report names: "IgG Food Antibodies", "GI-MAP".
std::vector<std::string_view> PanelsOfTitle(const Report& report) {
  std::vector<std::string_view> tags;
  ForEachTitleLine(report, [&](const std::string& text) {
    for (const std::string_view tag : PanelsIn(text)) tags.push_back(tag);
  });
  return tags;
}

// The specimen that the title names, if it is one of those that are reported alone: "Hair Elements". A report that
// begins with urine may go on with blood.
std::string_view SpecimenOfTitle(const Report& report) {
  std::string_view found;
  ForEachTitleLine(report, [&](const std::string& text) {
    const std::string_view specimen = SpecimenIn(text);
    if (specimen == "hair" || specimen == "saliva" || specimen == "breath") found = specimen;
  });
  return found;
}

// The specimen that the nearest rows of the same panel on both sides agree on; "" where they do not.
std::string_view SpecimenAround(const std::vector<Observation>& rows, const std::vector<std::string_view>& specimens,
                                size_t at) {
  std::vector<std::string_view> near;
  for (const int step : {-1, 1}) {
    int seen = 0;
    for (auto i = static_cast<std::ptrdiff_t>(at) + step; i >= 0 && i < std::ssize(rows) && seen < kRowsAround;
         i += step) {
      const size_t k = static_cast<size_t>(i);
      if (rows[k].panel != rows[at].panel) break;
      if (specimens[k].empty()) continue;
      near.push_back(specimens[k]);
      ++seen;
    }
  }
  if (near.size() < 2) return "";
  const bool agreed = std::all_of(near.begin(), near.end(), [&](std::string_view s) { return s == near.front(); });
  return agreed ? near.front() : "";
}

// What the headings above a row tell.
struct Section {
  std::string_view specimen;
  std::vector<std::string_view> panels;
};

// The sections of the rows, by their panels and the headings right above those: "Pleural fluid", then "Cytology".
std::vector<Section> SectionsOf(const Report& report) {
  struct Event {
    int page;
    double y;
    const ClassifiedLine* heading;  // nullptr for a row
    size_t row;
  };
  std::vector<Event> events;
  for (const ClassifiedLine& line : report.lines)
    if (line.line_class == LineClass::kHeading) events.push_back({line.page, line.box.y0, &line, 0});
  for (size_t i = 0; i < report.observations.size(); ++i)
    events.push_back({report.observations[i].page, report.observations[i].box.y0, nullptr, i});
  std::stable_sort(events.begin(), events.end(),
                   [](const Event& a, const Event& b) { return std::pair(a.page, a.y) < std::pair(b.page, b.y); });
  std::vector<Section> sections(report.observations.size());
  std::map<std::string, Section> of_panel;
  std::vector<const ClassifiedLine*> block;
  bool in_rows = false;
  for (const Event& event : events) {
    if (event.heading != nullptr) {
      if (in_rows) block.clear();
      in_rows = false;
      block.push_back(event.heading);
      continue;
    }
    in_rows = true;
    const std::string& panel = report.observations[event.row].panel;
    const auto [it, fresh] = of_panel.try_emplace(panel);
    Section& section = it->second;
    if (fresh) section = {SpecimenIn(panel), PanelsIn(panel)};
    // Only headings that led to this panel: on pages with columns others may stand between.
    const bool led_here = !panel.empty() && std::any_of(block.begin(), block.end(), [&](const ClassifiedLine* line) {
      return line->text.find(panel) != std::string::npos;
    });
    sections[event.row] = section;
    if (!led_here || !section.specimen.empty()) continue;
    for (auto line = block.rbegin(); line != block.rend() && sections[event.row].specimen.empty(); ++line)
      sections[event.row].specimen = SpecimenIn((*line)->text);
  }
  return sections;
}

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

  std::vector<Found> found(report->observations.size());
  const auto stated = [&](size_t i) { return sections[i].specimen.empty() ? report_specimen : sections[i].specimen; };
  const auto search = [&](size_t i, const std::vector<std::string_view>& around, std::string_view specimen_around) {
    const Observation& row = report->observations[i];
    const std::string_view specimen = sections[i].specimen.empty() ? specimen_around : sections[i].specimen;
    NameContext context{specimen, report_specimen, sections[i].panels, &row};
    context.panels.insert(context.panels.end(), around.begin(), around.end());
    if (learned_ != nullptr) {
      const std::string key = NameKey(NameTokens(row.name.text)), panel = Key(row.panel);
      const std::vector<std::string_view> meant = learned_->Meanings({lab, key, stated(i), panel});
      if (meant.size() == 1) {
        if (const std::optional<AnalyteEntry> entry = Catalog::Find(meant.front())) {
          return Found{{{*entry}, {}}, NameMatch::kLearned, "", true};
        }
      }
    }
    return NameSearch(context, *units_).Find(row.name.text);
  };
  std::map<std::string_view, int> tag_counts;
  bool open = false;
  for (size_t i = 0; i < found.size(); ++i) {
    found[i] = search(i, {}, "");
    if (found[i].choice.fitting.size() != 1) {
      open = true;
      continue;
    }
    std::string_view tags = found[i].choice.fitting.front().panels;
    while (!tags.empty()) {
      const size_t end = std::min(tags.find(','), tags.size());
      ++tag_counts[tags.substr(0, end)];
      tags.remove_prefix(std::min(end + 1, tags.size()));
    }
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
  for (size_t i = 0; i < found.size(); ++i) {
    if (found[i].choice.fitting.empty() || found[i].choice.specimen_told) continue;
    const std::string_view specimen = SpecimenAround(report->observations, specimens, i);
    if (specimen.empty() || specimen == "blood") continue;
    Found again = search(i, around, specimen);
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
