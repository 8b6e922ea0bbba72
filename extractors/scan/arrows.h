// Arrows, the flags that no model of the recogniser has: it reads them as "1", "4" or "t".
//
// Pure function; thread-safe.
#pragma once

#include "extractors/image/blobs.h"
#include "model/raster.h"

namespace labintake::scan {

enum class Arrow { kNone, kUp, kDown };

// By its shape: a head that widens from its tip, and a thin stem in the middle of the rest. `blob` is one piece of ink
// of `page` (dark on white), which may lie in part outside.
Arrow ArrowOf(const image::Blob& blob, const Raster& page);

// "↑", "↓", "".
const char* ToString(Arrow arrow);

}  // namespace labintake::scan
