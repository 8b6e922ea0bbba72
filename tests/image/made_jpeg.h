// JPEG files made by libjpeg.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "model/raster.h"

namespace labintake::image {

struct JpegToMake {
  int width = 0, height = 0;
  int components = 1;  // 1 grey, 3 RGB stored as YCbCr, 4 inks
  bool adobe = true;   // for inks: Adobe's marker, with which samples are 255 where there is no ink
  bool progressive = false;
  int quality = 95;
  int density_unit = 0, x_density = 1, y_density = 1;  // as in JFIF: 0 ratio, 1 inch, 2 centimetre
  std::vector<std::uint8_t> samples = {};
  std::string exif = {};  // what follows "Exif\0\0"; "": none
};

std::string MakeJpeg(const JpegToMake& jpeg);
std::string MakeJpeg(const Raster& picture, bool progressive = false);

// EXIF data that states an orientation and nothing else.
std::string Exif(int orientation, bool big_endian = false);

}  // namespace labintake::image
