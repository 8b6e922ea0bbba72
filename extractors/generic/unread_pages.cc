#include "extractors/generic/unread_pages.h"

#include <algorithm>
#include <cmath>
#include <string_view>

#include "extractors/generic/unread_names.h"
#include "terminology/vocabulary.h"

namespace labintake::generic {
namespace {

constexpr int kMostOfFigure = 2;  // words
constexpr size_t kFewestNames = 2;
// In ems of the name. A table on its side has units and references between its heads and its results.
constexpr double kSameLine = 0.8, kNextLine = 2.6, kColumn = 8;

bool IsFigure(const Segment& s) { return s.IsNumericValue() && !s.has_date; }

bool IsPrice(const Segment& s) {
  static constexpr std::string_view kMoney[] = {"$", "€", "£", "EUR", "USD", "GBP", "CHF", "₹", "Rs."};
  return s.has_digit && std::any_of(std::begin(kMoney), std::end(kMoney),
                                    [&](std::string_view money) { return s.text.find(money) != std::string::npos; });
}

}  // namespace

std::vector<const Segment*> NamesOfUnreadPage(const std::vector<layout::Line>& lines,
                                              const std::vector<std::vector<Segment>>& segments) {
  const auto any = [&](auto holds) {
    return std::any_of(segments.begin(), segments.end(),
                       [&](const std::vector<Segment>& line) { return std::any_of(line.begin(), line.end(), holds); });
  };
  if (any(IsPrice)) return {};
  std::vector<const Segment*> names;
  for (size_t i = 0; i < segments.size(); ++i) {
    for (const Segment& name : segments[i]) {
      if (!NamesTest(name) || terminology::LookUpColumnHead(name.text)) continue;
      const double em = std::max(name.font_size, 4.0);
      const bool has_figure = any([&](const Segment& s) {
        if (!IsFigure(s)) return false;
        const double down = (lines[s.line].baseline - lines[i].baseline) / em;
        if (std::abs(down) <= kSameLine) return s.box.x0 >= name.box.x1;
        if (down < 0) return false;
        const std::vector<Segment>& line = segments[s.line];
        const bool alone = line.size() == 1 && segments[i].size() == 1 && s.word_count <= kMostOfFigure;
        return (down <= kNextLine && alone) || (down <= kColumn && s.box.OverlapX(name.box) > 0 &&
                                                std::count_if(line.begin(), line.end(), IsFigure) > 1);
      });
      if (has_figure) names.push_back(&name);
    }
  }
  if (names.size() < kFewestNames) names.clear();
  return names;
}

}  // namespace labintake::generic
