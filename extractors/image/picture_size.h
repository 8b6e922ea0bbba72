// How large pictures may be and how large they become.
#pragma once

#include <cstdint>
#include <optional>

#include "extractors/scan/scan_reader.h"

namespace labintake::image {

struct PixelSize {
  int width = 0, height = 0;

  double pixels() const { return static_cast<double>(width) * height; }
  friend bool operator==(const PixelSize&, const PixelSize&) = default;
};

// The size that a header claims, when it can be decoded. Errors: kTooLarge, kDamaged (no pixels at all).
Result<PixelSize> CheckSize(std::uint64_t width, std::uint64_t height, const scan::DecodeLimits& limits);

// The size after decoding, of at most target_megapixels and never larger than `upright`.
PixelSize TargetSize(const PixelSize& upright, const scan::DecodeLimits& limits);

}  // namespace labintake::image
