// Light letters on ground that is darker than the page: coloured cells, pills and circles.
//
// Pixel coordinates; thread-safe.
#pragma once

#include "model/raster.h"

namespace labintake::image {

// Areas of one level, of any shape and hardly or much darker than the page, on which more light letters than dark
// strokes stand: they become dark letters on the level of the page. Areas that reach the border of the picture stay,
// and so do bands that ReverseBands() takes.
// `noise`: the standard deviation of the ground's grey levels. Returns how many were turned; none where there is no
// memory.
int TurnLightOnTints(Raster& raster, double noise);

}  // namespace labintake::image
