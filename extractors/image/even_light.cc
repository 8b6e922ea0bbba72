#include "extractors/image/even_light.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>

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

// Light on dark to dark on white: the ground `band` becomes white.
void ReverseOnto(Raster& r, int x0, int y0, int x1, int y1, int band) {
  const int ground = std::max(255 - band, 1);
  for (int y = y0; y < y1; ++y) {
    uint8_t* line = r.grey.data() + static_cast<size_t>(y) * r.width;
    for (int x = x0; x < x1; ++x) line[x] = static_cast<uint8_t>(std::min(255, (255 - line[x]) * 255 / ground));
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
      std::vector<std::pair<int, int>> extent(static_cast<size_t>(x1 - x0 + 1), {t.rows, -1});
      for (const auto& [a, b] : members) {
        auto& [top, bottom] = extent[static_cast<size_t>(a - x0)];
        top = std::min(top, b), bottom = std::max(bottom, b);
      }
      const int wide = x1 - x0 + 1;
      int covered = 0;
      std::vector<int> heights;
      for (const auto& [top, bottom] : extent) covered += bottom - top + 1, heights.push_back(bottom - top + 1);
      std::nth_element(heights.begin(), heights.begin() + wide / 2, heights.end());
      const int high = heights[static_cast<size_t>(wide) / 2];
      if (wide < 8 || wide < 2 * high || static_cast<double>(members.size()) < 0.7 * covered) continue;
      const Histogram inside = HistogramOf(r, x0 * t.size, y0 * t.size, std::min((x1 + 1) * t.size, r.width),
                                           std::min((y1 + 1) * t.size, r.height));
      const int band = Quantile(inside, 0.3);
      const double half = 0.5 * (ground + band);
      for (int column = 0; column < wide; ++column) {
        int px0 = (x0 + column) * t.size, px1 = std::min((x0 + column + 1) * t.size, r.width);
        int py0 = extent[static_cast<size_t>(column)].first * t.size,
            py1 = std::min((extent[static_cast<size_t>(column)].second + 1) * t.size, r.height);
        // To the pixel: tiles at the edge are partly of the band.
        while (py0 > 0 && RowMean(r, py0 - 1, px0, px1) < half) --py0;
        while (py1 < r.height && RowMean(r, py1, px0, px1) < half) ++py1;
        while (py0 < py1 && RowMean(r, py0, px0, px1) >= half) ++py0;
        while (py1 > py0 && RowMean(r, py1 - 1, px0, px1) >= half) --py1;
        if (column == 0) {
          while (px0 > std::max(0, x0 * t.size - t.size) && ColumnMean(r, px0 - 1, py0, py1) < half) --px0;
          while (px0 < px1 && ColumnMean(r, px0, py0, py1) >= half) ++px0;
        }
        if (column + 1 == wide) {
          while (px1 < std::min(r.width, (x1 + 2) * t.size) && ColumnMean(r, px1, py0, py1) < half) ++px1;
          while (px1 > px0 && ColumnMean(r, px1 - 1, py0, py1) >= half) --px1;
        }
        ReverseOnto(r, px0, py0, px1, py1, band);
      }
    }
  }
}

// The ground of each tile: what most of its brightest part is. Tiles that are dark as a whole (a logo, a heavy letter)
// take the ground around them.
Tiles Ground(const Raster& r) {
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
  for (size_t k = 0; k < t.values.size(); ++k)
    if (t.values[k] < kOwnGround * around.values[k]) t.values[k] = around.values[k];
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
    ReverseBands(r, Quantile(all, 0.75));
  }
  DivideByGround(r, Ground(r));
  out.noise = GroundNoise(r);
  // Ink: the darkest level that more than a few strokes have.
  const Histogram even = HistogramOf(r, 0, 0, r.width, r.height);
  Histogram ink{};
  for (size_t v = 0; v < 190; ++v) ink[v] = even[v];
  const int black = std::min(Quantile(ink, 0.08), 140);
  if (black > 10) {
    Stretch(r, black, 255);
    out.noise *= 255.0 / (255 - black);
  }
  return out;
}

}  // namespace labintake::image
