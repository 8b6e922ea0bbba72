#include "terminology/catalog/printed_name.h"

#include <algorithm>
#include <array>
#include <map>
#include <set>

#include "data/panel_words_tsv.h"
#include "data/specimen_words_tsv.h"
#include "model/ascii.h"
#include "terminology/catalog/name_key.h"
#include "terminology/tsv.h"

namespace labintake::terminology {
namespace {

using Tokens = std::vector<std::string>;

// Phrases of a table by their tokens.
class Phrases {
 public:
  explicit Phrases(std::string_view tsv) {
    ForEachRow(tsv, [&](const std::array<std::string_view, 3>& cells) {
      const Tokens tokens = NameTokens(cells[0]);
      if (tokens.empty()) return;
      longest_ = std::max(longest_, tokens.size());
      phrases_[tokens].push_back(cells[2]);
    });
  }

  // The longest phrase that begins at token `at`, with what it means; its length in tokens, 0 for none.
  size_t At(const Tokens& tokens, size_t at, std::vector<std::string_view>* meanings) const {
    for (size_t length = std::min(longest_, tokens.size() - at); length > 0; --length) {
      const auto begin = tokens.begin() + static_cast<std::ptrdiff_t>(at);
      const auto it = phrases_.find(Tokens(begin, begin + static_cast<std::ptrdiff_t>(length)));
      if (it == phrases_.end()) continue;
      *meanings = it->second;
      return length;
    }
    return 0;
  }

 private:
  std::map<Tokens, std::vector<std::string_view>> phrases_;
  size_t longest_ = 0;
};

const Phrases& Specimens() {
  static const Phrases phrases(data::specimen_words_tsv);
  return phrases;
}
const Phrases& Panels() {
  static const Phrases phrases(data::panel_words_tsv);
  return phrases;
}

enum class Part { kContent, kSpecimen, kPercent, kAbsolute, kSoft };

// The tokens of a name with what each is for.
struct Parsed {
  Tokens tokens;
  std::vector<Part> parts;
  std::vector<std::string_view> specimens;  // of each token; "" where it is no word for one
};

// "S-Creatinine", "fP-Glucose", "Sg-Emoglobina": the specimen as Northern and Italian laboratories print it.
std::string_view TakePrefix(std::string_view& name) {
  static constexpr auto kPrefixes = std::to_array<std::pair<std::string_view, std::string_view>>({{"S-", "serum"},
                                                                                                  {"fS-", "serum"},
                                                                                                  {"Sr-", "serum"},
                                                                                                  {"P-", "plasma"},
                                                                                                  {"fP-", "plasma"},
                                                                                                  {"Pl-", "plasma"},
                                                                                                  {"B-", "blood"},
                                                                                                  {"fB-", "blood"},
                                                                                                  {"Sg-", "blood"},
                                                                                                  {"U-", "urine"},
                                                                                                  {"dU-", "urine-24h"},
                                                                                                  {"Li-", "csf"},
                                                                                                  {"F-", "stool"}});
  for (const auto& [letters, specimen] : kPrefixes) {
    if (!name.starts_with(letters) || name.size() < letters.size() + 2 || IsSpace(name[letters.size()])) continue;
    name.remove_prefix(letters.size());
    return specimen;
  }
  return "";
}

// "TSH W/REFLEX TO FT4" is a TSH: what may be measured next is no part of the name.
std::string_view WithoutReflex(std::string_view name) {
  static constexpr auto kReflex = std::to_array<std::string_view>(
      {" w/reflex", " w/ reflex", " with reflex", " reflex to", ", reflex", " w/rfx", " rfx "});
  std::string lower(name);
  std::transform(lower.begin(), lower.end(), lower.begin(),
                 [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
  size_t cut = name.size();
  for (const std::string_view words : kReflex) cut = std::min(cut, lower.find(words));
  return name.substr(0, cut);
}

Parsed Parse(std::string_view name) {
  Parsed parsed;
  parsed.tokens = NameTokens(name);
  parsed.parts.resize(parsed.tokens.size(), Part::kContent);
  parsed.specimens.resize(parsed.tokens.size());
  for (size_t i = 0; i < parsed.tokens.size(); ++i) {
    switch (RoleOf(parsed.tokens[i])) {
      case NameWord::kPercent: parsed.parts[i] = Part::kPercent; break;
      case NameWord::kAbsolute: parsed.parts[i] = Part::kAbsolute; break;
      case NameWord::kSoft: parsed.parts[i] = Part::kSoft; break;
      default: break;
    }
  }
  // "Sample 3": the number goes with the word.
  for (size_t i = 1; i < parsed.tokens.size(); ++i)
    if (parsed.parts[i - 1] == Part::kSoft && std::all_of(parsed.tokens[i].begin(), parsed.tokens[i].end(), IsDigit))
      parsed.parts[i] = Part::kSoft;
  for (size_t i = 0; i < parsed.tokens.size();) {
    std::vector<std::string_view> specimen;
    const size_t length = Specimens().At(parsed.tokens, i, &specimen);
    for (size_t k = i; k < i + length; ++k) {
      parsed.parts[k] = Part::kSpecimen;
      parsed.specimens[k] = specimen.front();
    }
    i += std::max<size_t>(length, 1);
  }
  return parsed;
}

class Readings {
 public:
  explicit Readings(const Parsed& parsed) : parsed_(parsed) {}

  // The tokens whose part is not in `out`; words for `only` alone where that is not "".
  void Add(const std::set<Part>& out, std::string_view only = "") {
    NameReading reading;
    Tokens kept;
    for (size_t i = 0; i < parsed_.tokens.size(); ++i) {
      const Part part = parsed_.parts[i];
      if (part == Part::kPercent) reading.kind = "percent";
      if (part == Part::kAbsolute) reading.kind = "absolute";
      const bool is_specimen = part == Part::kSpecimen;
      const bool taken = out.contains(part) && (!is_specimen || only.empty() || parsed_.specimens[i] == only);
      if (is_specimen && (taken || reading.specimen.empty())) reading.specimen = parsed_.specimens[i];
      reading.specimen_taken = reading.specimen_taken || (is_specimen && taken);
      if (!taken) kept.push_back(parsed_.tokens[i]);
    }
    if (kept.empty()) return;
    reading.key = NameKey(std::move(kept));
    const bool known = std::any_of(readings_.begin(), readings_.end(), [&](const NameReading& r) {
      return r.key == reading.key && r.specimen == reading.specimen;
    });
    if (!known) readings_.push_back(std::move(reading));
  }

  std::vector<NameReading> Take() { return std::move(readings_); }

 private:
  const Parsed& parsed_;
  std::vector<NameReading> readings_;
};

}  // namespace

std::vector<NameReading> ReadingsOf(std::string_view printed) {
  const std::string_view name = WithoutReflex(printed);
  std::string_view rest = name;
  const std::string_view prefix = TakePrefix(rest);
  const Parsed parsed = Parse(name);
  Readings readings(parsed);
  const std::set<Part> kinds = {Part::kPercent, Part::kAbsolute};
  const std::set<std::string_view> specimens(parsed.specimens.begin(), parsed.specimens.end());
  readings.Add({});
  readings.Add(kinds);
  for (const std::string_view one : specimens)
    if (!one.empty()) readings.Add({Part::kSpecimen, Part::kPercent, Part::kAbsolute}, one);
  readings.Add({Part::kSpecimen, Part::kPercent, Part::kAbsolute});
  readings.Add({Part::kSoft});
  readings.Add({Part::kSoft, Part::kPercent, Part::kAbsolute});
  for (const std::string_view one : specimens)
    if (!one.empty()) readings.Add({Part::kSoft, Part::kSpecimen, Part::kPercent, Part::kAbsolute}, one);
  readings.Add({Part::kSoft, Part::kSpecimen, Part::kPercent, Part::kAbsolute});
  std::vector<NameReading> all = readings.Take();
  if (!prefix.empty()) {
    for (NameReading& reading : ReadingsOf(rest)) {
      if (reading.specimen.empty()) {
        reading.specimen = prefix;
        reading.specimen_taken = true;
      }
      all.push_back(std::move(reading));
    }
  }
  return all;
}

std::vector<std::string_view> PartsOf(std::string_view name) {
  std::vector<std::string_view> parts;
  size_t begin = 0;
  const auto end_part = [&](size_t end) {
    std::string_view part = name.substr(begin, end - begin);
    while (!part.empty() && IsSpace(part.front())) part.remove_prefix(1);
    while (!part.empty() && IsSpace(part.back())) part.remove_suffix(1);
    if (!part.empty()) parts.push_back(part);
  };
  for (size_t i = 0; i < name.size(); ++i) {
    const char c = name[i];
    const bool dash = c == '-' && i > 0 && i + 1 < name.size() && IsSpace(name[i - 1]) && IsSpace(name[i + 1]);
    if (std::string_view("()[]{};,|=").find(c) == std::string_view::npos && !dash &&
        !(c == ':' && i + 1 < name.size() && IsSpace(name[i + 1])))
      continue;
    end_part(i);
    begin = i + 1;
  }
  end_part(name.size());
  return parts;
}

std::vector<std::pair<std::string, std::string>> HalvesOf(std::string_view name) {
  std::vector<std::pair<std::string, std::string>> halves;
  for (size_t i = 1; i + 1 < name.size(); ++i) {
    if (name[i] == '-' || name[i] == '/') halves.emplace_back(name.substr(0, i), name.substr(i + 1));
  }
  const Tokens tokens = NameTokens(name);
  for (size_t i = 1; i < tokens.size(); ++i) {
    std::string before, after;
    for (size_t k = 0; k < tokens.size(); ++k) (k < i ? before : after) += tokens[k] + ' ';
    halves.emplace_back(std::move(before), std::move(after));
  }
  return halves;
}

bool IsAside(std::string_view part) {
  const Parsed parsed = Parse(part);
  return std::none_of(parsed.parts.begin(), parsed.parts.end(), [](Part p) { return p == Part::kContent; });
}

std::string_view SpecimenIn(std::string_view text) {
  const Tokens tokens = NameTokens(text);
  std::string_view found;
  for (size_t i = 0; i < tokens.size();) {
    std::vector<std::string_view> meanings;
    size_t length = Specimens().At(tokens, i, &meanings);
    std::string_view specimen = length > 0 ? meanings.front() : std::string_view();
    // "Urineonderzoek", "Urinsediment", "Harnstatus": headings in one word.
    static constexpr auto kUrine =
        std::to_array<std::string_view>({"urine", "urinse", "urinst", "urinu", "harnst", "harnse"});
    if (length == 0 && std::any_of(kUrine.begin(), kUrine.end(),
                                   [&](std::string_view start) { return tokens[i].starts_with(start); })) {
      specimen = "urine";
      length = 1;
    }
    // One- and two-letter words ("U", "Se") are specimens beside a test's name only; a count of red cells is no
    // specimen.
    const bool counts = length > 0 && (length > 1 || tokens[i].size() > 2) && specimen != "rbc";
    if (counts && found.empty()) {
      found = specimen;
    } else if (counts && found != specimen) {
      // "Serum, EDTA whole blood": blood of some kind; "serum, urine": nobody knows.
      if (SpecimenGroup(found) != SpecimenGroup(specimen)) return "";
      found = SpecimenGroup(found);
    }
    i += std::max<size_t>(length, 1);
  }
  return found;
}

std::vector<std::string_view> PanelsIn(std::string_view heading) {
  const Tokens tokens = NameTokens(heading);
  std::vector<std::string_view> tags;
  for (size_t i = 0; i < tokens.size();) {
    std::vector<std::string_view> meanings;
    const size_t length = Panels().At(tokens, i, &meanings);
    tags.insert(tags.end(), meanings.begin(), meanings.end());
    i += std::max<size_t>(length, 1);
  }
  return tags;
}

std::string_view SpecimenGroup(std::string_view specimen) {
  static constexpr auto kBlood = std::to_array<std::string_view>(
      {"blood", "whole-blood", "serum", "plasma", "arterial", "venous", "capillary", "cord-blood", "wbc", "platelets"});
  if (std::find(kBlood.begin(), kBlood.end(), specimen) != kBlood.end()) return "blood";
  static constexpr auto kFluids =
      std::to_array<std::string_view>({"fluid", "pleural-fluid", "peritoneal-fluid", "synovial-fluid"});
  if (std::find(kFluids.begin(), kFluids.end(), specimen) != kFluids.end()) return "fluid";
  return specimen;
}

}  // namespace labintake::terminology
