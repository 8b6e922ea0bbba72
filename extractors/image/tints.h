// Light letters on ground that is darker than the page: coloured cells, pills and circles.
//
// Pixel coordinates; thread-safe.
#pragma once

#include "model/raster.h"

namespace labintake::image {

// Long level bands that are much darker than the page: ReverseBands() finds their edges better where letters hide them.
enum class Bands { kStay, kTurned };

struct TurnedAreas {
  int turned = 0;
  int bands_left = 0;  // that stayed because they are bands
};

// Areas of one level, of any shape and hardly or much darker than the page, on which more light letters than dark
// strokes stand: they become dark letters on the level of the page. Areas that reach the border of the picture stay.
// `noise`: the standard deviation of the ground's grey levels. None are turned where there is no memory.
TurnedAreas TurnLightOnTints(Raster& raster, double noise, Bands bands);

}  // namespace labintake::image
