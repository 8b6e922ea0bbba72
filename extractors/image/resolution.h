// Pixels an inch, as files state them and as they can be believed.
#pragma once

#include "extractors/image/picture_size.h"

namespace labintake::image {

constexpr double kCentimetresPerInch = 2.54;

// As stored, across and down; 0: not stated.
struct Resolution {
  double x = 0, y = 0;
};

// The resolution where it is the same both ways and can be true, else 0: scanners and fax machines lie between 50
// and 1200, and 72 and 96 are what programs write that do not know.
double CredibleDpi(const Resolution& stated);

// The picture with square pixels: the side with fewer pixels an inch is scaled up. Fax machines send 204 dots an inch
// across and 98 or 196 down; only the ratio counts, so that the unit may be unknown. A ratio that no device has is
// taken for a mistake, and the size stays.
PixelSize SquareSize(const PixelSize& stored, const Resolution& stated);

}  // namespace labintake::image
