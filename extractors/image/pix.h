// Ownership of Leptonica's pictures, and the way between them and rasters.
//
// Leptonica prints to stderr on trouble; Quiet() ends that for the process.
#pragma once

#include <memory>

#include "model/raster.h"

struct Pix;

namespace labintake::image {

struct PixDeleter {
  void operator()(Pix* pix) const;
};
using PixPtr = std::unique_ptr<Pix, PixDeleter>;

void Quiet();

// 8 bpp. Never null for a raster that is not empty.
PixPtr ToPix(const Raster& raster);
// REQUIRES: 8 bpp, no colour map.
Raster ToRaster(const Pix& pix, double dpi);

// 1 bpp: set where `raster` is darker than `threshold`.
PixPtr Threshold(const Raster& raster, int threshold);

}  // namespace labintake::image
