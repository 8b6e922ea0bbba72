#include "extractors/image/blobs.h"

#include <leptonica/allheaders.h>

#include <algorithm>
#include <cmath>

#include "extractors/image/pix.h"

namespace labintake::image {
namespace {

constexpr int kLeastHeight = 4;  // pixels; below, no letter can be told from dirt
constexpr int kMostHeight = 250;

}  // namespace

std::vector<Blob> FindBlobs(const Raster& raster, int threshold) {
  std::vector<Blob> out;
  if (raster.empty()) return out;
  const PixPtr binary = Threshold(raster, threshold);
  if (!binary) return out;
  BOXA* boxes = pixConnCompBB(binary.get(), 8);
  if (boxes == nullptr) return out;
  out.reserve(static_cast<size_t>(boxaGetCount(boxes)));
  for (int i = 0; i < boxaGetCount(boxes); ++i) {
    Blob b;
    boxaGetBoxGeometry(boxes, i, &b.x, &b.y, &b.width, &b.height);
    out.push_back(b);
  }
  boxaDestroy(&boxes);
  return out;
}

Raster CutOut(const Raster& raster, const Blob& box) {
  Raster part;
  part.width = box.width;
  part.height = box.height;
  part.grey.resize(static_cast<size_t>(box.width) * static_cast<size_t>(box.height));
  for (int y = 0; y < box.height; ++y)
    std::copy_n(raster.grey.begin() + static_cast<std::ptrdiff_t>(box.y + y) * raster.width + box.x, box.width,
                part.grey.begin() + static_cast<std::ptrdiff_t>(y) * box.width);
  return part;
}

double LetterHeight(const std::vector<Blob>& blobs) {
  std::vector<double> count(kMostHeight + 1, 0);
  int letters = 0;
  for (const Blob& b : blobs) {
    if (b.height < kLeastHeight || b.height > kMostHeight) continue;
    const double shape = static_cast<double>(b.width) / b.height;
    if (shape < 0.12 || shape > 4) continue;
    // Grain and dirt are many and small, titles few and large: neither may outweigh the text.
    count[static_cast<size_t>(b.height)] += std::pow(b.height, 1.5);
    ++letters;
  }
  // The height around which most letters are, bins widening with the height.
  double best = 0;
  int mode = 0;
  for (int h = kLeastHeight; h <= kMostHeight; ++h) {
    const int reach = std::max(1, h / 8);
    double sum = 0;
    for (int k = std::max(kLeastHeight, h - reach); k <= std::min(kMostHeight, h + reach); ++k)
      sum += count[static_cast<size_t>(k)];
    if (sum > best) best = sum, mode = h;
  }
  if (letters < 12) return 0;
  // Small letters may be the most; capitals and digits are then up to 1.45 times as high.
  const int low = static_cast<int>(0.8 * mode),
            high = std::min<int>(kMostHeight, static_cast<int>(std::ceil(1.5 * mode)));
  double all = 0, seen = 0;
  for (int h = low; h <= high; ++h) all += count[static_cast<size_t>(h)] / std::pow(h, 1.5);
  for (int h = low; h <= high; ++h) {
    seen += count[static_cast<size_t>(h)] / std::pow(h, 1.5);
    if (seen >= 0.75 * all) return h;
  }
  return mode;
}

std::vector<Blob> Letters(const std::vector<Blob>& blobs, double letter_height) {
  std::vector<Blob> out;
  for (const Blob& b : blobs) {
    const bool high = b.height >= 0.45 * letter_height && b.height <= 2.6 * letter_height;
    if (high && b.width <= 12 * letter_height && b.width >= 0.1 * letter_height) out.push_back(b);
  }
  return out;
}

}  // namespace labintake::image
