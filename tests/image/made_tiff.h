// TIFF files made by libtiff.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace labintake::image {

struct TiffToMake {
  int width = 0, height = 0;
  int bits = 8, samples = 1;
  int photometric = 1;  // TIFF's number: 0 least is white, 1 least is black, 2 RGB, 3 palette, 5 inks, 6 YCbCr
  int compression = 1;  // TIFF's number: 1 none, 3 G3, 4 G4, 5 LZW, 7 JPEG, 8 deflate
  int orientation = 1;
  int rows_per_strip = 0;  // 0: all
  int tile = 0;            // side of a tile; 0: strips
  bool alpha = false;      // the last sample is one, not premultiplied
  bool reduced_copy = false;
  double x_resolution = 0, y_resolution = 0;
  int resolution_unit = 2;                  // 1 unknown, 2 inch, 3 centimetre
  std::vector<std::uint16_t> palette = {};  // all reds, all greens, all blues
  std::vector<std::uint8_t> rows = {};      // packed as in the file, top to bottom
};

// One directory for each. `mode`: libtiff's; "w8" is BigTIFF, "wb" and "wl" the byte orders.
std::string MakeTiff(const std::vector<TiffToMake>& pages, const char* mode = "w");

// `count` directories of one white pixel, without data, written by hand.
std::string ManyDirectories(int count);

}  // namespace labintake::image
