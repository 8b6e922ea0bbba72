// A grey picture of a page.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace labintake {

// Eight bits a pixel, 0 black, 255 white; rows from the top, without padding. grey.size() == width * height.
struct Raster {
  int width = 0, height = 0;
  double dpi = 0;  // pixels an inch where the file says so and it can be true; 0: unknown
  std::vector<uint8_t> grey;

  bool empty() const { return grey.empty(); }
};

}  // namespace labintake
