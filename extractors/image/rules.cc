#include "extractors/image/rules.h"

#include <leptonica/allheaders.h>

#include <algorithm>
#include <cmath>

#include "extractors/image/pix.h"

namespace labintake::image {
namespace {

// Thicker than this share of the letter height is a bar of a graph, no rule.
constexpr double kThickest = 0.4;

void Collect(Pix* lines, bool level, double letter_height, Raster& raster, std::vector<Blob>* out) {
  PIXA* pieces = nullptr;
  BOXA* boxes = pixConnComp(lines, &pieces, 8);
  for (int i = 0; boxes != nullptr && i < boxaGetCount(boxes); ++i) {
    Blob b;
    boxaGetBoxGeometry(boxes, i, &b.x, &b.y, &b.width, &b.height);
    Pix* piece = pixaGetPix(pieces, i, L_CLONE);
    l_int32 ink = 0;
    pixCountPixels(piece, &ink, nullptr);
    // A rule that climbs by a pixel here and there is thicker in its box than it is drawn.
    const double length = level ? b.width : b.height;
    const double thickness = ink / std::max(length, 1.0);
    if (thickness <= std::max(3.0, kThickest * letter_height)) {
      out->push_back(b);
      const int fringe = std::max(1, static_cast<int>(std::lround(0.06 * letter_height)));
      const int fx = level ? 1 : fringe, fy = level ? fringe : 1;
      for (int y = 0; y < b.height; ++y) {
        for (int x = 0; x < b.width; ++x) {
          l_uint32 set = 0;
          pixGetPixel(piece, x, y, &set);
          if (set == 0) continue;
          for (int v = std::max(0, b.y + y - fy); v <= std::min(raster.height - 1, b.y + y + fy); ++v)
            for (int u = std::max(0, b.x + x - fx); u <= std::min(raster.width - 1, b.x + x + fx); ++u)
              raster.grey[static_cast<size_t>(v) * raster.width + u] = 255;
        }
      }
    }
    pixDestroy(&piece);
  }
  boxaDestroy(&boxes);
  pixaDestroy(&pieces);
}

// Of letter heights of the page.
constexpr double kPanelWidth = 3.5, kPanelHeight = 1.15;
constexpr double kPanelFill = 0.72;  // share of the box that is ink; letters that run together have less
constexpr double kHighPanel = 1.7;   // higher than any line of text
constexpr double kHighPanelFill = 0.45;

bool IsLetterSized(const Blob& b, double h) { return b.height > 0.5 * h && b.height < 1.5 * h && b.width < 1.6 * h; }

// Paints white the ink of `raster` that reaches an edge of `box` within the box: the piece the box was measured around.
void Erase(Raster& raster, const Blob& box, int threshold) {
  std::vector<std::pair<int, int>> stack;
  const auto visit = [&](int x, int y) {
    if (x < box.x || y < box.y || x >= box.right() || y >= box.bottom()) return;
    uint8_t& v = raster.grey[static_cast<size_t>(y) * raster.width + x];
    if (v >= threshold) return;
    v = 255;
    stack.push_back({x, y});
  };
  for (int x = box.x; x < box.right(); ++x) visit(x, box.y), visit(x, box.bottom() - 1);
  for (int y = box.y; y < box.bottom(); ++y) visit(box.x, y), visit(box.right() - 1, y);
  while (!stack.empty()) {
    const auto [x, y] = stack.back();
    stack.pop_back();
    for (int v = y - 1; v <= y + 1; ++v)
      for (int u = x - 1; u <= x + 1; ++u) visit(u, v);
  }
}

}  // namespace

int TakeOutPanels(Raster& raster, double h, int threshold) {
  int taken = 0;
  const std::vector<Blob> blobs = FindBlobs(raster, threshold);
  for (const Blob& b : blobs) {
    if (b.width < kPanelWidth * h || b.height < kPanelHeight * h) continue;
    int ink = 0, dark = 0;
    Raster turned;  // light on dark becomes dark on light
    turned.width = b.width;
    turned.height = b.height;
    turned.grey.resize(static_cast<size_t>(b.width) * static_cast<size_t>(b.height));
    std::vector<uint8_t> levels;
    for (int y = 0; y < b.height; ++y) {
      const uint8_t* from = raster.grey.data() + static_cast<size_t>(b.y + y) * raster.width + b.x;
      for (int x = 0; x < b.width; ++x) {
        ink += from[x] < threshold;
        levels.push_back(from[x]);
        turned.grey[static_cast<size_t>(y) * b.width + x] = static_cast<uint8_t>(255 - from[x]);
      }
    }
    if (ink < (b.height > kHighPanel * h ? kHighPanelFill : kPanelFill) * b.width * b.height) continue;
    ++taken;
    std::nth_element(levels.begin(), levels.begin() + static_cast<std::ptrdiff_t>(levels.size() / 2), levels.end());
    dark = levels[levels.size() / 2];
    // Its own ground becomes white, for letters lighter and for letters darker than it.
    Raster toned = turned;
    int light_letters = 0, dark_letters = 0;
    if (255 - dark > 60) {
      for (uint8_t& v : turned.grey) v = static_cast<uint8_t>(std::min(255, v * 255 / (255 - dark)));
      for (const Blob& l : FindBlobs(turned, threshold)) light_letters += IsLetterSized(l, h);
    }
    if (dark > 60) {
      for (uint8_t& v : toned.grey) v = static_cast<uint8_t>(std::min(255, (255 - v) * 255 / dark));
      for (const Blob& l : FindBlobs(toned, threshold)) dark_letters += IsLetterSized(l, h);
    }
    int letters = 0;  // in light boxes on it
    for (const Blob& l : blobs)
      letters += l.x > b.x && l.y > b.y && l.right() < b.right() && l.bottom() < b.bottom() && IsLetterSized(l, h);
    if (std::max(light_letters, dark_letters) >= 2 && std::max(light_letters, dark_letters) > letters) {
      const Raster& better = light_letters > dark_letters ? turned : toned;
      for (int y = 0; y < b.height; ++y)
        std::copy_n(better.grey.begin() + static_cast<std::ptrdiff_t>(y) * b.width, b.width,
                    raster.grey.begin() + static_cast<std::ptrdiff_t>(b.y + y) * raster.width + b.x);
    } else {
      Erase(raster, b, threshold);
    }
  }
  return taken;
}

std::vector<Blob> TakeOutRules(Raster& raster, double letter_height, int threshold) {
  std::vector<Blob> out;
  const PixPtr binary = Threshold(raster, threshold);
  if (!binary || letter_height <= 0) return out;
  const PixPtr level(pixOpenBrick(nullptr, binary.get(), std::max(8, static_cast<int>(3 * letter_height)), 1));
  const PixPtr upright(pixOpenBrick(nullptr, binary.get(), 1, std::max(8, static_cast<int>(2.5 * letter_height))));
  if (level) Collect(level.get(), true, letter_height, raster, &out);
  if (upright) Collect(upright.get(), false, letter_height, raster, &out);
  return out;
}

}  // namespace labintake::image
