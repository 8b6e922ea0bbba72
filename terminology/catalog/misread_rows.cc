#include "terminology/catalog/misread_rows.h"

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>
#include <vector>

#include "model/ascii.h"
#include "terminology/catalog/catalog.h"
#include "terminology/catalog/greek_names.h"
#include "terminology/catalog/name_key.h"
#include "terminology/catalog/name_spelling.h"
#include "terminology/catalog/near_names.h"
#include "terminology/edit_distance.h"
#include "terminology/fold.h"
#include "terminology/parts.h"
#include "terminology/unit_search.h"
#include "terminology/units.h"

namespace labintake::terminology {
namespace {

constexpr double kProposed = 0.5;  // of the confidence
// A name of so many bytes may differ by two letters, a shorter one by one.
constexpr size_t kLongName = 6;
// Of so many bytes the panel's one near name needs neither unit nor letters that look alike.
constexpr size_t kVeryLongName = 9;
constexpr size_t kShortestName = 3;
constexpr size_t kShortestTelling = 5;  // of a word behind a name
// Share of the letters of a unit that may differ.
constexpr double kMostOfUnit = 0.5;
// Letters that a unit which is known by itself may have lost.
constexpr size_t kMostLost = 2;
constexpr size_t kShortestRest = 4;
// A per cent sign is read as anything of so many bytes; it must then stand in so many other rows.
constexpr size_t kLongestPercent = 4;
constexpr int kOtherPercents = 2;
// Rows that make a panel the report's.
constexpr int kRowsOfPanel = 3;

using Codes = std::set<std::string_view>;

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

std::string Plain(std::string_view text) {
  std::string plain = Fold(text);
  std::erase(plain, ' ');
  return plain;
}

class Mender {
 public:
  Mender(const Resolver& resolver, const UnitKinds& kinds, double accepted, Report* report)
      : kinds_(kinds), accepted_(accepted), rows_(report->observations), resolved_(*report) {
    resolver.Resolve(&resolved_);
    for (size_t i = 0; i < rows_.size(); ++i) {
      if (const UnitMatch unit = LookUpUnit(rows_[i].unit.text); unit.confidence == UnitConfidence::kKnown)
        ++printed_[{rows_[i].unit.text, unit.ucum}];
      if (const std::optional<AnalyteEntry> entry = Catalog::Find(resolved_.observations[i].analyte.id))
        ForEachPart(entry->panels, ',', [&](std::string_view panel) { ++panels_[panel]; });
    }
  }

  void Mend() {
    for (size_t i = 0; i < rows_.size(); ++i) {
      if (rows_[i].origin == Origin::kOcr) MendCutUnit(&rows_[i]);
      if (!MayWait(rows_[i], accepted_)) continue;
      const Analyte& analyte = resolved_.observations[i].analyte;
      const bool known =
          analyte.match == NameMatch::kListed || analyte.match == NameMatch::kLearned || IsListed(rows_[i].name.text);
      if (known && rows_[i].confidence >= accepted_) continue;
      MendUnit(UnitsOf(analyte), &rows_[i]);
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
    Note(row, FindingCode::kNameMisspelt, row->name.text, name, row->name.box);
    row->name.text = name;
    MendUnit(UnitsOfName(name), row);
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
      if (head.back() == ',' || SaysSomething(text.substr(end + 1))) return "";
      const std::string key = NameKey(NameTokens(head));
      if (key.size() >= kShortestName && !Catalog::MeaningsOf(key).empty())
        return IsDoubtfulBehind(row, end) ? head : "";
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

  void MendUnit(const Codes& usual, Observation* row) const {
    const std::string text = row->unit.text;
    if (text.empty() || usual.empty()) return;
    const UnitMatch unit = LookUpUnit(text);
    const bool unfit = text.size() <= 2 && !usual.contains(unit.ucum);
    if (unit.confidence == UnitConfidence::kKnown && !unfit) return;
    const std::optional<std::string> found = Percent(text, usual) ? "%" : Nearest(text, usual);
    if (found) TakeUnit(*found, row);
  }

  static void TakeUnit(const std::string& unit, Observation* row) {
    Note(row, FindingCode::kUnitUnknown, row->unit.text, unit, row->unit.box);
    row->unit.text = unit;
    row->unit.ucum = LookUpUnit(unit).ucum;
  }

  // "mg/d" is a unit, and may have made the row that of another specimen (urine of a day), so that the name alone says
  // what is usual. It has lost a letter only where the report prints the whole elsewhere.
  void MendCutUnit(Observation* row) const {
    const UnitMatch unit = LookUpUnit(row->unit.text);
    const Codes usual = UnitsOfName(row->name.text);
    if (unit.confidence != UnitConfidence::kKnown || usual.empty() || usual.contains(unit.ucum)) return;
    if (const std::optional<std::string> whole = NearestOfReport(row->unit.text, usual)) TakeUnit(*whole, row);
  }

  // The one unit of the report that is usual and has a letter or two more.
  std::optional<std::string> NearestOfReport(const std::string& text, const Codes& usual) const {
    const std::string plain = Plain(text);
    const std::pair<const std::pair<std::string, std::string>, int>* found = nullptr;
    for (const auto& printed : printed_) {
      const auto& [spelling, ucum] = printed.first;
      if (!usual.contains(ucum) || !HasMoreLetters(Plain(spelling), plain)) continue;
      if (found != nullptr && found->first.second != ucum) return std::nullopt;
      if (found == nullptr || printed.second > found->second) found = &printed;
    }
    return found == nullptr ? std::nullopt : std::optional(found->first.first);
  }

  // `whole` without one letter or a few is `part`.
  static bool HasMoreLetters(std::string_view whole, std::string_view part) {
    if (whole.size() <= part.size() || whole.size() > part.size() + kMostLost) return false;
    for (const char c : whole)
      if (!part.empty() && part.front() == c) part.remove_prefix(1);
    return part.empty();
  }

  bool Percent(const std::string& text, const Codes& usual) const {
    if (!usual.contains("%") || text.size() > kLongestPercent) return false;
    if (text.find('%') != std::string::npos) return true;
    if (usual.size() > 1) return false;
    int others = 0;
    for (const auto& [unit, times] : printed_) others += unit.second == "%" ? times : 0;
    return others >= kOtherPercents;
  }

  // Spellings of this report come before those of the table.
  std::optional<std::string> Nearest(const std::string& text, const Codes& usual) const {
    const std::string plain = Plain(text);
    // "yin/dl": an m falls apart.
    std::string joined_m = plain;
    for (const std::string_view apart : {"rn", "in", "nn", "ni"})
      for (size_t at = joined_m.find(apart); at != std::string::npos; at = joined_m.find(apart))
        joined_m.replace(at, apart.size(), "m");
    struct Best {
      int distance = 0;
      bool elsewhere = false;
      std::string spelling, ucum;
      bool tied = false;
    };
    std::optional<Best> best;
    const auto consider = [&](std::string_view spelling, std::string_view ucum, bool elsewhere) {
      if (ucum.empty()) return;
      const int strange = usual.contains(ucum) ? 0 : 1;
      if (strange != 0 &&
          std::none_of(usual.begin(), usual.end(), [&](std::string_view code) { return kinds_.SameKind(code, ucum); }))
        return;
      const std::string other = Plain(spelling);
      const int most = static_cast<int>(kMostOfUnit * static_cast<double>(std::max(plain.size(), other.size())) + 0.5);
      // "lion/cumm": the rest of a word whose beginning stands elsewhere.
      const bool rest =
          plain.find('/') >= kShortestRest && plain.find('/') != std::string::npos && other.ends_with(plain);
      const int distance =
          (rest ? 1 : std::min(EditDistance(plain, other, most), EditDistance(joined_m, other, most))) + strange;
      if (distance > most) return;
      if (!best || std::tie(distance, elsewhere) < std::tie(best->distance, best->elsewhere)) {
        best = {distance, elsewhere, std::string(spelling), std::string(ucum), false};
      } else if (distance == best->distance && ucum != best->ucum) {
        best->tied = true;
      }
    };
    for (const auto& [unit, times] : printed_) consider(unit.first, unit.second, false);
    const size_t slash = text.find('/');
    ForEachUnit([&](std::string_view printed, std::string_view ucum) {
      consider(printed, ucum, true);
      // "lion/cumm": with what stands behind the slash as it is printed.
      const size_t its = printed.find('/');
      if (slash == std::string::npos || its == std::string_view::npos) return;
      const std::string joined = std::string(printed.substr(0, its)) + text.substr(slash);
      consider(joined, LookUpUnit(joined).ucum, true);
    });
    if (!best || best->tied) return std::nullopt;
    return best->spelling;
  }

  static void Note(Observation* row, FindingCode code, const std::string& read, const std::string& taken,
                   const Box& box) {
    std::erase_if(row->findings, [&](const Finding& f) { return f.code == code; });
    row->findings.push_back({code, "\"" + read + "\" is taken for \"" + taken + "\"", box});
    row->confidence = std::min(row->confidence, kProposed);
  }

  const UnitKinds& kinds_;
  double accepted_;
  std::vector<Observation>& rows_;
  Report resolved_;  // as it is read without mending
  std::map<std::string_view, int> panels_;
  std::map<std::pair<std::string, std::string>, int> printed_;  // spelling and code of this report's known units
};

}  // namespace

void MendMisreadRows(const Resolver& resolver, const UnitKinds& kinds, double accepted, Report* report) {
  const auto& rows = report->observations;
  if (std::none_of(rows.begin(), rows.end(), [](const Observation& row) { return row.origin == Origin::kOcr; })) return;
  Mender(resolver, kinds, accepted, report).Mend();
}

}  // namespace labintake::terminology
