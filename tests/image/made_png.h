// PNG files made by libpng.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace labintake::image {

struct PngToMake {
  int width = 0, height = 0;
  int bits = 8;        // a sample
  int color_type = 0;  // PNG's number: 0 grey, 2 RGB, 3 palette, 4 grey and alpha, 6 RGB and alpha
  bool interlaced = false;
  std::vector<std::uint8_t> rows = {};     // as packed in the file, top to bottom
  std::vector<std::uint8_t> palette = {};  // red, green, blue
  std::vector<std::uint8_t> palette_alpha = {};
  std::uint32_t x_per_metre = 0, y_per_metre = 0;
  bool per_metre = true;  // else only a ratio
  std::string exif = {};
};

std::string MakePng(const PngToMake& png);

// The signature and a correct header, nothing else.
std::string PngHeader(std::uint32_t width, std::uint32_t height);

}  // namespace labintake::image
