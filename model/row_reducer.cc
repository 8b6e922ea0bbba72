#include "model/row_reducer.h"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <utility>

namespace labintake {
namespace {

constexpr int64_t kUnit = 256;

int ReducedSize(int size, double scale) { return std::max(1, static_cast<int>(size * scale)); }

}  // namespace

RowReducer::RowReducer(int width, int height, double max_pixels) : height_(height) {
  const double pixels = static_cast<double>(width) * height;
  const double scale = pixels > max_pixels ? std::sqrt(max_pixels / pixels) : 1;
  same_size_ = scale >= 1;
  out_.width = same_size_ ? width : ReducedSize(width, scale);
  out_.height = same_size_ ? height : ReducedSize(height, scale);
  out_.grey.assign(static_cast<std::size_t>(out_.width) * static_cast<std::size_t>(out_.height), 255);
  if (same_size_) return;
  columns_ = Shares(width, out_.width);
  rows_shares_ = Shares(height, out_.height);
  // One cell more than there are: a pixel that ends with its cell gives nothing to the next.
  const auto cells = static_cast<std::size_t>(out_.width) + 1;
  column_weights_.assign(cells, 0);
  for (const Share& s : columns_) {
    column_weights_[static_cast<std::size_t>(s.cell)] += s.first;
    column_weights_[static_cast<std::size_t>(s.cell) + 1] += s.second;
  }
  line_.resize(cells);
  sums_.assign(cells, 0);
  next_sums_.assign(cells, 0);
}

std::vector<RowReducer::Share> RowReducer::Shares(int from, int to) {
  std::vector<Share> shares(static_cast<std::size_t>(from));
  int cell = 0;
  for (int i = 0; i < from; ++i) {
    const int64_t begin = i * kUnit, end = begin + kUnit;
    int64_t cell_end = (cell + 1) * (from * kUnit) / to;
    while (begin >= cell_end) cell_end = (++cell + 1) * (from * kUnit) / to;
    const int64_t first = std::min(end, cell_end) - begin;
    shares[static_cast<std::size_t>(i)] = {cell, static_cast<uint32_t>(first), static_cast<uint32_t>(kUnit - first)};
  }
  return shares;
}

void RowReducer::AddRow(const uint8_t* row) {
  if (rows_ >= height_) return;
  const auto index = static_cast<std::size_t>(rows_++);
  if (same_size_) {
    std::memcpy(out_.grey.data() + index * static_cast<std::size_t>(out_.width), row,
                static_cast<std::size_t>(out_.width));
    return;
  }
  std::fill(line_.begin(), line_.end(), 0);
  for (std::size_t i = 0; i < columns_.size(); ++i) {
    const Share& s = columns_[i];
    line_[static_cast<std::size_t>(s.cell)] += s.first * row[i];
    line_[static_cast<std::size_t>(s.cell) + 1] += s.second * row[i];
  }
  const Share& share = rows_shares_[index];
  while (finished_ < share.cell) EndRow();
  for (std::size_t i = 0; i < line_.size(); ++i) {
    sums_[i] += uint64_t{share.first} * line_[i];
    next_sums_[i] += uint64_t{share.second} * line_[i];
  }
  weight_ += share.first;
  next_weight_ += share.second;
}

void RowReducer::EndRow() {
  uint8_t* to = out_.grey.data() + static_cast<std::size_t>(finished_) * static_cast<std::size_t>(out_.width);
  for (std::size_t i = 0; i < static_cast<std::size_t>(out_.width); ++i) {
    const uint64_t weight = weight_ * column_weights_[i];
    if (weight > 0) to[i] = static_cast<uint8_t>((sums_[i] + weight / 2) / weight);
  }
  ++finished_;
  std::swap(sums_, next_sums_);
  std::fill(next_sums_.begin(), next_sums_.end(), 0);
  weight_ = std::exchange(next_weight_, 0);
}

Raster RowReducer::Take() {
  if (!same_size_ && finished_ < out_.height && weight_ > 0) EndRow();
  return std::move(out_);
}

Raster Reduced(Raster picture, double max_pixels) {
  if (picture.empty() || static_cast<double>(picture.width) * picture.height <= max_pixels) return picture;
  RowReducer reducer(picture.width, picture.height, max_pixels);
  for (int y = 0; y < picture.height; ++y) {
    reducer.AddRow(picture.grey.data() + static_cast<std::size_t>(y) * static_cast<std::size_t>(picture.width));
  }
  Raster out = reducer.Take();
  out.dpi = picture.dpi * out.width / picture.width;
  return out;
}

}  // namespace labintake
