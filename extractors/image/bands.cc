#include "extractors/image/bands.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <utility>
#include <vector>

#include "extractors/image/tiles.h"

namespace labintake::image {
namespace {

double RowMean(const Raster& r, int y, int x0, int x1) {
  const uint8_t* line = r.grey.data() + static_cast<size_t>(y) * r.width;
  return std::accumulate(line + x0, line + x1, 0.0) / std::max(1, x1 - x0);
}

double ColumnMean(const Raster& r, int x, int y0, int y1) {
  double sum = 0;
  for (int y = y0; y < y1; ++y) sum += r.grey[static_cast<size_t>(y) * r.width + x];
  return sum / std::max(1, y1 - y0);
}

double Quantile(std::vector<double>& values, double share) {
  const auto at = values.begin() + static_cast<std::ptrdiff_t>(share * static_cast<double>(values.size()));
  std::nth_element(values.begin(), at, values.end());
  return *at;
}

// Where an edge lies at column `k` by the columns around it, of which some are astray to one side, `inward` (1: to
// higher values; -1): by the median of their slopes, then by the places of those that lie farther out.
double EdgeAround(const std::vector<int>& edge, size_t k, int inward) {
  constexpr size_t kReach = 16;
  constexpr double kOuter = 0.35;
  const size_t from = k > kReach ? k - kReach : 0, to = std::min(edge.size() - 1, k + kReach);
  std::vector<double> slopes, places;
  for (size_t i = from; i <= to; ++i)
    for (size_t j = i + 1; j <= to; ++j) slopes.push_back((edge[j] - edge[i]) / static_cast<double>(j - i));
  const double slope = slopes.empty() ? 0 : Quantile(slopes, 0.5);
  for (size_t i = from; i <= to; ++i)
    places.push_back(edge[i] - slope * (static_cast<double>(i) - static_cast<double>(k)));
  return Quantile(places, inward > 0 ? kOuter : 1 - kOuter);
}

// A band of dark ground. Its edges are in pixels, for each column of tiles from the left one on; the lower and the
// right one are just outside.
struct Band {
  int left = 0, right = 0;
  std::vector<int> top, bottom;
  int level = 0;         // of its ground
  double half = 0;       // between that and the page
  int tile = 0, x0 = 0;  // size of the tiles, its first column of them
};

// Up to what lies beside it, to the pixel. `top` and `bottom` are those of its tiles.
void FindEdges(const Raster& r, Band& band) {
  const size_t wide = band.top.size();
  const auto from = [&](size_t column) { return (band.x0 + static_cast<int>(column)) * band.tile; };
  const auto mean = [&](int y, size_t column) {
    return RowMean(r, y, from(column), std::min(from(column) + band.tile, r.width));
  };
  const auto to_pixel = [&](size_t k) {
    int &top = band.top[k], &bottom = band.bottom[k];
    while (top > 0 && mean(top - 1, k) < band.half) --top;
    while (bottom < r.height && mean(bottom, k) < band.half) ++bottom;
    while (top < bottom && mean(top, k) >= band.half) ++top;
    while (bottom > top && mean(bottom - 1, k) >= band.half) --bottom;
  };
  for (size_t k = 0; k < wide; ++k) to_pixel(k);
  // Rows that letters fill across a tile look like the edge. The true one is where it is beside them, and dark there.
  constexpr double kAstray = 1.5;
  const auto dark = [&](int y, size_t k) { return y >= 0 && y < r.height && mean(y, k) < band.half; };
  const std::vector<int> tops = band.top, bottoms = band.bottom;
  for (size_t k = 0; k < wide; ++k) {
    const double upper = EdgeAround(tops, k, 1), lower = EdgeAround(bottoms, k, -1);
    const int top = static_cast<int>(std::lround(upper)), bottom = static_cast<int>(std::lround(lower));
    if (tops[k] > upper + kAstray && dark(top + 1, k) && dark(top + 2, k)) band.top[k] = std::max(0, top);
    if (bottoms[k] < lower - kAstray && dark(bottom - 2, k) && dark(bottom - 3, k))
      band.bottom[k] = std::min(r.height, bottom);
    to_pixel(k);
  }
  const auto column_mean = [&](int x, size_t k) { return ColumnMean(r, x, band.top[k], band.bottom[k]); };
  band.left = from(0);
  band.right = std::min(from(wide), r.width);
  while (band.left > std::max(0, from(0) - band.tile) && column_mean(band.left - 1, 0) < band.half) --band.left;
  while (band.left < from(1) && column_mean(band.left, 0) >= band.half) ++band.left;
  while (band.right < std::min(r.width, from(wide + 1)) && column_mean(band.right, wide - 1) < band.half) ++band.right;
  while (band.right > from(wide - 1) && column_mean(band.right - 1, wide - 1) >= band.half) --band.right;
}

// The edge from the centre of one column of tiles to that of the next; where it climbs steeply, it is a corner.
int EdgeAt(const Band& band, const std::vector<int>& edge, int x) {
  constexpr double kStep = 0.6;
  const double at = std::clamp((x + 0.5) / band.tile - 0.5 - band.x0, 0.0, static_cast<double>(edge.size() - 1));
  const auto k = std::min(static_cast<size_t>(at), edge.size() - 2);
  double part = at - static_cast<double>(k);
  if (std::abs(edge[k + 1] - edge[k]) > kStep * band.tile) part = std::round(part);
  return static_cast<int>(std::lround(edge[k] * (1 - part) + edge[k + 1] * part));
}

// Light on dark to dark on white. At the edges the band and the paper mix to greys that are a frame around it,
// whichever way they are taken: there, it is painted as what lies beyond.
void ReverseBand(Raster& r, const Band& band) {
  constexpr int kFringe = 2, kInside = 1;
  const auto at = [&](int x, int y) -> uint8_t& { return r.grey[static_cast<size_t>(y) * r.width + x]; };
  const auto paint = [&](int x, int y, int dx, int dy) {
    int paper = -1;
    for (int k = kFringe + 1; k <= kFringe + 3; ++k) {
      const int u = x + k * dx, v = y + k * dy;
      if (u >= 0 && v >= 0 && u < r.width && v < r.height) paper = std::max<int>(paper, at(u, v));
    }
    for (int k = 1; k <= kFringe; ++k) {
      const int u = x + k * dx, v = y + k * dy;
      if (u >= 0 && v >= 0 && u < r.width && v < r.height && at(u, v) < paper) at(u, v) = static_cast<uint8_t>(paper);
    }
  };
  const int ground = std::max(255 - band.level, 1);
  for (int x = band.left; x < band.right; ++x) {
    const int top = EdgeAt(band, band.top, x), bottom = EdgeAt(band, band.bottom, x);
    if (top >= bottom) continue;
    paint(x, top, 0, -1);
    paint(x, bottom - 1, 0, 1);
    for (int y = top; y < bottom; ++y) {
      if (x == band.left) paint(x, y, -1, 0);
      if (x + 1 == band.right) paint(x, y, 1, 0);
      const bool edge =
          x < band.left + kInside || x >= band.right - kInside || y < top + kInside || y >= bottom - kInside;
      at(x, y) = static_cast<uint8_t>(edge ? 255 : std::min(255, (255 - at(x, y)) * 255 / ground));
    }
  }
}

// A band is dark all along its edges; of a line of small letters, which fill their tiles as well, the upper and lower
// edges are white between them.
bool HasDarkRim(const Raster& r, const Band& band) {
  constexpr int kIn = 1;  // what mixes with the paper is not asked
  constexpr double kDark = 0.8;
  int dark = 0, all = 0;
  for (int x = band.left; x < band.right; ++x) {
    const int top = EdgeAt(band, band.top, x) + kIn, bottom = EdgeAt(band, band.bottom, x) - 1 - kIn;
    if (top >= bottom) continue;
    for (const int y : {top, bottom}) dark += r.grey[static_cast<size_t>(y) * r.width + x] < band.half;
    all += 2;
  }
  return all > 0 && dark >= kDark * all;
}

}  // namespace

int ReverseBands(Raster& r, int ground) {
  int reversed = 0;
  const Tiles t = Measure(r, TileSize(r), 0.5);
  const int dark = static_cast<int>(0.68 * ground);
  // Where much of what is beside a band is hardly lighter, it is part of an area whose level is about `dark`, or of a
  // picture.
  const int clear = (dark + ground) / 2;
  constexpr double kMostVague = 0.3, kMuchDarker = 0.55;
  std::vector<char> seen(t.values.size(), 0);
  for (int j = 0; j < t.rows; ++j) {
    for (int i = 0; i < t.columns; ++i) {
      if (seen[static_cast<size_t>(j) * t.columns + i] != 0 || t.at(i, j) >= dark) continue;
      std::vector<std::pair<int, int>> stack = {{i, j}};
      seen[static_cast<size_t>(j) * t.columns + i] = 1;
      int x0 = i, x1 = i, y0 = j, y1 = j;
      std::vector<std::pair<int, int>> members;
      int beside = 0, vague = 0;
      while (!stack.empty()) {
        const auto [a, b] = stack.back();
        stack.pop_back();
        members.push_back({a, b});
        x0 = std::min(x0, a), x1 = std::max(x1, a), y0 = std::min(y0, b), y1 = std::max(y1, b);
        for (const auto& [c, d] : {std::pair{a + 1, b}, {a - 1, b}, {a, b + 1}, {a, b - 1}}) {
          if (c < 0 || d < 0 || c >= t.columns || d >= t.rows) continue;
          char& mark = seen[static_cast<size_t>(d) * t.columns + c];
          if (t.at(c, d) >= dark) ++beside, vague += t.at(c, d) < clear;
          if (mark != 0 || t.at(c, d) >= dark) continue;
          mark = 1;
          stack.push_back({c, d});
        }
      }
      // A crooked band is followed column by column of tiles.
      const auto wide = static_cast<size_t>(x1 - x0 + 1);
      Band band;
      band.tile = t.size;
      band.x0 = x0;
      band.top.assign(wide, r.height);
      band.bottom.assign(wide, 0);
      for (const auto& [a, b] : members) {
        const auto k = static_cast<size_t>(a - x0);
        band.top[k] = std::min(band.top[k], b * t.size);
        band.bottom[k] = std::max(band.bottom[k], std::min((b + 1) * t.size, r.height));
      }
      int covered = 0;
      std::vector<double> heights;
      for (size_t k = 0; k < wide; ++k) {
        const int high = (band.bottom[k] - band.top[k] + t.size - 1) / t.size;
        covered += high, heights.push_back(high);
      }
      if (wide < 8 || static_cast<double>(wide) < 2 * Quantile(heights, 0.5) ||
          static_cast<double>(members.size()) < 0.7 * covered)
        continue;
      const Histogram inside = HistogramOf(r, x0 * t.size, y0 * t.size, std::min((x1 + 1) * t.size, r.width),
                                           std::min((y1 + 1) * t.size, r.height));
      band.level = Quantile(inside, 0.3);
      if (vague > kMostVague * beside && band.level > kMuchDarker * ground) continue;
      band.half = 0.5 * (ground + band.level);
      FindEdges(r, band);
      if (!HasDarkRim(r, band)) continue;
      ReverseBand(r, band);
      ++reversed;
    }
  }
  return reversed;
}

}  // namespace labintake::image
