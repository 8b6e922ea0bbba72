// The part of a picture that lies under a box of its page. Pure; thread-safe.
#pragma once

#include "model/geometry.h"
#include "model/raster.h"

namespace labintake::pipeline {

// `picture` lies on `area` of the page. `part` becomes what the whole pixels that were taken cover. Empty when nothing
// of the picture is under it. REQUIRES: neither the picture nor `area` is empty.
Raster CutOut(const Raster& picture, const Box& area, Box* part);

}  // namespace labintake::pipeline
