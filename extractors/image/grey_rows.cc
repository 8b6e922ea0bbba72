#include "extractors/image/grey_rows.h"

#include <algorithm>

namespace labintake::image {
namespace {

// 0.299, 0.587 and 0.114 in parts of 65536.
std::uint32_t Luma(std::uint32_t red, std::uint32_t green, std::uint32_t blue) {
  return (19595 * red + 38470 * green + 7471 * blue + 32768) >> 16;
}

std::uint32_t OverWhite(std::uint32_t value, std::uint32_t alpha) {
  return (value * alpha + 255 * (255 - alpha) + 127) / 255;
}

}  // namespace

void GreyOfRgb(const std::uint8_t* samples, int width, std::uint8_t* grey) {
  for (int x = 0; x < width; ++x, samples += 3)
    grey[x] = static_cast<std::uint8_t>(Luma(samples[0], samples[1], samples[2]));
}

void GreyOfRgba(const std::uint8_t* samples, int width, std::uint8_t* grey) {
  for (int x = 0; x < width; ++x, samples += 4)
    grey[x] = static_cast<std::uint8_t>(OverWhite(Luma(samples[0], samples[1], samples[2]), samples[3]));
}

void GreyOfPremultipliedRgba(const std::uint8_t* samples, int width, std::uint8_t* grey) {
  for (int x = 0; x < width; ++x, samples += 4) {
    // Damaged data can have colours that are stronger than their alpha.
    const std::uint32_t value = Luma(samples[0], samples[1], samples[2]) + 255 - samples[3];
    grey[x] = static_cast<std::uint8_t>(std::min(value, 255u));
  }
}

void GreyOverWhite(std::uint8_t* grey, const std::uint8_t* alpha, int width) {
  for (int x = 0; x < width; ++x) grey[x] = static_cast<std::uint8_t>(OverWhite(grey[x], alpha[x]));
}

void GreyOfGreyAlpha(const std::uint8_t* samples, int width, std::uint8_t* grey) {
  for (int x = 0; x < width; ++x, samples += 2) grey[x] = static_cast<std::uint8_t>(OverWhite(samples[0], samples[1]));
}

void GreyOfCmyk(const std::uint8_t* samples, int width, bool inverted, std::uint8_t* grey) {
  const std::uint32_t flip = inverted ? 0 : 255;
  for (int x = 0; x < width; ++x, samples += 4) {
    // How much of the paper each ink lets through.
    const std::uint32_t cyan = samples[0] ^ flip, magenta = samples[1] ^ flip, yellow = samples[2] ^ flip;
    const std::uint32_t black = samples[3] ^ flip;
    grey[x] = static_cast<std::uint8_t>((Luma(cyan, magenta, yellow) * black + 127) / 255);
  }
}

}  // namespace labintake::image
