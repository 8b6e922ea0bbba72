#include "terminology/catalog/misread_rows.h"

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "model/ascii.h"
#include "terminology/catalog/catalog.h"
#include "terminology/catalog/greek_names.h"
#include "terminology/catalog/misread_units.h"
#include "terminology/catalog/name_key.h"
#include "terminology/catalog/name_spelling.h"
#include "terminology/catalog/near_names.h"
#include "terminology/catalog/proposal.h"
#include "terminology/near_results.h"
#include "terminology/parts.h"
#include "terminology/units.h"

namespace labintake::terminology {
namespace {

// A name of so many bytes may differ by two letters, a shorter one by one.
constexpr size_t kLongName = 6;
// Of so many bytes the panel's one near name needs neither unit nor letters that look alike.
constexpr size_t kVeryLongName = 9;
constexpr size_t kShortestName = 3;
constexpr size_t kShortestTelling = 5;  // of a word behind a name
constexpr size_t kScrap = 2;  // bytes of a raised mark
// Rows that make a panel the report's.
constexpr int kRowsOfPanel = 3;

void AddUnits(const AnalyteEntry& analyte, Codes* codes) {
  for (const std::string_view list : {analyte.unit, analyte.conventional, analyte.si})
    ForEachPart(list, ' ', [&](std::string_view code) {
      if (code.starts_with('~')) code.remove_prefix(1);
      codes->insert(code);
    });
  if (analyte.kind == "percent") codes->insert("%");
}

Codes UnitsOf(std::string_view component) {
  Codes codes;
  const std::vector<AnalyteEntry> analytes = Catalog::OfComponent(component);
  for (const AnalyteEntry& analyte : analytes)
    if (analyte.specimen == analytes.front().specimen) AddUnits(analyte, &codes);
  return codes;
}

// What the row may be, by its name as it is read in the light of the others.
Codes UnitsOf(const Analyte& analyte) {
  Codes codes;
  std::vector<std::string> ids = analyte.candidates;
  if (!analyte.id.empty()) ids = {analyte.id};
  for (const std::string& id : ids)
    if (const std::optional<AnalyteEntry> entry = Catalog::Find(id)) AddUnits(*entry, &codes);
  return codes;
}

// Letters that recognition takes for one another.
bool Alike(char a, char b) {
  static constexpr std::string_view kPairs[] = {"ce", "co", "do", "og", "oq", "hn", "hr",
                                                "hb", "il", "ij", "vy", "uv", "sg", "sb"};
  return std::any_of(std::begin(kPairs), std::end(kPairs), [&](std::string_view pair) {
    return (pair[0] == a && pair[1] == b) || (pair[0] == b && pair[1] == a);
  });
}

bool AreAlike(std::string_view a, std::string_view b) {
  if (a.size() != b.size()) return false;
  for (size_t i = 0; i < a.size(); ++i)
    if (a[i] != b[i] && !Alike(a[i], b[i])) return false;
  return true;
}

std::string KeyOf(const Observation& row) { return NameKey(NameTokens(row.name.text)); }

// As a whole or without words that say how it was measured ("%", "absolute").
bool IsListed(const std::string& name) {
  std::vector<std::string> tokens = NameTokens(name);
  if (!Catalog::MeaningsOf(NameKey(tokens)).empty()) return true;
  std::erase_if(tokens, [](const std::string& token) { return RoleOf(token) != NameWord::kContent; });
  return !tokens.empty() && !Catalog::MeaningsOf(NameKey(tokens)).empty();
}

class Mender {
 public:
  Mender(const Resolver& resolver, const UnitKinds& kinds, double accepted, Report* report)
      : accepted_(accepted), rows_(report->observations), resolved_(*report), units_(kinds, *report) {
    resolver.Resolve(&resolved_);
    for (size_t i = 0; i < rows_.size(); ++i) {
      if (const std::optional<AnalyteEntry> entry = Catalog::Find(resolved_.observations[i].analyte.id))
        ForEachPart(entry->panels, ',', [&](std::string_view panel) { ++panels_[panel]; });
    }
  }

  void Mend() {
    for (size_t i = 0; i < rows_.size(); ++i) {
      if (rows_[i].origin == Origin::kOcr) units_.MendCut(UnitsOfName(rows_[i].name.text), &rows_[i]);
      if (!MayWait(rows_[i], accepted_)) continue;
      const Analyte& analyte = resolved_.observations[i].analyte;
      const bool known =
          analyte.match == NameMatch::kListed || analyte.match == NameMatch::kLearned || IsListed(rows_[i].name.text);
      if (known && rows_[i].confidence >= accepted_) continue;
      units_.Mend(UnitsOf(analyte), &rows_[i]);
      units_.MendInRange(UnitsOf(analyte), &rows_[i]);
      MendResult(&rows_[i]);
      if (!known) MendName(&rows_[i]);
    }
  }

  // A name that no table has makes a row wait, however surely it was read.
  static bool MayWait(const Observation& row, double accepted) {
    return row.origin == Origin::kOcr && !row.name.text.empty() &&
           (row.confidence < accepted || !IsListed(row.name.text));
  }

 private:
  void MendName(Observation* row) {
    const std::string key = KeyOf(*row);
    if (key.size() < kShortestName) return;
    std::string name = WithGreekLetters(row->name.text);
    if (name.empty()) name = WithoutTail(*row);
    if (name.empty()) name = LooksLike(*row);
    if (name.empty()) name = Near(*row, key);
    if (name.empty()) return;
    Propose(FindingCode::kNameMisspelt, row->name.text, name, row->name.box, row);
    row->name.text = name;
    units_.Mend(UnitsOfName(name), row);
  }

  // "Nomocytic, Normochromic".
  static void MendResult(Observation* row) {
    Value& value = row->value;
    if (value.kind != ValueKind::kText) return;
    const std::string near = NearResultWord(value.text);
    const std::optional<std::string> spelt = near.empty() ? std::nullopt : SpeltAs(value.text, near);
    if (!spelt || *spelt == value.text) return;
    Propose(FindingCode::kValueUnparsed, value.text, *spelt, value.box, row);
    value.text = *spelt;
    value.kind = ValueKind::kOrdinal;
  }

  static Codes UnitsOfName(const std::string& name) {
    Codes codes;
    for (const NameMeaning& meaning : Catalog::MeaningsOf(NameKey(NameTokens(name))))
      codes.merge(UnitsOf(meaning.component));
    return codes;
  }

  // "Monocytes Mtag": the longest name of the catalogue with which the text begins, where what follows was read with
  // doubt and says nothing. In "E. coli O157" and "Protein electrophoresis, IgG chain" it makes another test of it.
  static std::string WithoutTail(const Observation& row) {
    const std::string& text = row.name.text;
    for (size_t end = text.rfind(' '); end != std::string::npos && end > 0; end = text.rfind(' ', end - 1)) {
      const std::string head = text.substr(0, end);
      const std::string tail = text.substr(end + 1);
      if (head.back() == ',' || (!IsScrap(tail) && SaysSomething(tail))) return "";
      const std::string key = NameKey(NameTokens(head));
      if (key.size() >= kShortestName && !Catalog::MeaningsOf(key).empty())
        return IsScrap(tail) || IsDoubtfulBehind(row, end) ? head : "";
    }
    return "";
  }

  // Words of names, and figures among them ("anti-HIV 1+2"). Short words are read into anything ("DHEAS Peas").
  static bool SaysSomething(const std::string& tail) {
    const std::vector<std::string> tokens = NameTokens(tail);
    const auto of_names = [](const std::string& token) {
      return Catalog::IsNameWord(token) || RoleOf(token) != NameWord::kContent;
    };
    const auto figure = [](const std::string& token) {
      return std::all_of(token.begin(), token.end(), [](char c) { return IsDigit(c); });
    };
    bool figures = false, all = true;
    for (const std::string& token : tokens) {
      if (token.size() >= kShortestTelling && of_names(token)) return true;
      figures = figures || std::any_of(token.begin(), token.end(), [](char c) { return IsDigit(c); });
      all = all && (figure(token) || of_names(token));
    }
    return figures && all;
  }

  // "a1" for a raised "01": a small letter and a figure.
  static bool IsScrap(const std::string& tail) {
    return tail.size() == kScrap && std::any_of(tail.begin(), tail.end(), [](char c) { return IsDigit(c); }) &&
           std::any_of(tail.begin(), tail.end(), [](char c) { return c >= 'a' && c <= 'z'; });
  }

  // Was a word behind the first `length` letters of the name read with doubt?
  static bool IsDoubtfulBehind(const Observation& row, size_t length) {
    const Box& name = row.name.box;
    const double share = static_cast<double>(length) / static_cast<double>(row.name.text.size());
    return std::any_of(row.findings.begin(), row.findings.end(), [&](const Finding& f) {
      return f.code == FindingCode::kLowConfidence && f.box.OverlapX(name) > 0 && f.box.OverlapY(name) > 0 &&
             f.box.center_x() > name.x0 + share * (name.x1 - name.x0);
    });
  }

  // The one name whose signs look like those that were read ("R8C", "€0S%") and that is measured in the row's unit.
  static std::string LooksLike(const Observation& row) {
    const std::string text = WithLettersForSigns(row.name.text);
    const std::vector<std::string> tokens = NameTokens(text);
    if (text != row.name.text && IsListed(text)) return text;
    std::vector<std::string> lettered = WithLettersForFigures(text);
    std::erase_if(lettered, [](const std::string& name) { return !IsListed(name); });
    if (lettered.size() == 1) return lettered.front();
    const std::string ucum = LookUpUnit(row.unit.text).ucum;
    std::vector<std::string_view> alike = Catalog::KeysLike(SkeletonKey(tokens));
    if (!ucum.empty()) std::erase_if(alike, [&](std::string_view key) { return !IsMeasuredIn(key, ucum); });
    return alike.size() == 1 ? SpeltAs(text, alike.front()).value_or("") : "";
  }

  // Of the names that differ by a letter or two and are measured in the row's unit the only one, or the only one of the
  // report's panel, or of letters that look alike; "" where there are more.
  std::string Near(const Observation& row, const std::string& key) const {
    const std::string ucum = LookUpUnit(row.unit.text).ucum;
    std::vector<std::string_view> near;
    int least = key.size() >= kLongName ? 2 : 1;
    for (const NearName& name : NearNames(key, least)) {
      if (name.distance > least) break;
      if (!ucum.empty() && !IsMeasuredIn(name.key, ucum)) continue;
      near.push_back(name.key);
      least = name.distance;
    }
    if (ucum.empty() || near.size() > 1) std::erase_if(near, [&](std::string_view k) { return !OfPanel(k); });
    if ((ucum.empty() && key.size() < kVeryLongName) || near.size() > 1)
      std::erase_if(near, [&](std::string_view k) { return !AreAlike(k, key); });
    return near.size() == 1 ? SpeltAs(row.name.text, near.front()).value_or("") : "";
  }

  static bool IsMeasuredIn(std::string_view key, std::string_view ucum) {
    for (const NameMeaning& meaning : Catalog::MeaningsOf(key))
      if (UnitsOf(meaning.component).contains(ucum)) return true;
    return false;
  }

  // Of the panel to which most rows of the report belong.
  bool OfPanel(std::string_view key) const {
    const auto most = std::max_element(panels_.begin(), panels_.end(),
                                       [](const auto& a, const auto& b) { return a.second < b.second; });
    if (most == panels_.end() || most->second < kRowsOfPanel) return false;
    bool of = false;
    for (const NameMeaning& meaning : Catalog::MeaningsOf(key))
      for (const AnalyteEntry& analyte : Catalog::OfComponent(meaning.component))
        ForEachPart(analyte.panels, ',', [&](std::string_view panel) { of = of || panel == most->first; });
    return of;
  }

  double accepted_;
  std::vector<Observation>& rows_;
  Report resolved_;  // as it is read without mending
  std::map<std::string_view, int> panels_;
  UnitMender units_;
};

}  // namespace

void MendMisreadRows(const Resolver& resolver, const UnitKinds& kinds, double accepted, Report* report) {
  const auto& rows = report->observations;
  if (std::none_of(rows.begin(), rows.end(), [](const Observation& row) { return row.origin == Origin::kOcr; })) return;
  Mender(resolver, kinds, accepted, report).Mend();
}

}  // namespace labintake::terminology
