#include "extractors/image/even_light.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>

#include "extractors/image/labels.h"

namespace labintake::image {
namespace {

using Histogram = std::array<uint32_t, 256>;

int Quantile(const Histogram& h, double share) {
  const uint64_t all = std::accumulate(h.begin(), h.end(), uint64_t{0});
  uint64_t seen = 0;
  const auto wanted = static_cast<uint64_t>(share * static_cast<double>(all));
  for (int v = 0; v < 256; ++v) {
    seen += h[static_cast<size_t>(v)];
    if (seen > wanted) return v;
  }
  return 255;
}

Histogram HistogramOf(const Raster& r, int x0, int y0, int x1, int y1) {
  Histogram h{};
  for (int y = y0; y < y1; ++y) {
    const uint8_t* line = r.grey.data() + static_cast<size_t>(y) * r.width;
    for (int x = x0; x < x1; ++x) ++h[line[x]];
  }
  return h;
}

// The picture cut into squares about half a letter wide or more.
struct Tiles {
  int size = 0, columns = 0, rows = 0;
  std::vector<int> values;

  int& at(int column, int row) { return values[static_cast<size_t>(row) * columns + column]; }
  int at(int column, int row) const { return values[static_cast<size_t>(row) * columns + column]; }
};

Tiles Measure(const Raster& r, double share) {
  Tiles t;
  t.size = std::clamp(std::min(r.width, r.height) / 100, 6, 24);
  t.columns = (r.width + t.size - 1) / t.size;
  t.rows = (r.height + t.size - 1) / t.size;
  t.values.resize(static_cast<size_t>(t.columns) * t.rows);
  for (int j = 0; j < t.rows; ++j) {
    for (int i = 0; i < t.columns; ++i) {
      const Histogram h = HistogramOf(r, i * t.size, j * t.size, std::min((i + 1) * t.size, r.width),
                                      std::min((j + 1) * t.size, r.height));
      t.at(i, j) = Quantile(h, share);
    }
  }
  return t;
}

void Reverse(Raster& r, int x0, int y0, int x1, int y1) {
  for (int y = y0; y < y1; ++y) {
    uint8_t* line = r.grey.data() + static_cast<size_t>(y) * r.width;
    for (int x = x0; x < x1; ++x) line[x] = static_cast<uint8_t>(255 - line[x]);
  }
}

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

// Bands of dark ground with light letters: wide, at least a line high, and mostly filled. `ground` is the page's own.
void ReverseBands(Raster& r, int ground) {
  const Tiles t = Measure(r, 0.5);
  const int dark = static_cast<int>(0.68 * ground);
  std::vector<char> seen(t.values.size(), 0);
  for (int j = 0; j < t.rows; ++j) {
    for (int i = 0; i < t.columns; ++i) {
      if (seen[static_cast<size_t>(j) * t.columns + i] != 0 || t.at(i, j) >= dark) continue;
      std::vector<std::pair<int, int>> stack = {{i, j}};
      seen[static_cast<size_t>(j) * t.columns + i] = 1;
      int x0 = i, x1 = i, y0 = j, y1 = j;
      std::vector<std::pair<int, int>> members;
      while (!stack.empty()) {
        const auto [a, b] = stack.back();
        stack.pop_back();
        members.push_back({a, b});
        x0 = std::min(x0, a), x1 = std::max(x1, a), y0 = std::min(y0, b), y1 = std::max(y1, b);
        for (const auto& [c, d] : {std::pair{a + 1, b}, {a - 1, b}, {a, b + 1}, {a, b - 1}}) {
          if (c < 0 || d < 0 || c >= t.columns || d >= t.rows) continue;
          char& mark = seen[static_cast<size_t>(d) * t.columns + c];
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
      band.half = 0.5 * (ground + band.level);
      FindEdges(r, band);
      if (HasDarkRim(r, band)) ReverseBand(r, band);
    }
  }
}

// The ground of each tile: what most of its brightest part is. Tiles that are dark as a whole (a logo, a heavy letter)
// take the ground around them, and are set in `dark`.
Tiles Ground(const Raster& r, std::vector<char>* dark) {
  Tiles t = Measure(r, 0.8);
  constexpr int kReach = 3;
  Tiles around = t;  // the brightest near by
  for (int j = 0; j < t.rows; ++j) {
    for (int i = 0; i < t.columns; ++i) {
      int best = 0;
      for (int b = std::max(0, j - kReach); b <= std::min(t.rows - 1, j + kReach); ++b)
        for (int a = std::max(0, i - kReach); a <= std::min(t.columns - 1, i + kReach); ++a)
          best = std::max(best, t.at(a, b));
      around.at(i, j) = best;
    }
  }
  constexpr double kOwnGround = 0.72;  // below this share of the brightness around, a tile is ink
  dark->assign(t.values.size(), 0);
  for (size_t k = 0; k < t.values.size(); ++k) {
    if (t.values[k] >= kOwnGround * around.values[k]) continue;
    t.values[k] = around.values[k];
    (*dark)[k] = 1;
  }
  Tiles smooth = t;
  for (int j = 0; j < t.rows; ++j) {
    for (int i = 0; i < t.columns; ++i) {
      int sum = 0, count = 0;
      for (int b = std::max(0, j - 1); b <= std::min(t.rows - 1, j + 1); ++b)
        for (int a = std::max(0, i - 1); a <= std::min(t.columns - 1, i + 1); ++a) sum += t.at(a, b), ++count;
      smooth.at(i, j) = sum / count;
    }
  }
  return smooth;
}

// Divides by the ground, interpolated between the centres of the tiles.
void DivideByGround(Raster& r, const Tiles& ground) {
  const double size = ground.size;
  std::vector<float> line(static_cast<size_t>(r.width));
  std::vector<int> column(static_cast<size_t>(r.width));
  std::vector<float> part(static_cast<size_t>(r.width));
  for (int x = 0; x < r.width; ++x) {
    const double at = std::clamp((x + 0.5) / size - 0.5, 0.0, ground.columns - 1.0);
    column[static_cast<size_t>(x)] = std::min(static_cast<int>(at), std::max(0, ground.columns - 2));
    part[static_cast<size_t>(x)] = static_cast<float>(at - column[static_cast<size_t>(x)]);
  }
  for (int y = 0; y < r.height; ++y) {
    const double at = std::clamp((y + 0.5) / size - 0.5, 0.0, ground.rows - 1.0);
    const int j = std::min(static_cast<int>(at), std::max(0, ground.rows - 2));
    const int j1 = std::min(j + 1, ground.rows - 1);
    const auto v = static_cast<float>(at - j);
    uint8_t* to = r.grey.data() + static_cast<size_t>(y) * r.width;
    for (int x = 0; x < r.width; ++x) {
      const int i = column[static_cast<size_t>(x)], i1 = std::min(i + 1, ground.columns - 1);
      const float u = part[static_cast<size_t>(x)];
      const float upper = static_cast<float>(ground.at(i, j)) * (1 - u) + static_cast<float>(ground.at(i1, j)) * u;
      const float lower = static_cast<float>(ground.at(i, j1)) * (1 - u) + static_cast<float>(ground.at(i1, j1)) * u;
      const float g = std::max(upper * (1 - v) + lower * v, 1.0F);
      to[x] = static_cast<uint8_t>(std::min(255.0F, static_cast<float>(to[x]) * 255.0F / g + 0.5F));
    }
  }
}

}  // namespace

// From the differences of neighbours on the ground; ink and edges are a minority and fall out of the median.
double GroundNoise(const Raster& r) {
  Histogram h{};
  for (int y = 1; y < r.height; y += 2) {
    const uint8_t* line = r.grey.data() + static_cast<size_t>(y) * r.width;
    for (int x = 2; x < r.width; x += 2)
      if (line[x] > 150 && line[x - 2] > 150) ++h[static_cast<size_t>(std::abs(line[x] - line[x - 2]))];
  }
  // The median of |a - b| for normal a, b is 0.6745 * sqrt(2) standard deviations; clipping at white halves it.
  const int median = Quantile(h, 0.5), upper = Quantile(h, 0.84);
  return std::max(median / 0.954, upper / 2.0);
}

void Stretch(Raster& raster, int black, int white) {
  std::array<uint8_t, 256> table{};
  for (int v = 0; v < 256; ++v)
    table[static_cast<size_t>(v)] = static_cast<uint8_t>(std::clamp((v - black) * 255.0 / (white - black), 0.0, 255.0));
  for (uint8_t& v : raster.grey) v = table[v];
}

EvenLightResult EvenLight(Raster raster) {
  EvenLightResult out;
  out.raster = std::move(raster);
  Raster& r = out.raster;
  if (r.empty()) return out;
  const Histogram all = HistogramOf(r, 0, 0, r.width, r.height);
  // Light on dark: the ground, where most pixels are, lies nearer to the darkest than to the lightest level.
  const int low = Quantile(all, 0.005), middle = Quantile(all, 0.5), high = Quantile(all, 0.995);
  if (middle - low < 0.4 * (high - low) && middle < 128) {
    Reverse(r, 0, 0, r.width, r.height);
    out.turned = true;
  } else {
    const int ground = Quantile(all, 0.75);
    TakeOutLabelledBars(r, ground);
    ReverseBands(r, ground);
  }
  std::vector<char> dark;
  const Tiles ground = Ground(r, &dark);
  DivideByGround(r, ground);
  out.noise = GroundNoise(r);
  // Ink: the darkest level that more than a few strokes have; a band or a picture is no stroke.
  Histogram ink{};
  for (int j = 0; j < ground.rows; ++j) {
    for (int i = 0; i < ground.columns; ++i) {
      if (dark[static_cast<size_t>(j) * ground.columns + i] != 0) continue;
      const Histogram tile = HistogramOf(r, i * ground.size, j * ground.size, std::min((i + 1) * ground.size, r.width),
                                         std::min((j + 1) * ground.size, r.height));
      for (size_t v = 0; v < 190; ++v) ink[v] += tile[v];
    }
  }
  const int black = std::min(Quantile(ink, 0.05), 140);
  if (black > 10) {
    Stretch(r, black, 255);
    out.noise *= 255.0 / (255 - black);
  }
  return out;
}

}  // namespace labintake::image
