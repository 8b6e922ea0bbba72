#include "extractors/image/tints.h"

#include <leptonica/allheaders.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <optional>
#include <utility>

#include "extractors/image/blobs.h"
#include "extractors/image/flat_areas.h"
#include "extractors/image/pix.h"
#include "extractors/image/tiles.h"
#include "extractors/image/two_level.h"

namespace labintake::image {
namespace {

// Grey levels. The ground of an area differs from its tile's by less than kLeastSpread, or by noise; letters that are
// lighter by less than kLeastContrast are nothing that was meant to be read.
constexpr int kLeastSpread = 6, kLeastContrast = 18;
constexpr double kSpreadOfNoise = 2.2;
// Of the letters' contrast: less is ground still (along the rim of an area, where it mixes with the paper), more is
// letter.
constexpr double kStillGround = 0.1, kStillRim = 0.6, kAllLetter = 0.9, kCore = 0.5, kSeam = 0.4;

// In letters of small print, which are about as high as a page's tile is wide.
constexpr double kLowest = 0.4, kHighest = 4, kWidest = 80;
constexpr double kFewestPixels = 6;  // of a letter's height; less cannot be read
// Of what reaches the rim: less wide or longer for its height is a line.
constexpr double kNarrowest = 0.25, kLongest = 12;
// A stroke is thinner than this share of its letter's height; the inside of a large dark letter is not.
constexpr double kStroke = 0.4, kMostSolid = 0.25;
// Nor does a line that is thicker belong to any letter, or one with so much in it that is darker than the area.
constexpr double kThickest = 0.6, kMostDarker = 0.05;
// An area is so much larger than its highest letter; a large dark letter around its inside is not.
constexpr double kRoomAbove = 1.15, kRoomBeside = 1.5;
// Of its box, where a single letter stands on it: an "A" is less.
constexpr double kLeastOfBox = 0.65;
// Of its surface, in tiles without any stroke; what blurred dark letters are joined to has hardly one.
constexpr double kLeastFlat = 0.12;
constexpr double kMostlyLight = 0.6;  // of all strokes on it
constexpr double kMostStrokes = 0.6;  // of its surface
// The least step at its edge, and how much of the edge may have less.
constexpr int kStep = 20;
constexpr double kMostWithout = 0.3;
// Shares of the paper's level, of a letter, of its height and of its width.
constexpr double kBandLevel = 0.62, kBandWidth = 20, kBandLength = 5, kBandClimb = 0.15;
constexpr int kSmallestTile = 5;  // pixels
constexpr int kNear = 2;          // tiles around a patch in which there are letters where there are any
// Tiles around a patch in which its ground may go on: at first, and when it goes on there, at most.
constexpr int kMargin = 6, kMostMargin = 48;
constexpr double kNoisy = 3;            // above this noise the smoothed picture is taken
constexpr double kFewestLight = 0.002;  // of the surface of its box, or there is nothing to look for

bool IsSet(Pix* pix, int x, int y) {
  l_uint32 set = 0;
  pixGetPixel(pix, x, y, &set);
  return set != 0;
}

// What was found on an area, in pixels of its cut-out.
struct Found {
  PixPtr filled;  // the patch with the strokes on it; null: there are no light letters on it
  int letter_level = 0;
  bool cut_off = false;  // the patch goes on outside of the cut-out
  bool band = false;     // there are, but it is a band, and those stay
};

// What stands in a hole of the ground.
struct Stroke {
  int pixels = 0;
  bool light = false;
  bool letter = false;  // of lines that are thin for its height: a letter, or several that run together
  bool box = false;     // light ground with something of its own on it
  double under = 0;     // the level of the ground there
  Histogram levels{};   // its own
};

Raster Softened(Raster raster, bool noisy) {
  if (noisy) Soften(raster);
  return raster;
}

class Tints {
 public:
  Tints(Raster& raster, double noise, Bands bands)
      : raster_(raster),
        bands_(bands),
        noisy_(noise > kNoisy),
        soft_(Softened(raster, noisy_)),
        letter_(TileSize(raster)),
        areas_(soft_, std::max(kSmallestTile, letter_ / 2),
               std::max(kLeastSpread, static_cast<int>(kSpreadOfNoise * noise))) {}

  TurnedAreas Turn() {
    TurnedAreas out;
    while (const std::optional<Patch> patch = areas_.Next()) TurnPatch(*patch, &out);
    return out;
  }

 private:
  // Pixels around an area in which its level and that of the paper mix.
  int fringe() const { return std::max(2, letter_ / 8); }
  // What letters are lighter by, at least.
  static int Contrast(const Area& area) { return std::max(kLeastContrast, 2 * area.spread); }
  const uint8_t* SoftRow(const Area& area, int y) const {
    return soft_.grey.data() + static_cast<size_t>(area.box.y + y) * soft_.width + area.box.x;
  }
  uint8_t Soft(const Area& area, int x, int y) const { return SoftRow(area, y)[x]; }

  bool HasLight(const Area& area) const {
    int light = 0;
    const int contrast = Contrast(area);
    std::vector<int> levels;
    for (int y = 0; y < area.box.height; ++y) {
      area.LevelsOfRow(y, &levels);
      const uint8_t* const soft = SoftRow(area, y);
      for (int x = 0; x < area.box.width; ++x) light += soft[x] > levels[static_cast<size_t>(x)] + contrast;
    }
    return light > kFewestLight * area.box.width * area.box.height;
  }

  // Pixels whose difference from the level lies within these bounds, one bit each; null where there is no memory.
  PixPtr Within(const Area& area, int lowest, int highest) const {
    Raster outside;
    outside.width = area.box.width, outside.height = area.box.height;
    outside.grey.resize(static_cast<size_t>(outside.width) * outside.height);
    std::vector<int> levels;
    for (int y = 0; y < outside.height; ++y) {
      area.LevelsOfRow(y, &levels);
      const uint8_t* const soft = SoftRow(area, y);
      uint8_t* const to = outside.grey.data() + static_cast<size_t>(y) * outside.width;
      for (int x = 0; x < outside.width; ++x) {
        const int difference = soft[x] - levels[static_cast<size_t>(x)];
        to[x] = static_cast<uint8_t>(difference < lowest || difference > highest);
      }
    }
    return Threshold(outside, 1);
  }

  static PixPtr Wider(Pix* pix, int by) { return PixPtr(pixDilateBrick(nullptr, pix, 2 * by + 1, 2 * by + 1)); }

  // Of `alike`, what is connected with the patch, and beside that what is nearer to its level than to that of the
  // paper: between a letter and the rim, and around letters, the two mix. Null where there is no memory.
  PixPtr GroundOf(const Area& area, const Patch& patch, Pix* alike) const {
    const PixPtr seed(pixCreate(area.box.width, area.box.height, 1));
    if (!seed) return nullptr;
    for (const auto& [i, j] : patch)
      pixRasterop(seed.get(), i * area.tile - area.box.x, j * area.tile - area.box.y, area.tile, area.tile, PIX_SET,
                  nullptr, 0, 0);
    pixAnd(seed.get(), seed.get(), alike);
    PixPtr ground(pixSeedfillBinary(nullptr, seed.get(), alike, 4));
    const int level = area.levels.front();
    const PixPtr nearer = Within(area, -area.spread, std::max(area.spread, (area.paper - level) / 2));
    const PixPtr around = ground ? Wider(ground.get(), fringe()) : nullptr;
    if (!nearer || !around) return nullptr;
    pixAnd(around.get(), around.get(), nearer.get());
    pixOr(ground.get(), ground.get(), around.get());
    return ground;
  }

  // What stands in a hole in the ground. `alike`: of the level of the area.
  Stroke StrokeIn(const Area& area, const Blob& b, Pix* hole, Pix* alike) const {
    Stroke out;
    int darker = 0;
    double lighter = 0;
    const auto each = [&](auto what) {
      for (int y = 0; y < b.height; ++y) {
        for (int x = 0; x < b.width; ++x) {
          if (!IsSet(hole, x, y) || IsSet(alike, b.x + x, b.y + y)) continue;
          what(x, y, Soft(area, b.x + x, b.y + y), area.LevelAt(b.x + x, b.y + y));
        }
      }
    };
    each([&](int, int, int v, int level) {
      ++out.pixels, ++out.levels[static_cast<size_t>(v)];
      lighter += v - level, out.under += level;
    });
    if (out.pixels == 0) return out;
    out.under /= out.pixels;
    out.light = lighter > 0;
    // Without the grey of its edges, and without the dark seam that sharpening leaves around a light letter.
    const double most = Quantile(out.levels, kAllLetter) - out.under;
    const double core = out.under + kCore * most, seam = out.under - kSeam * most;
    for (int v = 0; v < seam; ++v) darker += static_cast<int>(out.levels[static_cast<size_t>(v)]);
    const PixPtr inside(pixCreate(b.width, b.height, 1));
    if (!inside || !out.light) return out;
    int pixels = 0;
    each([&](int x, int y, int v, int) {
      if (v > core) pixSetPixel(inside.get(), x, y, 1), ++pixels;
    });
    const auto solid = [&](double share) {
      const int side = std::max(3, static_cast<int>(share * b.height));
      const PixPtr left(pixOpenBrick(nullptr, inside.get(), side, side));
      l_int32 count = 0;
      return !left || pixCountPixels(left.get(), &count, nullptr) != 0 || count > kMostSolid * pixels;
    };
    out.letter = b.height >= std::max(kFewestPixels, kLowest * letter_) && !solid(kStroke);
    out.box = darker > kMostDarker * out.pixels || (b.height >= letter_ && solid(kThickest));
    return out;
  }

  // Adds letters that reach the rim of the area, which are no holes in its ground; lines between areas are none.
  void AddOpenLetters(Pix* holes, Pix* ground) const {
    const int side = (letter_ / 2) | 1;
    const PixPtr bays(pixCloseSafeBrick(nullptr, ground, side, side));
    if (!bays || holes == nullptr) return;
    pixSubtract(bays.get(), bays.get(), ground);
    pixSubtract(bays.get(), bays.get(), holes);
    Pixa* pieces = nullptr;
    BOXA* boxes = pixConnComp(bays.get(), &pieces, 8);
    for (int i = 0; boxes != nullptr && i < boxaGetCount(boxes); ++i) {
      Blob b;
      boxaGetBoxGeometry(boxes, i, &b.x, &b.y, &b.width, &b.height);
      if (b.height < kLowest * letter_ || b.height > kHighest * letter_ || b.width < kNarrowest * letter_ ||
          b.width > kLongest * b.height)
        continue;
      const PixPtr bay(pixaGetPix(pieces, i, L_CLONE));
      pixRasterop(ground, b.x, b.y, b.width, b.height, PIX_SRC | PIX_DST, bay.get(), 0, 0);
    }
    boxaDestroy(&boxes);
    pixaDestroy(&pieces);
  }

  Found FindLetters(const Area& area, const Patch& patch) const {
    Found found;
    const PixPtr alike = Within(area, -area.spread, area.spread);
    PixPtr ground = alike ? GroundOf(area, patch, alike.get()) : nullptr;
    if (!ground) return found;
    const PixPtr holes(pixHolesByFilling(ground.get(), 4));
    AddOpenLetters(holes.get(), ground.get());
    Pixa* pieces = nullptr;
    BOXA* boxes = holes ? pixConnComp(holes.get(), &pieces, 8) : nullptr;
    int highest = 0, letters = 0;
    double light = 0, dark = 0;                // pixels
    double in_letters = 0, under_letters = 0;  // pixels; levels of the ground, summed
    Histogram levels{};
    for (int i = 0; boxes != nullptr && i < boxaGetCount(boxes); ++i) {
      Blob b;
      boxaGetBoxGeometry(boxes, i, &b.x, &b.y, &b.width, &b.height);
      if (b.height > kHighest * letter_ || b.width > kWidest * letter_) continue;
      const PixPtr hole(pixaGetPix(pieces, i, L_CLONE));
      const Stroke stroke = StrokeIn(area, b, hole.get(), alike.get());
      if (stroke.box) continue;  // it stays as it is
      pixRasterop(ground.get(), b.x, b.y, b.width, b.height, PIX_SRC | PIX_DST, hole.get(), 0, 0);
      (stroke.light ? light : dark) += stroke.pixels;
      if (!stroke.letter) continue;
      highest = std::max(highest, b.height), ++letters;
      in_letters += stroke.pixels, under_letters += stroke.pixels * stroke.under;
      for (size_t v = 0; v < levels.size(); ++v) levels[v] += stroke.levels[v];
    }
    boxaDestroy(&boxes);
    pixaDestroy(&pieces);
    if (highest == 0) return found;
    Blob all;
    BOX* extent = nullptr;
    if (pixClipToForeground(ground.get(), nullptr, &extent) == 0)
      boxGetGeometry(extent, &all.x, &all.y, &all.width, &all.height);
    boxDestroy(&extent);
    l_int32 surface = 0;
    pixCountPixels(ground.get(), &surface, nullptr);
    found.cut_off = all.x == 0 || all.y == 0 || all.right() == area.box.width || all.bottom() == area.box.height;
    found.letter_level = Quantile(levels, kAllLetter);
    if (found.letter_level - under_letters / in_letters >= Contrast(area) && all.height > kRoomAbove * highest &&
        all.width > kRoomBeside * highest && light > kMostlyLight * (light + dark) &&
        light<kMostStrokes * surface&& static_cast<double>(patch.size()) * area.tile * area.tile> kLeastFlat *
            surface &&
        (letters > 1 || surface > kLeastOfBox * all.width * all.height)) {
      found.band = bands_ == Bands::kStay && IsBand(area, all, surface);
      if (!found.band) found.filled = std::move(ground);
    }
    return found;
  }

  // See Bands.
  bool IsBand(const Area& area, const Blob& box, int surface) const {
    const double height = static_cast<double>(surface) / std::max(box.width, 1);
    return area.levels.front() < kBandLevel * area.paper && box.width > kBandWidth * letter_ &&
           box.width > kBandLength * height && box.height - height < kBandClimb * box.width;
  }

  // Along much of its rim there is no step: it is a part of a shade and no area.
  bool FadesOut(const Area& area, const Found& found) const {
    const int step = std::max(kStep, 2 * area.spread);
    const PixPtr inner(pixErodeBrick(nullptr, found.filled.get(), 3, 3)), flat = Within(area, -step, step);
    if (!inner || !flat) return true;
    pixInvert(flat.get(), flat.get());
    pixSubtract(flat.get(), flat.get(), found.filled.get());
    const PixPtr steps = Wider(flat.get(), fringe() + 2), rim(pixXor(nullptr, found.filled.get(), inner.get()));
    l_int32 all = 0, without = 0;
    if (!steps || !rim || pixCountPixels(rim.get(), &all, nullptr) != 0) return true;
    pixSubtract(rim.get(), rim.get(), steps.get());
    return pixCountPixels(rim.get(), &without, nullptr) != 0 || without > kMostWithout * all;
  }

  // Ground to the level of the paper, letters to black. Around the area light of both mixes to a grey frame; it is
  // painted as paper.
  void Reverse(const Area& area, const Found& found) {
    const int paper = std::max(area.paper, found.letter_level);
    const int side = 2 * fringe() + 1;
    const PixPtr wider = Wider(found.filled.get(), fringe()),
                 inner(pixErodeBrick(nullptr, found.filled.get(), side, side));
    if (!wider || !inner) return;
    for (int y = area.tile / 2; y < area.box.height; y += area.tile)
      for (int x = area.tile / 2; x < area.box.width; x += area.tile)
        if (IsSet(found.filled.get(), x, y)) areas_.Leave(area.box.x + x, area.box.y + y);
    for (int y = 0; y < area.box.height; ++y) {
      for (int x = 0; x < area.box.width; ++x) {
        if (!IsSet(wider.get(), x, y)) continue;
        const int level = area.LevelAt(x, y);
        uint8_t& to = raster_.grey[static_cast<size_t>(area.box.y + y) * raster_.width + area.box.x + x];
        if (!IsSet(found.filled.get(), x, y)) {
          if (Soft(area, x, y) > level - area.spread && to < paper) to = static_cast<uint8_t>(paper);
          continue;
        }
        const double contrast = std::max(found.letter_level - level, 1);
        const double lighter = (Soft(area, x, y) - level) / contrast;
        const double still = IsSet(inner.get(), x, y) ? kStillGround : kStillRim;
        const double ink = lighter < still ? 0 : (lighter - kStillGround) / (1 - kStillGround);
        to = static_cast<uint8_t>(std::lround(paper * (1 - std::min(ink, 1.0))));
      }
    }
  }

  void TurnPatch(const Patch& patch, TurnedAreas* out) {
    if (areas_.AtBorder(patch) || !HasLight(areas_.Around(patch, kNear))) return;
    for (int margin = kMargin; margin <= kMostMargin; margin *= 2) {
      const Area area = areas_.Around(patch, margin);
      const Found found = FindLetters(area, patch);
      if (found.cut_off) continue;
      out->bands_left += found.band;
      if (!found.filled || FadesOut(area, found)) return;
      Reverse(area, found);
      ++out->turned;
      return;
    }
  }

  Raster& raster_;
  const Bands bands_;
  const bool noisy_;
  const Raster soft_;  // the picture as it came; smoothed where it is noisy
  const int letter_;   // pixels; see kLowest
  FlatAreas areas_;    // of soft_
};

}  // namespace

TurnedAreas TurnLightOnTints(Raster& raster, double noise, Bands bands) {
  if (raster.empty()) return {};
  SilenceLeptonica();
  return Tints(raster, noise, bands).Turn();
}

}  // namespace labintake::image
