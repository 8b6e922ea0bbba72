#include "terminology/edit_distance.h"

#include <algorithm>
#include <cstdlib>
#include <vector>

namespace labintake::terminology {

int EditDistance(std::string_view a, std::string_view b, int most) {
  if (std::abs(static_cast<int>(a.size()) - static_cast<int>(b.size())) > most) return most + 1;
  const size_t width = b.size() + 1;
  std::vector<int> two(width), before(width), now(width);
  for (size_t j = 0; j < width; ++j) before[j] = static_cast<int>(j);
  for (size_t i = 1; i <= a.size(); ++i) {
    now[0] = static_cast<int>(i);
    int least = now[0];
    for (size_t j = 1; j <= b.size(); ++j) {
      const int same = a[i - 1] == b[j - 1] ? 0 : 1;
      now[j] = std::min({before[j] + 1, now[j - 1] + 1, before[j - 1] + same});
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) now[j] = std::min(now[j], two[j - 2] + 1);
      least = std::min(least, now[j]);
    }
    if (least > most) return most + 1;
    std::swap(two, before);
    std::swap(before, now);
  }
  return before[b.size()];
}

}  // namespace labintake::terminology
