// Leptonica's pictures, owned, and between them and ours.
#pragma once

#include <leptonica/allheaders.h>

#include <memory>

#include "model/raster.h"

namespace labintake::image {

struct PixDestroyer {
  void operator()(Pix* pix) const { pixDestroy(&pix); }
};
using PixPtr = std::unique_ptr<Pix, PixDestroyer>;

// From now on Leptonica prints nothing, in the whole process. The conversions call it; any other first use has to.
void SilenceLeptonica();

// Eight bits a pixel, with the resolution. Null when the picture is empty or there is no memory.
PixPtr ToPix(const Raster& picture);

// Any depth, to grey; colour maps are applied. Empty where Leptonica has no memory for it.
Raster ToRaster(const Pix& pix);

// One bit a pixel: set where `picture` is darker than `threshold`. Null when there is no memory.
PixPtr Threshold(const Raster& picture, int threshold);

}  // namespace labintake::image
