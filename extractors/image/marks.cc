#include "extractors/image/marks.h"

#include <algorithm>
#include <cstddef>
#include <cstdlib>
#include <vector>

#include "extractors/image/blobs.h"
#include "extractors/image/filled.h"

namespace labintake::image {
namespace {

// All in letter heights of the page.
constexpr double kLowest = 0.6, kHighest = 2.2;
constexpr double kHigh = 1.5;       // the highest letter, and the widest
constexpr double kNarrowest = 0.5;  // blurred small letters are narrower, and so are strokes of bold ones
constexpr double kWidest = 8;
constexpr double kSide = 0.2;        // a side's ink lies within so much of the edge
constexpr double kSideOfAny = 0.15;  // where marks are counted among letters
constexpr double kApart = 0.25;      // letters of a word are nearer
constexpr double kLetter = 0.45;
constexpr double kAlike = 0.1;   // marks of one row differ by less
constexpr double kWideWord = 2;  // times as far apart as usual, as in type of one width
constexpr double kSlim = 2.5;    // times as high as wide: a stroke of a heading in heavy letters

// Shares.
constexpr double kDrawn = 0.9, kDrawnOfAny = 0.95;  // of a side that has ink
constexpr double kFilled = 0.75, kInner = 0.97;     // of the whole, and of what is no edge
constexpr double kEdge = 0.2;
constexpr double kMostHeavy = 0.02;  // of the letters
constexpr std::ptrdiff_t kFewestHeavy = 6;
constexpr double kSquare = 0.12;  // that a square may be wider or higher

class Ink {
 public:
  Ink(const Raster& raster, const Blob& box, int threshold) : raster_(raster), box_(box), threshold_(threshold) {}

  // Of the box from share `a` to share `b` of its width and height.
  double Share(double a, double b) const {
    int ink = 0, all = 0;
    for (int y = At(box_.height, a); y < At(box_.height, b); ++y)
      for (int x = At(box_.width, a); x < At(box_.width, b); ++x, ++all) ink += Is(x, y);
    return all > 0 ? static_cast<double>(ink) / all : 0;
  }

  // The least of the four sides, corner to corner, within `depth` pixels of the edge.
  double Sides(int depth) const {
    const auto side = [&](int length, auto is) {
      int drawn = 0;
      for (int i = 0; i < length; ++i) {
        bool ink = false;
        for (int d = 0; d < depth && !ink; ++d) ink = is(i, d);
        drawn += ink;
      }
      return static_cast<double>(drawn) / length;
    };
    const int w = box_.width, h = box_.height;
    return std::min(
        {side(w, [&](int i, int d) { return Is(i, d); }), side(w, [&](int i, int d) { return Is(i, h - 1 - d); }),
         side(h, [&](int i, int d) { return Is(d, i); }), side(h, [&](int i, int d) { return Is(w - 1 - d, i); })});
  }

 private:
  static int At(int length, double share) { return static_cast<int>(length * share + 0.5); }
  bool Is(int x, int y) const {
    return raster_.grey[static_cast<size_t>(box_.y + y) * raster_.width + box_.x + x] < threshold_;
  }

  const Raster& raster_;
  const Blob box_;
  const int threshold_;
};

bool HasSize(const Blob& b, double h) {
  return b.height >= kLowest * h && b.height <= kHighest * h && b.width >= kNarrowest * h && b.width <= kWidest * h;
}

// One square or several in a row. A letter with four sides, in a font of squares, is higher than wide.
bool HasShapeOfBoxes(const Blob& b) {
  const double ratio = static_cast<double>(b.width) / b.height;
  return (ratio >= 1 - kSquare && ratio <= 1 + kSquare) || ratio >= 2 - 2 * kSquare;
}

bool Inside(const Blob& inner, const Blob& outer) {
  return inner.x > outer.x && inner.y > outer.y && inner.right() < outer.right() && inner.bottom() < outer.bottom();
}

bool IsLetterHigh(const Blob& b, double h) { return b.height >= kLetter * h && b.height <= kHighest * h; }

// Beside one another, as letters of a word are.
bool InOneWord(const Blob& a, const Blob& b, double h) {
  const int gap = std::max(b.x - a.right(), a.x - b.right());
  const int beside = std::min(a.bottom(), b.bottom()) - std::max(a.y, b.y);
  return gap < kApart * h && beside > 0.5 * std::min(a.height, b.height);
}

// `from` and `to` are pixels from the edges inwards.
void PaintRing(Raster& raster, const Blob& b, int from, int to) {
  for (int y = std::max(0, b.y + from); y < std::min(raster.height, b.bottom() - from); ++y) {
    for (int x = std::max(0, b.x + from); x < std::min(raster.width, b.right() - from); ++x) {
      const int depth = std::min({x - b.x, b.right() - 1 - x, y - b.y, b.bottom() - 1 - y});
      if (depth < to) raster.grey[static_cast<size_t>(y) * raster.width + x] = 255;
    }
  }
}

bool Holds(const Blob& b, const Blob& filled) {
  return filled.x >= b.x && filled.y >= b.y && filled.right() <= b.right() && filled.bottom() <= b.bottom();
}

// So many pieces within words look like marks or have filled parts that no mark can be told from a letter: heavy type,
// or a blurred picture.
bool IsHeavy(const std::vector<Blob>& blobs, const std::vector<char>& is_mark, const std::vector<Blob>& filled,
             double h) {
  std::ptrdiff_t letters = 0, heavy = 0;
  for (size_t i = 0; i < blobs.size(); ++i) {
    const Blob& b = blobs[i];
    if (b.height < kLowest * h || b.height > kHigh * h || b.width > kHigh * h) continue;
    ++letters;
    if (is_mark[i] == 0 && std::none_of(filled.begin(), filled.end(), [&](const Blob& f) { return Holds(b, f); }))
      continue;
    heavy += std::any_of(blobs.begin(), blobs.end(), [&](const Blob& other) {
      return (other.x != b.x || other.y != b.y) && IsLetterHigh(other, h) && !Inside(other, b) &&
             InOneWord(b, other, kWideWord * h);
    });
  }
  return heavy >= kFewestHeavy && static_cast<double>(heavy) > kMostHeavy * static_cast<double>(letters);
}

// A frame that leans or is broken is one of several, most of which are whole; a blurred "B" by itself looks the same.
bool HasWholeOnesAlike(const Blob& b, const std::vector<Blob>& blobs, const std::vector<char>& is_whole, double h) {
  constexpr int kFewest = 3;
  const double most = std::max(2.0, kAlike * h);
  int alike = 0;
  for (size_t k = 0; k < blobs.size(); ++k)
    alike +=
        is_whole[k] != 0 && std::abs(blobs[k].width - b.width) <= most && std::abs(blobs[k].height - b.height) <= most;
  return alike >= kFewest;
}

// Filled parts of pieces that are no higher than a line: what a bar ends in, with the bar's outline still on it.
int TakeOutBlocks(Raster& raster, const std::vector<Blob>& blobs, const std::vector<Blob>& filled, double h,
                  int threshold) {
  int taken = 0;
  for (const Blob& f : filled) {
    if (std::min(f.width, f.height) < kLowest * h || f.height > kSlim * f.width) continue;
    const auto holder = std::find_if(blobs.begin(), blobs.end(),
                                     [&](const Blob& b) { return b.height <= kHighest * h && Holds(b, f); });
    if (holder == blobs.end()) continue;
    const bool in_word = std::any_of(blobs.begin(), blobs.end(), [&](const Blob& other) {
      return (other.x != holder->x || other.y != holder->y) && IsLetterHigh(other, h) && !Inside(other, *holder) &&
             InOneWord(*holder, other, h);
    });
    if (in_word) continue;
    PaintFilledWhite(raster, *holder, h, threshold);
    ++taken;
  }
  return taken;
}

}  // namespace

int TakeOutMarks(Raster& raster, double h, int threshold) {
  if (h <= 0) return 0;
  const std::vector<Blob> blobs = FindBlobs(raster, threshold);
  std::vector<Blob> filled_parts = FindFilled(raster, h, threshold);
  const auto depth = [h](double share) { return std::max(3, static_cast<int>(share * h)); };
  const int side = depth(kSide), fringe = std::max(2, static_cast<int>(0.1 * h));
  std::vector<char> is_mark(blobs.size(), 0), is_whole(blobs.size(), 0);
  for (size_t i = 0; i < blobs.size(); ++i) {
    if (!HasSize(blobs[i], h)) continue;
    const Ink ink(raster, blobs[i], threshold);
    const bool filled = ink.Share(0, 1) >= kFilled && ink.Share(kEdge, 1 - kEdge) >= kInner;
    const bool box = HasShapeOfBoxes(blobs[i]);
    is_mark[i] = filled || (box && ink.Sides(side) >= kDrawn);
    is_whole[i] = filled || (box && ink.Sides(depth(kSideOfAny)) >= kDrawnOfAny);
  }
  if (IsHeavy(blobs, is_whole, filled_parts, h)) return 0;
  for (size_t i = 0; i < blobs.size(); ++i)
    is_mark[i] = is_whole[i] != 0 || (is_mark[i] != 0 && HasWholeOnesAlike(blobs[i], blobs, is_whole, h));
  int taken = 0;
  for (size_t i = 0; i < blobs.size(); ++i) {
    if (is_mark[i] == 0) continue;
    const Blob& b = blobs[i];
    bool in_word = false, holds_letter = false;
    for (size_t k = 0; k < blobs.size(); ++k) {
      const Blob& other = blobs[k];
      if (k == i || !IsLetterHigh(other, h)) continue;
      if (is_mark[k] != 0 && std::abs(other.height - b.height) <= kAlike * h) continue;  // in a row of them
      const bool inside = Inside(other, b);
      holds_letter = holds_letter || inside;
      in_word = in_word || (!inside && InOneWord(b, other, h));
    }
    if (in_word) continue;
    PaintRing(raster, b, -fringe, holds_letter ? side : std::max(b.width, b.height));
    ++taken;
  }
  if (taken > 0) filled_parts = FindFilled(raster, h, threshold);
  return taken + TakeOutBlocks(raster, blobs, filled_parts, h, threshold);
}

}  // namespace labintake::image
