#include "extractors/image/bars.h"

#include <leptonica/allheaders.h>

#include <algorithm>
#include <vector>

#include "extractors/image/blobs.h"
#include "extractors/image/pix.h"

namespace labintake::image {
namespace {

// Grey levels. Where the ground is darker than kDarkGround, letters on it are hardly darker.
constexpr int kDarkGround = 128, kTint = 235, kWhite = 245;
constexpr int kStroke = 50;  // darker than the ground under it
constexpr int kStep = 12;    // from a bar to what is above and below it

// In letter heights.
constexpr double kSolid = 0.5;      // no stroke of a letter is as thick
constexpr double kTintWidth = 1.2;  // less may be the inside of a blurred letter
constexpr double kBarWidth = 2;
constexpr double kLine = 1.15;       // what is higher is no bar beside text
constexpr double kLowestEnd = 0.35;  // the end of a bar; lower is a point
constexpr double kThickestEnd = 0.4;
constexpr double kLowestLetter = 0.45;

constexpr double kStrokes = 0.25;  // of a tint's area; blurred text has more
constexpr double kFilled = 0.5;    // of a bar's area

void PaintWhite(Raster& raster, const Blob& b) {
  constexpr int kFringe = 2;
  const int x0 = std::max(0, b.x - kFringe), x1 = std::min(raster.width, b.right() + kFringe);
  for (int y = std::max(0, b.y - kFringe); y < std::min(raster.height, b.bottom() + kFringe); ++y)
    std::fill_n(raster.grey.begin() + static_cast<std::ptrdiff_t>(y) * raster.width + x0, x1 - x0, uint8_t{255});
}

double Mean(const Raster& r, int x0, int y0, int x1, int y1) {
  x0 = std::max(x0, 0), y0 = std::max(y0, 0), x1 = std::min(x1, r.width), y1 = std::min(y1, r.height);
  if (x0 >= x1 || y0 >= y1) return 255;
  double sum = 0;
  for (int y = y0; y < y1; ++y)
    for (int x = x0; x < x1; ++x) sum += r.grey[static_cast<size_t>(y) * r.width + x];
  return sum / (x1 - x0) / (y1 - y0);
}

class Bars {
 public:
  Bars(Raster& raster, double h, int threshold)
      : raster_(raster),
        h_(h),
        threshold_(threshold),
        square_(std::max(3, static_cast<int>(kSolid * h)) | 1),
        ground_(raster) {
    std::fill(ground_.grey.begin(), ground_.grey.end(), uint8_t{255});
  }

  void TakeOut() {
    WhitenTints();
    const std::vector<Blob> blobs = FindBlobs(raster_, threshold_);
    for (const Blob& b : blobs)
      if (IsBar(b) || EndsTint(b, blobs)) PaintWhite(raster_, b);
  }

 private:
  // The ground under the letters: of all squares around a pixel that no stroke fills the darkest, each as light as its
  // lightest pixel. Empty where there is no memory.
  Raster GroundOf(const Raster& part) const {
    const PixPtr grey = ToPix(part);
    if (!grey) return {};
    const PixPtr closed(pixCloseGray(grey.get(), square_, square_));
    return closed ? ToRaster(*closed) : Raster();
  }

  void WhitenTints() {
    const PixPtr pale = Threshold(raster_, kTint);
    if (!pale) return;
    const PixPtr solid(pixOpenBrick(nullptr, pale.get(), square_, square_));
    if (!solid) return;
    PIXA* pieces = nullptr;
    BOXA* boxes = pixConnComp(solid.get(), &pieces, 8);
    for (int i = 0; boxes != nullptr && i < boxaGetCount(boxes); ++i) {
      Blob b;
      boxaGetBoxGeometry(boxes, i, &b.x, &b.y, &b.width, &b.height);
      if (b.width < kTintWidth * h_) continue;
      Pix* piece = pixaGetPix(pieces, i, L_CLONE);
      WhitenTint(b, piece);
      pixDestroy(&piece);
    }
    boxaDestroy(&boxes);
    pixaDestroy(&pieces);
  }

  // `shape` says which pixels of the box belong to it.
  void WhitenTint(const Blob& b, Pix* shape) {
    const int x0 = std::max(0, b.x - square_), y0 = std::max(0, b.y - square_);
    const Blob around{x0, y0, std::min(raster_.width, b.right() + square_) - x0,
                      std::min(raster_.height, b.bottom() + square_) - y0};
    const Raster part = CutOut(raster_, around), under = GroundOf(part);
    if (under.grey.size() != part.grey.size()) return;
    std::vector<std::pair<size_t, size_t>> members;  // in the part, in the page
    size_t strokes = 0;
    for (int y = 0; y < b.height; ++y) {
      for (int x = 0; x < b.width; ++x) {
        l_uint32 set = 0;
        pixGetPixel(shape, x, y, &set);
        const size_t at = static_cast<size_t>(b.y - y0 + y) * part.width + (b.x - x0 + x);
        if (set == 0 || under.grey[at] < kDarkGround) continue;
        strokes += part.grey[at] * 255 / under.grey[at] < threshold_;
        members.push_back({at, static_cast<size_t>(b.y + y) * raster_.width + b.x + x});
      }
    }
    if (static_cast<double>(strokes) > kStrokes * static_cast<double>(members.size())) return;
    for (const auto& [at, to] : members) {
      raster_.grey[to] = static_cast<uint8_t>(part.grey[at] * 255 / under.grey[at]);
      ground_.grey[to] = under.grey[at];
    }
  }

  bool IsBar(const Blob& b) const {
    if (b.width < kBarWidth * h_ || b.height < kSolid * h_ || b.height > kLine * h_) return false;
    const Raster part = CutOut(raster_, b), under = GroundOf(part);
    double solid = 0, strokes = 0;
    for (size_t i = 0; i < under.grey.size(); ++i) {
      solid += under.grey[i] < threshold_;
      strokes += under.grey[i] - part.grey[i] > kStroke;
    }
    const double area = static_cast<double>(b.width) * b.height;
    return solid > kFilled * area && strokes < kStrokes * area;
  }

  // An upright stroke that stands alone, with a tint as high as itself on one side and white on the other. A "1" stands
  // among figures, on one ground, or at the edge of a shaded column.
  bool EndsTint(const Blob& b, const std::vector<Blob>& blobs) const {
    if (b.width > kThickestEnd * h_ || b.height > kLine * h_ || b.height < kLowestEnd * h_) return false;
    const int from = std::max(1, static_cast<int>(0.1 * h_)), to = std::max(2, static_cast<int>(0.4 * h_));
    const auto beside = [&](int y0, int y1) {
      const double left = Mean(ground_, b.x - to, y0, b.x - from, y1),
                   right = Mean(ground_, b.right() + from, y0, b.right() + to, y1);
      return std::pair(std::min(left, right), std::max(left, right));
    };
    const auto [dark, light] = beside(b.y, b.bottom());
    if (dark >= kTint || light <= kWhite) return false;
    const double above = beside(b.y - 2 * to, b.y - to).first,
                 below = beside(b.bottom() + to, b.bottom() + 2 * to).first;
    if (std::min(above, below) < dark + kStep) return false;
    return std::none_of(blobs.begin(), blobs.end(), [&](const Blob& o) {
      const bool near = o.y < b.bottom() && b.y < o.bottom() && o.x < b.right() + h_ && b.x - h_ < o.right();
      return near && (o.x != b.x || o.y != b.y) && o.height > kLowestLetter * h_;
    });
  }

  Raster& raster_;
  const double h_;
  const int threshold_;
  const int square_;  // pixels; odd
  Raster ground_;     // of the tints; white elsewhere
};

}  // namespace

void TakeOutBars(Raster& raster, double letter_height, int threshold) {
  if (raster.empty() || letter_height <= 0) return;
  Bars(raster, letter_height, threshold).TakeOut();
}

}  // namespace labintake::image
