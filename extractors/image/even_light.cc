#include "extractors/image/even_light.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "extractors/image/bands.h"
#include "extractors/image/labels.h"
#include "extractors/image/tiles.h"
#include "extractors/image/tints.h"

namespace labintake::image {
namespace {

void Reverse(Raster& r, int x0, int y0, int x1, int y1) {
  for (int y = y0; y < y1; ++y) {
    uint8_t* line = r.grey.data() + static_cast<size_t>(y) * r.width;
    for (int x = x0; x < x1; ++x) line[x] = static_cast<uint8_t>(255 - line[x]);
  }
}

// The ground of each tile: what most of its brightest part is. Tiles that are dark as a whole (a logo, a heavy letter)
// take the ground around them, and are set in `dark`.
Tiles Ground(const Raster& r, std::vector<char>* dark) {
  Tiles t = Measure(r, TileSize(r), 0.8);
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
  // The ground at the centres of the row of tiles above, and of that below.
  std::vector<float> upper(static_cast<size_t>(r.width)), lower(static_cast<size_t>(r.width));
  std::vector<int> column(static_cast<size_t>(r.width));
  std::vector<float> part(static_cast<size_t>(r.width));
  for (int x = 0; x < r.width; ++x) {
    const double at = std::clamp((x + 0.5) / size - 0.5, 0.0, ground.columns - 1.0);
    column[static_cast<size_t>(x)] = std::min(static_cast<int>(at), std::max(0, ground.columns - 2));
    part[static_cast<size_t>(x)] = static_cast<float>(at - column[static_cast<size_t>(x)]);
  }
  const auto across = [&](int j, std::vector<float>& out) {
    for (size_t x = 0; x < out.size(); ++x) {
      const int i = column[x], i1 = std::min(i + 1, ground.columns - 1);
      out[x] = static_cast<float>(ground.at(i, j)) * (1 - part[x]) + static_cast<float>(ground.at(i1, j)) * part[x];
    }
  };
  int above = -1;
  for (int y = 0; y < r.height; ++y) {
    const double at = std::clamp((y + 0.5) / size - 0.5, 0.0, ground.rows - 1.0);
    const int j = std::min(static_cast<int>(at), std::max(0, ground.rows - 2));
    if (j != above) across(j, upper), across(std::min(j + 1, ground.rows - 1), lower), above = j;
    const auto v = static_cast<float>(at - j);
    uint8_t* to = r.grey.data() + static_cast<size_t>(y) * r.width;
    const float *const up = upper.data(), *const low = lower.data();
    for (int x = 0; x < r.width; ++x) {
      const float g = std::max(up[x] * (1 - v) + low[x] * v, 1.0F);
      // By way of int, or the compiler takes pixel by pixel.
      to[x] = static_cast<uint8_t>(static_cast<int>(std::min(255.0F, static_cast<float>(to[x]) * 255.0F / g + 0.5F)));
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
    const double noise = GroundNoise(r);
    TakeOutLabelledBars(r, ground);
    const TurnedAreas tints = TurnLightOnTints(r, noise, Bands::kStay);
    const int bands = ReverseBands(r, ground);
    // Of the same picture, only what stayed for being a band can be turned now.
    if (tints.turned + tints.bands_left + bands > 0) TurnLightOnTints(r, noise, Bands::kTurned);
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
