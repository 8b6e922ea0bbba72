#include "extractors/image/row_scaler.h"

#include <algorithm>
#include <cstring>

namespace labintake::image {
namespace {

constexpr std::int64_t kOne = 65536;

}  // namespace

RowScaler::Axis RowScaler::Averages(int from, int to) {
  Axis axis;
  axis.taps.reserve(static_cast<std::size_t>(to));
  axis.weights.reserve(static_cast<std::size_t>(from) + static_cast<std::size_t>(to));
  for (std::int64_t i = 0; i < to; ++i) {
    // Pixel i covers [begin, end) in units of 1/to of a pixel of the original.
    const std::int64_t begin = i * from, end = begin + from;
    Tap tap{static_cast<int>(begin / to), 0, axis.weights.size()};
    // Rounded where they are summed, not one by one: so they sum up to kOne.
    std::int64_t before = 0;
    for (std::int64_t pixel = tap.first; pixel * to < end; ++pixel) {
      const std::int64_t covered = std::min((pixel + 1) * to, end) - begin;
      const std::int64_t upto = covered * kOne / from;
      axis.weights.push_back(static_cast<std::uint32_t>(upto - before));
      before = upto;
      ++tap.count;
    }
    axis.taps.push_back(tap);
  }
  return axis;
}

RowScaler::Axis RowScaler::Lines(int from, int to) {
  Axis axis;
  for (std::int64_t i = 0; i < to; ++i) {
    // The middle of pixel i between the middles of the original's pixels, in 65536ths of these.
    const std::int64_t at = std::clamp<std::int64_t>(((2 * i + 1) * from * kOne / to - kOne) / 2, 0, (from - 1) * kOne);
    const std::int64_t pixel = at / kOne, share = at % kOne;
    axis.taps.push_back({static_cast<int>(pixel), share > 0 ? 2 : 1, axis.weights.size()});
    axis.weights.push_back(static_cast<std::uint32_t>(kOne - share));
    if (share > 0) axis.weights.push_back(static_cast<std::uint32_t>(share));
  }
  return axis;
}

RowScaler::RowScaler(const PixelSize& from, const PixelSize& to) : from_(from), to_(to) {
  if (to.width != from.width)
    across_ = to.width < from.width ? Averages(from.width, to.width) : Lines(from.width, to.width);
  if (to.height != from.height)
    down_ = to.height < from.height ? Averages(from.height, to.height) : Lines(from.height, to.height);
  if (to.height > from.height) last_row_.resize(static_cast<std::size_t>(from.width));
  if (from != to) sum_.resize(static_cast<std::size_t>(from.width));
  out_.width = to.width;
  out_.height = to.height;
  out_.grey.resize(static_cast<std::size_t>(to.width) * static_cast<std::size_t>(to.height));
}

void RowScaler::Add(const std::uint8_t* row) {
  const int r = row_++;
  if (from_ == to_) {
    std::memcpy(out_.grey.data() + static_cast<std::size_t>(r) * to_.width, row, static_cast<std::size_t>(to_.width));
    return;
  }
  if (down_.taps.empty()) {
    Accumulate(row, kOne);
    Finish();
    return;
  }
  while (out_row_ < to_.height) {
    const Tap& tap = down_.taps[static_cast<std::size_t>(out_row_)];
    const bool complete = tap.first + tap.count - 1 <= r;
    // Where rows are added between rows, several of them take from the same two: they wait for the second.
    if (tap.first > r || (!complete && !last_row_.empty())) break;
    const std::uint32_t* const weights = down_.weights.data() + tap.weights;
    if (!started_ && tap.first < r) Accumulate(last_row_.data(), weights[0]);
    Accumulate(row, weights[r - tap.first]);
    if (!complete) break;
    Finish();
  }
  if (!last_row_.empty()) std::memcpy(last_row_.data(), row, last_row_.size());
}

void RowScaler::Accumulate(const std::uint8_t* row, std::uint32_t weight) {
  std::uint32_t* const sum = sum_.data();
  const std::size_t n = sum_.size();
  if (started_) {
    for (std::size_t x = 0; x < n; ++x) sum[x] += row[x] * weight;
  } else {
    for (std::size_t x = 0; x < n; ++x) sum[x] = row[x] * weight;
  }
  started_ = true;
}

void RowScaler::Finish() {
  std::uint8_t* const out = out_.grey.data() + static_cast<std::size_t>(out_row_) * to_.width;
  if (across_.taps.empty()) {
    for (std::size_t x = 0; x < sum_.size(); ++x) out[x] = static_cast<std::uint8_t>((sum_[x] + 32768) >> 16);
  } else {
    for (std::size_t x = 0; x < across_.taps.size(); ++x) {
      const Tap& tap = across_.taps[x];
      const std::uint32_t* const weights = across_.weights.data() + tap.weights;
      const std::uint32_t* const sum = sum_.data() + tap.first;
      std::uint64_t total = 0;
      for (int i = 0; i < tap.count; ++i) total += static_cast<std::uint64_t>(sum[i]) * weights[i];
      out[x] = static_cast<std::uint8_t>((total + (std::uint64_t{1} << 31)) >> 32);
    }
  }
  ++out_row_;
  started_ = false;
}

}  // namespace labintake::image
