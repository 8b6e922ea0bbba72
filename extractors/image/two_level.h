// Faxes: pictures of black and white only.
//
// Pure functions; thread-safe.
#pragma once

#include "model/raster.h"

namespace labintake::image {

// Nearly all pixels are black or white.
bool IsTwoLevel(const Raster& raster);

// Dirt of a pixel or three that stands alone goes; strokes become grey at their edges, so that breaks of a pixel close
// and the recogniser sees what it was trained on.
void SmoothTwoLevel(Raster& raster);

// A binomial filter of three by three.
void Soften(Raster& raster);

}  // namespace labintake::image
