// Rows of pixels of several kinds to rows of grey.
//
// Grey is the luma of JPEG (ITU-R BT.601, of the values as stored): red print, which laboratories use for flags, stays
// dark in it, where physical luminance would make it pale. What is transparent shows white paper.
#pragma once

#include <cstdint>

namespace labintake::image {

// `samples` are interleaved, eight bits each; `grey` takes `width` bytes and may be where `samples` is.
void GreyOfRgb(const std::uint8_t* samples, int width, std::uint8_t* grey);
void GreyOfRgba(const std::uint8_t* samples, int width, std::uint8_t* grey);  // alpha 0: transparent
void GreyOfPremultipliedRgba(const std::uint8_t* samples, int width, std::uint8_t* grey);
void GreyOverWhite(std::uint8_t* grey, const std::uint8_t* alpha, int width);  // in place
void GreyOfGreyAlpha(const std::uint8_t* samples, int width, std::uint8_t* grey);
void GreyOfCmyk(const std::uint8_t* samples, int width, bool inverted, std::uint8_t* grey);  // inverted: 255 is no ink

}  // namespace labintake::image
