// Pictures scaled while their rows arrive, so that the large one never has to be in memory.
//
// Each direction for itself: fewer pixels are averages over the area that they cover, more pixels lie on straight lines
// between their neighbours. All in integers, so that the result is the same on every machine.
#pragma once

#include <cstdint>
#include <vector>

#include "extractors/image/picture_size.h"
#include "model/raster.h"

namespace labintake::image {

class RowScaler {
 public:
  // REQUIRES: both sizes are at least 1 by 1.
  RowScaler(const PixelSize& from, const PixelSize& to);

  // The next row from the top, from.width bytes. REQUIRES: at most from.height calls.
  void Add(const std::uint8_t* row);

  // The picture. REQUIRES: from.height rows were added.
  Raster Take() { return std::move(out_); }

 private:
  // What one pixel of the result takes from the pixels first, first + 1, ...: shares of 65536, which they sum up to.
  struct Tap {
    int first = 0;
    int count = 0;
    std::size_t weights = 0;  // index in Axis::weights
  };
  struct Axis {
    std::vector<Tap> taps;
    std::vector<std::uint32_t> weights;
  };
  static Axis Averages(int from, int to);
  static Axis Lines(int from, int to);

  void Accumulate(const std::uint8_t* row, std::uint32_t weight);
  void Finish();

  PixelSize from_, to_;
  Axis across_, down_;                  // empty where nothing changes
  std::vector<std::uint32_t> sum_;      // of the row of the result that is under work, in 65536ths
  bool started_ = false;                // sum_ holds something
  std::vector<std::uint8_t> last_row_;  // kept where rows are added between rows
  int row_ = 0, out_row_ = 0;
  Raster out_;
};

}  // namespace labintake::image
