// Any picture through every step before the recogniser: nothing crashes, hangs or throws, pictures keep to their size,
// and boxes lie inside them.
//
// The first bytes tell width, height, how the rest becomes pixels and what is done with them.
#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <cstdlib>

#include "extractors/image/even_light.h"
#include "extractors/image/rules.h"
#include "extractors/image/straighten.h"
#include "extractors/image/two_level.h"
#include "extractors/scan/ink_check.h"
#include "extractors/scan/page_image.h"
#include "extractors/scan/signs.h"
#include "extractors/scan/text_runs.h"

namespace {

using labintake::Raster;
using labintake::image::Blob;

void Check(bool holds) {
  if (!holds) std::abort();
}

void CheckRaster(const Raster& r) {
  Check(r.width >= 1 && r.height >= 1 && r.grey.size() == static_cast<size_t>(r.width) * static_cast<size_t>(r.height));
}

void CheckInside(const Raster& r, const std::vector<Blob>& blobs) {
  for (const Blob& b : blobs)
    Check(b.x >= 0 && b.y >= 0 && b.width > 0 && b.height > 0 && b.right() <= r.width && b.bottom() <= r.height);
}

// The bytes again and again as grey levels, as black and white, or as boxes of ink on paper.
Raster Drawn(int width, int height, int kind, const uint8_t* data, size_t size) {
  Raster r;
  r.width = width;
  r.height = height;
  r.grey.assign(static_cast<size_t>(width) * static_cast<size_t>(height), 255);
  if (size == 0) return r;
  if (kind < 2) {
    for (size_t i = 0; i < r.grey.size(); ++i)
      r.grey[i] = kind == 0 ? data[i % size] : (data[i / 8 % size] >> i % 8 & 1) != 0 ? 255 : 0;
    return r;
  }
  for (size_t i = 0; i + 5 <= size; i += 5) {
    const int x0 = data[i] * width / 256, y0 = data[i + 1] * height / 256;
    const int side = kind == 2 ? 16 : 256;
    for (int y = y0; y < std::min(height, y0 + 1 + data[i + 3] % side); ++y)
      for (int x = x0; x < std::min(width, x0 + 1 + data[i + 2] % side); ++x)
        r.grey[static_cast<size_t>(y) * static_cast<size_t>(width) + static_cast<size_t>(x)] = data[i + 4];
  }
  return r;
}

void Runs(const Raster& page, const std::vector<Blob>& blobs, double letter_height) {
  size_t pieces = 0;
  for (const labintake::scan::TextRun& run : labintake::scan::FindRuns(blobs, letter_height)) {
    Check(!run.blobs.empty() && run.x0 < run.x1 && run.y0 <= run.y1);
    Check(std::isfinite(run.baseline) && std::isfinite(run.row) && run.letter_height > 0);
    pieces += run.blobs.size();
    for (const char* text : {"4.4", "44", "<60", "pg/mL", "K/uL"}) {
      (void)labintake::scan::CheckInk(text, run.blobs, run.baseline, run.letter_height);
      Check(!labintake::scan::MendSigns(text, run.blobs, page, run.baseline, run.letter_height).text.empty());
    }
  }
  Check(pieces <= blobs.size());
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  namespace image = labintake::image;
  constexpr size_t kHead = 4;
  if (size < kHead || size > 10'000) return 0;
  const int width = 1 + data[0], height = 1 + data[1], kind = data[2] % 4;
  Raster raster = Drawn(width, height, kind, data + kHead, size - kHead);

  // All of it, as it is used.
  const labintake::scan::PageImage page = labintake::scan::Prepare(raster, "");
  if (!page.straight.empty()) {
    CheckRaster(page.straight);
    Check(page.letter_height > 0 && page.scale > 0 && page.noise >= 0);
    CheckInside(page.straight, page.blobs);
    CheckInside(page.straight, page.rules);
    for (const double m : page.to_picture.m) Check(std::isfinite(m));
    Runs(page.straight, page.blobs, page.letter_height);
    const labintake::scan::PageImage turned = labintake::scan::TurnedByHalf(page);
    CheckRaster(turned.straight);
    CheckInside(turned.straight, turned.blobs);
  }

  // Each step with letter heights that the page does not have.
  (void)image::IsTwoLevel(raster);
  image::SmoothTwoLevel(raster);
  CheckRaster(raster);
  raster = image::EvenLight(std::move(raster)).raster;
  Check(raster.width == width && raster.height == height);
  CheckRaster(raster);
  const std::vector<Blob> blobs = image::FindBlobs(raster, 190);
  CheckInside(raster, blobs);
  const double letter_height = 2 + data[3] % 64;
  const std::vector<Blob> letters = image::Letters(blobs, letter_height);
  (void)image::LiesOnItsSide(letters);
  const image::Straightening s = image::FindStraightening(raster, letters, letter_height, 26);
  Check(s.width >= 1 && s.height >= 1 && static_cast<double>(s.width) * s.height < 1e9);
  if (static_cast<double>(s.width) * s.height < 4e6) {
    Raster straight = image::Apply(s, raster);
    CheckRaster(straight);
    CheckInside(straight, image::TakeOutRules(straight, letter_height * s.scale, 190));
    Runs(straight, image::FindBlobs(straight, 190), letter_height * s.scale);
  }
  (void)image::WayBack(s);
  return 0;
}
