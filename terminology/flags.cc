#include "terminology/flags.h"

#include <algorithm>
#include <array>
#include <unordered_map>
#include <utility>

#include "data/flags_tsv.h"
#include "terminology/fold.h"
#include "terminology/tsv.h"

namespace labintake::terminology {
namespace {

struct FlagTable {
  std::unordered_map<std::string_view, std::string_view> exact;
  std::unordered_map<std::string, std::string_view> folded;
};

bool IsFoldable(std::string_view printed) {
  size_t letters = 0;
  for (const char c : printed) {
    letters += (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || static_cast<unsigned char>(c) >= 0xC0;
  }
  return letters > 2;
}

FlagTable Load() {
  FlagTable out;
  ForEachRow(data::flags_tsv, [&](const std::array<std::string_view, 3>& cells) {
    const auto& [printed, code, language] = cells;
    out.exact.emplace(printed, code);
    if (IsFoldable(printed)) out.folded.emplace(Fold(printed), code);
  });
  return out;
}

// "Below luteal range", "within the reference range": where and of which range.
std::optional<std::string> PlaceInRange(const std::string& folded) {
  constexpr size_t kMostWords = 6;
  if (!folded.ends_with(" range") || std::count(folded.begin(), folded.end(), ' ') >= static_cast<long>(kMostWords))
    return std::nullopt;
  constexpr std::pair<std::string_view, std::string_view> kPlaces[] = {
      {"below ", "L"},      {"above ", "H"},       {"within ", "N"},  {"in ", "N"},
      {"low end of ", "N"}, {"high end of ", "N"}, {"outside ", "A"}, {"out of ", "A"}};
  for (const auto& [place, code] : kPlaces)
    if (folded.starts_with(place)) return std::string(code);
  return std::nullopt;
}

}  // namespace

std::optional<std::string> LookUpFlag(std::string_view text) {
  static const FlagTable table = Load();
  constexpr size_t kLongest = 64;
  if (text.empty() || text.size() > kLongest) return std::nullopt;
  if (const auto it = table.exact.find(text); it != table.exact.end()) return std::string(it->second);
  if (!IsFoldable(text)) return std::nullopt;
  const std::string folded = Fold(text);
  if (const auto it = table.folded.find(folded); it != table.folded.end()) return std::string(it->second);
  return PlaceInRange(folded);
}

}  // namespace labintake::terminology
