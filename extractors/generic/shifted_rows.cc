#include "extractors/generic/shifted_rows.h"

#include <algorithm>

namespace labintake::generic {

const Segment* NearerResult(const Observation& row, const std::vector<std::vector<Segment>>& segments) {
  // A result that stands at its name's height, by so much of the name's, needs no second look.
  constexpr double kBeside = 0.25;
  // "Clearly": at most this part of the distance.
  constexpr double kNearer = 0.6;
  const Box &name = row.name.box, &value = row.value.box;
  if (name == Box{} || value == Box{} || value.x0 < name.x1) return nullptr;
  // From the name's box, which is several lines high where it is wrapped.
  const double inner = kBeside * std::min(name.height(), value.height());
  const auto distance = [&](const Box& box) {
    const double y = box.center_y();
    return std::max({0.0, name.y0 + inner - y, y - (name.y1 - inner)});
  };
  const double own = distance(value);
  if (own <= 0) return nullptr;
  for (const std::vector<Segment>& line : segments)
    for (const Segment& s : line) {
      if (s.box.OverlapX(value) <= 0 || s.box.OverlapY(value) > 0 || !s.IsNumericValue()) continue;
      if (s.words.empty() || s.words.front().origin != Origin::kOcr) continue;
      if (distance(s.box) < kNearer * own) return &s;
    }
  return nullptr;
}

}  // namespace labintake::generic
