#include "terminology/unit_search.h"

#include <algorithm>
#include <map>
#include <set>
#include <tuple>
#include <utility>

#include "data/units_tsv.h"
#include "terminology/edit_distance.h"
#include "terminology/fold.h"
#include "terminology/tsv.h"

namespace labintake::terminology {
namespace {

// How well a spelling fits; smaller is better.
enum Rank { kItself, kBegins, kContains, kNear, kNot };

std::string Plain(std::string_view text) {
  std::string plain = Fold(text);
  std::erase(plain, ' ');
  // The micro sign is a mu after folding; people type a u.
  for (size_t at = plain.find("μ"); at != std::string::npos; at = plain.find("μ", at)) plain.replace(at, 2, "u");
  return plain;
}

Rank RankOf(std::string_view typed, std::string_view spelling) {
  if (typed == spelling) return kItself;
  if (spelling.starts_with(typed)) return kBegins;
  if (typed.size() >= 2 && spelling.find(typed) != std::string_view::npos) return kContains;
  const int most = typed.size() >= 5 ? 2 : typed.size() >= 3 ? 1 : 0;
  return most > 0 && EditDistance(typed, spelling, most) <= most ? kNear : kNot;
}

}  // namespace

void ForEachUnit(const std::function<void(std::string_view printed, std::string_view ucum)>& visit) {
  ForEachRow(data::units_tsv, [&](const auto& cells) { visit(cells[0], cells[1]); });
}

std::vector<UnitSuggestion> SearchUnits(std::string_view typed, std::span<const std::string_view> usual, size_t limit) {
  const std::string plain = Plain(typed);
  struct Found {
    Rank rank;
    size_t length, order;
    UnitSuggestion unit;
  };
  std::vector<Found> found;
  ForEachUnit([&](std::string_view printed, std::string_view ucum) {
    const bool is_usual = !ucum.empty() && std::find(usual.begin(), usual.end(), ucum) != usual.end();
    if (plain.empty() && !is_usual) return;
    const std::string spelling = Plain(printed);
    const Rank rank = plain.empty() ? kBegins : RankOf(plain, spelling);
    if (rank == kNot) return;
    found.push_back(
        {rank, plain.empty() ? 0 : spelling.size(), found.size(), {std::string(printed), std::string(ucum), is_usual}});
  });
  std::stable_sort(found.begin(), found.end(), [](const Found& a, const Found& b) {
    return std::tuple(a.rank, !a.unit.usual, a.length, a.order) < std::tuple(b.rank, !b.unit.usual, b.length, b.order);
  });
  std::vector<UnitSuggestion> list;
  std::set<std::string> codes;
  for (Found& one : found) {
    if (list.size() >= limit) break;
    if (!one.unit.ucum.empty() && !codes.insert(one.unit.ucum).second) continue;
    list.push_back(std::move(one.unit));
  }
  return list;
}

}  // namespace labintake::terminology
