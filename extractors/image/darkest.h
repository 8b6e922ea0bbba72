// How dark a part of a picture is at its darkest, so that parts that are empty paper need not be worked on.
//
// Immutable; thread-safe.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "model/raster.h"

namespace labintake::image {

// The darkest level of any part of a picture, to the tile.
class Darkest {
 public:
  explicit Darkest(const Raster& r) : across_(r.width / kTile + 1), down_(r.height / kTile + 1) {
    tiles_.assign(static_cast<size_t>(across_) * static_cast<size_t>(down_), 255);
    for (int y = 0; y < r.height; ++y) {
      const uint8_t* row = r.grey.data() + static_cast<size_t>(y) * r.width;
      for (int x = 0; x < r.width; ++x) {
        uint8_t& tile = tiles_[Index(x / kTile, y / kTile)];
        tile = std::min(tile, row[x]);
      }
    }
  }

  // Of the samples that a cubic takes between these points; 255 outside the picture.
  int In(float x0, float y0, float x1, float y1) const {
    constexpr float kAround = 3;
    const auto tile = [](float v, int count) {
      return static_cast<int>(std::clamp(v / kTile, 0.0F, static_cast<float>(count - 1)));
    };
    int darkest = 255;
    for (int y = tile(y0 - kAround, down_); y <= tile(y1 + kAround, down_); ++y)
      for (int x = tile(x0 - kAround, across_); x <= tile(x1 + kAround, across_); ++x)
        darkest = std::min<int>(darkest, tiles_[Index(x, y)]);
    return darkest;
  }

 private:
  static constexpr int kTile = 16;

  size_t Index(int x, int y) const {
    return static_cast<size_t>(y) * static_cast<size_t>(across_) + static_cast<size_t>(x);
  }

  int across_, down_;
  std::vector<uint8_t> tiles_;
};

}  // namespace labintake::image
