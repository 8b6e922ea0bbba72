// A picture of which one can tell how it was turned: white, a black mark in one corner, a grey mark in another.
#pragma once

#include <string>

#include "extractors/scan/scan_reader.h"
#include "model/raster.h"

namespace labintake::image {

enum class Corner { kTopLeft, kTopRight, kBottomLeft, kBottomRight };

// 48 by 32 pixels.
Raster MarkedPicture(Corner black, Corner grey);

// As a file stores it whose `orientation` makes it upright: then black is top left and grey top right.
Raster StoredWith(int orientation);

// GoogleTest's expectations: 48 by 32, or 32 by 48 where `turned`, black top left, grey top right, the rest white;
// samples may differ by `tolerance`.
void ExpectUpright(const Raster& picture, bool turned, int tolerance);

// The first page. A failure of the test when it cannot be read.
Raster Decoded(const std::string& bytes, const scan::DecodeLimits& limits = {});

// What opening or reading the first page says; "" when it works.
Error DecodeError(const std::string& bytes, const scan::DecodeLimits& limits = {});

// Expects that the pictures differ nowhere by more than `tolerance`.
void ExpectNear(const Raster& actual, const Raster& expected, int tolerance);

// Text-like detail: dark strokes on white, every row different.
Raster PageLike(int width, int height);

}  // namespace labintake::image
