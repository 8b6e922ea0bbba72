#include "terminology/flags.h"

#include <algorithm>
#include <unordered_map>
#include <utility>

#include "data/flags_tsv.h"
#include "terminology/vocabulary.h"

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
  std::string_view rest = data::flags_tsv;
  bool head = true;
  while (!rest.empty()) {
    const size_t end = std::min(rest.find('\n'), rest.size());
    const std::string_view line = rest.substr(0, end);
    rest.remove_prefix(std::min(end + 1, rest.size()));
    if (line.empty() || line.starts_with("# ")) continue;
    if (std::exchange(head, false)) continue;
    const size_t tab = line.find('\t');
    if (tab == std::string_view::npos) continue;
    const std::string_view printed = line.substr(0, tab);
    const std::string_view code = line.substr(tab + 1, line.find('\t', tab + 1) - tab - 1);
    out.exact.emplace(printed, code);
    if (IsFoldable(printed)) out.folded.emplace(Fold(printed), code);
  }
  return out;
}

}  // namespace

std::optional<std::string> LookUpFlag(std::string_view text) {
  static const FlagTable table = Load();
  constexpr size_t kLongest = 64;
  if (text.empty() || text.size() > kLongest) return std::nullopt;
  if (const auto it = table.exact.find(text); it != table.exact.end()) return std::string(it->second);
  if (!IsFoldable(text)) return std::nullopt;
  if (const auto it = table.folded.find(Fold(text)); it != table.folded.end()) return std::string(it->second);
  return std::nullopt;
}

}  // namespace labintake::terminology
