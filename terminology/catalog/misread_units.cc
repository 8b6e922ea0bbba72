#include "terminology/catalog/misread_units.h"

#include <algorithm>
#include <tuple>

#include "model/decimal.h"
#include "terminology/catalog/proposal.h"
#include "terminology/edit_distance.h"
#include "terminology/fold.h"
#include "terminology/unit_search.h"
#include "terminology/units.h"

namespace labintake::terminology {
namespace {

// Share of the letters of a unit that may differ.
constexpr double kMostOfUnit = 0.5;
// Letters that a unit which is known by itself may have lost.
constexpr size_t kMostLost = 2;
constexpr size_t kShortestRest = 4;
// A per cent sign is read as anything of so many bytes; it must then stand in so many other rows.
constexpr size_t kLongestPercent = 4;
constexpr int kOtherPercents = 2;
// Signs that are one stroke, as the letters of "fl" nearly are.
constexpr std::string_view kLikeStrokes = "1!|Iltf";
// Cells are of one size: the upper limit of a volume is less than ten times the lower one.
constexpr const char* kMostSpread = "e1";

std::string Plain(std::string_view text) {
  std::string plain = Fold(text);
  std::erase(plain, ' ');
  return plain;
}

// `whole` without one letter or a few is `part`.
bool HasMoreLetters(std::string_view whole, std::string_view part) {
  if (whole.size() <= part.size() || whole.size() > part.size() + kMostLost) return false;
  for (const char c : whole)
    if (!part.empty() && part.front() == c) part.remove_prefix(1);
  return part.empty();
}

void TakeUnit(const std::string& unit, Observation* row) {
  Propose(FindingCode::kUnitUnknown, row->unit.text, unit, row->unit.box, row);
  row->unit.text = unit;
  row->unit.ucum = LookUpUnit(unit).ucum;
}

}  // namespace

UnitMender::UnitMender(const UnitKinds& kinds, const Report& report) : kinds_(kinds) {
  for (const Observation& row : report.observations)
    if (const UnitMatch unit = LookUpUnit(row.unit.text); unit.confidence == UnitConfidence::kKnown)
      ++printed_[{row.unit.text, unit.ucum}];
}

void UnitMender::Mend(const Codes& usual, Observation* row) const {
  const std::string text = row->unit.text;
  if (text.empty() || usual.empty()) return;
  const UnitMatch unit = LookUpUnit(text);
  const bool unfit = text.size() <= 2 && !usual.contains(unit.ucum);
  if (unit.confidence == UnitConfidence::kKnown && !unfit) return;
  const std::optional<std::string> found = Percent(text, usual) ? "%" : Nearest(text, usual);
  if (found) TakeUnit(*found, row);
}

void UnitMender::MendCut(const Codes& usual, Observation* row) const {
  const UnitMatch unit = LookUpUnit(row->unit.text);
  if (unit.confidence != UnitConfidence::kKnown || usual.empty() || usual.contains(unit.ucum)) return;
  if (const std::optional<std::string> whole = NearestOfReport(row->unit.text, usual)) TakeUnit(*whole, row);
}

void UnitMender::MendInRange(const Codes& usual, Observation* row) const {
  constexpr std::string_view kFemtolitre = "fL";
  ReferenceRange& range = row->range;
  if (!row->unit.text.empty() || !usual.contains(kFemtolitre) || !range.low || !range.high) return;
  // "991 !" may have been cut into a limit and a flag.
  const bool cut = !row->flag.text.empty() && row->flag.box == range.box;
  std::string rest = cut ? range.text + row->flag.text : range.text;
  for (size_t n = 0; n < kFemtolitre.size(); ++n) {
    while (rest.ends_with(' ')) rest.pop_back();
    if (rest.empty() || kLikeStrokes.find(rest.back()) == std::string_view::npos) return;
    rest.pop_back();
  }
  while (rest.ends_with(' ')) rest.pop_back();
  const size_t start = rest.find_last_not_of("0123456789.,") + 1;
  const std::optional<Decimal> high = Decimal::Parse(std::string_view(rest).substr(start));
  const std::optional<Decimal> most = Decimal::Parse(range.low->ToString() + kMostSpread);
  if (!high || !most || *high <= *range.low || *high > *most || *range.high <= *most) return;
  std::string unit(kFemtolitre);
  for (const auto& [printed, times] : printed_)
    if (printed.second == kFemtolitre) unit = printed.first;
  std::erase_if(row->findings, [](const Finding& f) { return f.code == FindingCode::kUnitMissing; });
  Propose(FindingCode::kRangeUnparsed, range.text, rest + " " + unit, range.box, row);
  range.text = rest;
  range.high = high;
  row->unit.text = unit;
  row->unit.ucum = kFemtolitre;
  row->unit.box = range.box;
  if (cut) row->flag = {};
}

std::optional<std::string> UnitMender::NearestOfReport(const std::string& text, const Codes& usual) const {
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

bool UnitMender::Percent(const std::string& text, const Codes& usual) const {
  if (!usual.contains("%") || text.size() > kLongestPercent) return false;
  if (text.find('%') != std::string::npos) return true;
  if (usual.size() > 1) return false;
  int others = 0;
  for (const auto& [unit, times] : printed_) others += unit.second == "%" ? times : 0;
  return others >= kOtherPercents;
}

std::optional<std::string> UnitMender::Nearest(const std::string& text, const Codes& usual) const {
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

}  // namespace labintake::terminology
