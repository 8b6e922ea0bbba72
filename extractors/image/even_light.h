// Dark ink on white ground, whatever the light was.
//
// Pure functions; thread-safe.
#pragma once

#include "model/raster.h"

namespace labintake::image {

struct EvenLightResult {
  Raster raster;        // ground near 255, ink near 0
  bool turned = false;  // the picture was light on dark
  double noise = 0;     // standard deviation of the ground's grey levels
};

// Shadows, stained paper and coloured bands become white; a picture or a band that is light on dark is reversed. Ink
// keeps its strength relative to the darkest ink of the page.
EvenLightResult EvenLight(Raster raster);

// Standard deviation of the ground's grey levels, of a picture with dark ink on light ground.
double GroundNoise(const Raster& raster);

// Grey levels from `black` to `white` spread over 0..255. REQUIRES: black < white.
void Stretch(Raster& raster, int black, int white);

}  // namespace labintake::image
