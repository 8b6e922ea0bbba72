// A picture made smaller while its rows arrive.
#pragma once

#include <cstdint>
#include <vector>

#include "model/raster.h"

namespace labintake {

// Each pixel of the result is the mean of the area that it covers in the original. Holds one row of sums beside the
// result. Give all rows, then call Take() once.
class RowReducer {
 public:
  // The result has the same shape and at most `max_pixels`, or the original size where that is less.
  // REQUIRES: width > 0 and height > 0.
  RowReducer(int width, int height, double max_pixels);

  // `row` has the original width.
  void AddRow(const uint8_t* row);
  // Rows that did not arrive are white. `dpi` is left 0.
  Raster Take();

 private:
  // How an original pixel is shared between the cell it begins in and the next one, in parts of kUnit.
  struct Share {
    int cell = 0;
    uint32_t first = 0, second = 0;
  };
  static std::vector<Share> Shares(int from, int to);
  void EndRow();

  Raster out_;
  bool same_size_;
  int height_;
  int rows_ = 0;      // that have arrived
  int finished_ = 0;  // rows of the result
  std::vector<Share> columns_, rows_shares_;
  std::vector<uint32_t> column_weights_;
  std::vector<uint32_t> line_;              // one original row, reduced in width
  std::vector<uint64_t> sums_, next_sums_;  // of the row of the result that is being made, and of the one after it
  uint64_t weight_ = 0, next_weight_ = 0;
};

// The same for a picture that is there already.
Raster Reduced(Raster picture, double max_pixels);

}  // namespace labintake
