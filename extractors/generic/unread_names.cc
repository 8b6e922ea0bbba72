#include "extractors/generic/unread_names.h"

#include <algorithm>
#include <cctype>
#include <cmath>
#include <string>

#include "extractors/generic/unread_lines.h"
#include "terminology/catalog/catalog.h"
#include "terminology/catalog/name_key.h"
#include "terminology/vocabulary.h"

namespace labintake::generic {
namespace {

constexpr int kMostWords = 8;
constexpr size_t kShortestName = 3;       // letters
constexpr double kSameEdge = 4;           // points
constexpr double kNear = 10, kGap = 3.5;  // ems
constexpr double kUnitBelow = 2.2;        // ems

bool IsTest(const Segment& s) {
  if (!s.IsNameLike() || s.word_count > kMostWords || s.text.back() == ':' || IsHeaderLabel(s) ||
      terminology::StartsComment(s.text))
    return false;
  if (std::none_of(s.words.begin(), s.words.end(), [](const Word& w) { return w.origin == Origin::kOcr; }))
    return false;
  const std::string key = terminology::NameKey(terminology::NameTokens(s.text));
  return key.size() >= kShortestName && !terminology::Catalog::MeaningsOf(key).empty();
}

bool IsCapitals(const std::string& text) {
  return std::none_of(text.begin(), text.end(), [](unsigned char c) { return std::islower(c) != 0; });
}

bool HasDigit(const std::string& text) {
  return std::any_of(text.begin(), text.end(), [](unsigned char c) { return std::isdigit(c) != 0; });
}

}  // namespace

std::vector<const Segment*> NamesWithoutResult(const std::vector<layout::Line>& lines,
                                               const std::vector<std::vector<Segment>>& segments,
                                               const std::vector<LineClass>& classes, const std::vector<Box>& rows) {
  std::vector<const Segment*> out;
  const auto unit_below = [&](size_t i, const Segment& name) {
    for (size_t k = i + 1; k < lines.size(); ++k) {
      if (lines[k].baseline - lines[i].baseline > kUnitBelow * name.font_size) break;
      for (const Segment& s : segments[k])
        if (s.IsUnit() && std::abs(s.box.x0 - name.box.x0) <= kSameEdge) return true;
    }
    return false;
  };
  for (size_t i = 0; i < segments.size(); ++i) {
    const LineClass line_class = classes[i];
    if (line_class == LineClass::kTableHead || line_class == LineClass::kGuideline ||
        line_class == LineClass::kPrevious || line_class == LineClass::kUnread)
      continue;
    for (size_t k = 0; k < segments[i].size(); ++k) {
      const Segment& name = segments[i][k];
      const Segment* const next = k + 1 < segments[i].size() ? &segments[i][k + 1] : nullptr;
      if (!IsTest(name)) continue;
      const auto taken = [&](const Box& row) { return row.OverlapX(name.box) > 0 && row.OverlapY(name.box) > 0; };
      if (std::any_of(rows.begin(), rows.end(), taken)) continue;
      if (next != nullptr && !next->IsUnit() && (HasDigit(next->text) || next->IsProse() || next->IsValue())) continue;
      const bool unit = (next != nullptr && next->IsUnit()) || unit_below(i, name);
      bool near = false, above = false, below = false, last = true;
      const double em = std::max(name.font_size, 4.0);
      for (const Box& row : rows) {
        if (std::abs(row.x0 - name.box.x0) > kSameEdge) continue;
        const double down = (row.y0 - name.box.y0) / em;
        near = near || std::abs(down) <= kNear;
        above = above || (down < 0 && down >= -kGap);
        below = below || (down > 0 && down <= kGap);
        last = last && down <= 0;
      }
      const bool heading = line_class == LineClass::kHeading;
      if (unit || (heading ? above && (below || last) && !IsCapitals(name.text) : near)) out.push_back(&name);
    }
  }
  return out;
}

}  // namespace labintake::generic
