#include "extractors/image/rules.h"

#include <leptonica/allheaders.h>

#include <algorithm>
#include <cmath>

#include "extractors/image/filled.h"
#include "extractors/image/pix.h"

namespace labintake::image {
namespace {

// Thicker than this share of the letter height is a bar of a graph, no rule.
constexpr double kThickest = 0.4;
// Grey rules are lighter than ink, and hardly ever lighter than this part of the way from there to white. Gaps that an
// upright one then has are shorter than those between lines of text.
constexpr double kFaint = 1.0 / 3, kFaintGap = 0.3;
// So dark, as a share of the threshold, is no more than this share of a grey rule; letters that run together are.
constexpr double kDark = 0.75, kMostDark = 0.05;
// The shortest, in letter heights.
constexpr double kLevel = 3, kUpright = 2.5;

struct Kind {
  bool level = false, faint = false;
};

bool IsInk(const Raster& r, int x, int y, int threshold) {
  return x >= 0 && y >= 0 && x < r.width && y < r.height && r.grey[static_cast<size_t>(y) * r.width + x] < threshold;
}

// A line has ground on both sides of most of its length; the edge or the middle of a filled area has not, nor have
// letters that touch it for a part of it.
bool StandsFree(const Raster& r, const Blob& b, bool level, int threshold) {
  constexpr int kBeside = 3;
  int free = 0, all = 0;
  if (level) {
    for (int x = b.x; x < b.right(); x += 2, ++all)
      free += !IsInk(r, x, b.y - kBeside, threshold) && !IsInk(r, x, b.bottom() + kBeside - 1, threshold);
  } else {
    for (int y = b.y; y < b.bottom(); y += 2, ++all)
      free += !IsInk(r, b.x - kBeside, y, threshold) && !IsInk(r, b.right() + kBeside - 1, y, threshold);
  }
  return 2 * free >= all;
}

// The piece is all of the same light grey.
bool IsFaint(const Raster& r, const Blob& b, Pix* piece, int threshold) {
  int dark = 0, all = 0;
  for (int y = 0; y < b.height; ++y) {
    for (int x = 0; x < b.width; ++x) {
      l_uint32 set = 0;
      pixGetPixel(piece, x, y, &set);
      all += set != 0;
      dark += set != 0 && IsInk(r, b.x + x, b.y + y, static_cast<int>(kDark * threshold));
    }
  }
  return dark <= kMostDark * all;
}

void Collect(Pix* lines, Kind kind, double letter_height, int threshold, Raster& raster, std::vector<Blob>* out) {
  PIXA* pieces = nullptr;
  BOXA* boxes = pixConnComp(lines, &pieces, 8);
  for (int i = 0; boxes != nullptr && i < boxaGetCount(boxes); ++i) {
    Blob b;
    boxaGetBoxGeometry(boxes, i, &b.x, &b.y, &b.width, &b.height);
    Pix* piece = pixaGetPix(pieces, i, L_CLONE);
    l_int32 ink = 0;
    pixCountPixels(piece, &ink, nullptr);
    // A rule that climbs by a pixel here and there is thicker in its box than it is drawn.
    const double length = kind.level ? b.width : b.height;
    const double thickness = ink / std::max(length, 1.0);
    if (thickness <= std::max(3.0, kThickest * letter_height) && StandsFree(raster, b, kind.level, threshold) &&
        (!kind.faint || IsFaint(raster, b, piece, threshold))) {
      out->push_back(b);
      const int fringe = std::max(1, static_cast<int>(std::lround(0.06 * letter_height)));
      const int fx = kind.level ? 1 : fringe, fy = kind.level ? fringe : 1;
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

void TakeOutFaint(Raster& raster, double h, int threshold, std::vector<Blob>* out) {
  const int light = threshold + static_cast<int>(kFaint * (255 - threshold));
  const PixPtr binary = Threshold(raster, light);
  if (!binary) return;
  const PixPtr level(pixOpenCompBrick(nullptr, binary.get(), std::max(8, static_cast<int>(kLevel * h)), 1));
  const PixPtr closed(pixCloseSafeBrick(nullptr, binary.get(), 1, std::max(3, static_cast<int>(kFaintGap * h))));
  if (level) Collect(level.get(), {true, true}, h, light, raster, out);
  if (!closed) return;
  const PixPtr upright(pixOpenCompBrick(nullptr, closed.get(), 1, std::max(8, static_cast<int>(kUpright * h))));
  if (upright) Collect(upright.get(), {false, true}, h, light, raster, out);
}

// A rule so faint that the scan left it in specks: between lines of text, the strip of the page in which `b` lies is
// darker before or behind it than those above and below, although little of it is ink.
bool LiesOnFaintLine(const Raster& raster, const Blob& b, double h, int threshold) {
  constexpr double kReach = 6, kBeside = 0.3, kStrip = 0.3;  // letter heights
  constexpr double kDarker = 3;                              // grey levels
  constexpr double kMostInk = 0.25, kMostInkBeside = 0.005;  // shares
  struct Strip {
    double darkness = 0, ink = 0;
  };
  const int middle = b.y + b.height / 2, away = std::max(4, static_cast<int>(kStrip * h));
  const auto strip = [&](int y, int from, int to) {
    Strip out;
    int all = 0;
    for (int v = std::max(0, y - 1); v <= std::min(raster.height - 1, y + 1); ++v) {
      for (int u = std::max(0, from); u < std::min(raster.width, to); ++u, ++all) {
        const uint8_t grey = raster.grey[static_cast<size_t>(v) * raster.width + u];
        out.darkness += 255 - grey;
        out.ink += grey < threshold;
      }
    }
    if (all > 0) out.darkness /= all, out.ink /= all;
    return out;
  };
  const auto faint = [&](int from, int to) {
    const Strip on = strip(middle, from, to);
    if (on.ink > kMostInk) return false;
    for (const int y : {middle - away, middle + away}) {
      const Strip off = strip(y, from, to);
      if (off.ink > kMostInkBeside || on.darkness < off.darkness + kDarker) return false;
    }
    return true;
  };
  const int gap = static_cast<int>(kBeside * h), reach = static_cast<int>(kReach * h);
  return faint(b.x - gap - reach, b.x - gap) || faint(b.right() + gap, b.right() + gap + reach);
}

// Of a faint rule only the darker stretches are three letters long. What else is flat and stands where one of them
// would go on is a piece of it.
void TakeOutPieces(Raster& raster, const std::vector<Blob>& rules, double h, int threshold) {
  constexpr double kFlat = 0.25, kNear = 0.15;
  for (const Blob& b : FindBlobs(raster, threshold)) {
    if (b.height > std::max(3.0, kFlat * h) || b.width < 2 * b.height) continue;
    const double y = b.y + b.height / 2.0;
    const bool goes_on = std::any_of(rules.begin(), rules.end(), [&](const Blob& r) {
      return r.width > 2 * r.height && y > r.y - kNear * h && y < r.bottom() + kNear * h;
    });
    if (!goes_on && !LiesOnFaintLine(raster, b, h, threshold)) continue;
    for (int v = std::max(0, b.y - 1); v < std::min(raster.height, b.bottom() + 1); ++v)
      std::fill_n(raster.grey.begin() + static_cast<std::ptrdiff_t>(v) * raster.width + b.x, b.width, uint8_t{255});
  }
}

// Of letter heights of the page.
constexpr double kPanelWidth = 3.5, kPanelHeight = 1.15;
constexpr double kPanelFill = 0.72;  // share of the box that is ink; letters that run together have less
constexpr double kHighPanel = 1.7;   // higher than any line of text
constexpr double kHighPanelFill = 0.45;

bool IsLetterSized(const Blob& b, double h) { return b.height > 0.5 * h && b.height < 1.5 * h && b.width < 1.6 * h; }

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
      PaintFilledWhite(raster, b, h, threshold);
    }
  }
  return taken;
}

std::vector<Blob> TakeOutRules(Raster& raster, double letter_height, int threshold) {
  std::vector<Blob> out;
  const PixPtr binary = Threshold(raster, threshold);
  if (!binary || letter_height <= 0) return out;
  const PixPtr level(pixOpenCompBrick(nullptr, binary.get(), std::max(8, static_cast<int>(kLevel * letter_height)), 1));
  const PixPtr upright(
      pixOpenCompBrick(nullptr, binary.get(), 1, std::max(8, static_cast<int>(kUpright * letter_height))));
  if (level) Collect(level.get(), {true, false}, letter_height, threshold, raster, &out);
  if (upright) Collect(upright.get(), {false, false}, letter_height, threshold, raster, &out);
  TakeOutFaint(raster, letter_height, threshold, &out);
  TakeOutPieces(raster, out, letter_height, threshold);
  return out;
}

}  // namespace labintake::image
