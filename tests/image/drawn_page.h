// Pages drawn from rectangles, so that tests know where each letter is.
#pragma once

#include <cstdint>
#include <functional>
#include <string_view>
#include <vector>

#include "extractors/image/blobs.h"
#include "model/raster.h"

namespace labintake::image {

Raster BlankPage(int width, int height, uint8_t grey = 255);

// What lies outside the page is left out.
void FillBox(Raster& page, const Blob& box, uint8_t grey);

// Digits, '.', ',', '-' and ' ' from squares of `unit` pixels: a digit is five wide and seven high, one apart from the
// next; a comma hangs below the baseline by two. Left edge at `x`. Returns the right edge.
int DrawDigits(Raster& page, std::string_view text, int x, int baseline, int unit, uint8_t ink = 0);

// A tip with two arms on a stem in the middle, `height` high, 17 wide, strokes 3 pixels thick.
void DrawArrow(Raster& page, int x, int baseline, int height, bool up);

// Hollow rectangles, open at the top, in the proportions of letters, none with a tail, all of one line with their feet
// on its baseline. Capitals are `letter_height` high, small letters 0.72 of it.
struct LetterPage {
  Raster raster;
  std::vector<std::vector<Blob>> lines;
};
LetterPage DrawLetters(int width, int height, int letter_height, double line_distance);

// Normally distributed grey levels on top; the same for the same seed on every machine.
void AddNoise(Raster& page, double deviation, uint32_t seed = 1);

struct Point {
  double x = 0, y = 0;
};
// The picture of `width` by `height` that shows at each of its points what `page` shows at `from` of it; white outside
// the page.
Raster Warped(const Raster& page, int width, int height, const std::function<Point(Point)>& from);

inline uint8_t GreyAt(const Raster& page, int x, int y) { return page.grey[static_cast<size_t>(y) * page.width + x]; }

// The share of the pixels of `box` that are darker than `threshold`.
double InkShare(const Raster& page, const Blob& box, int threshold);

}  // namespace labintake::image
