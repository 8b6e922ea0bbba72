#include "extractors/image/picture_size.h"

#include <algorithm>
#include <cmath>
#include <string>

#include "extractors/image/picture_errors.h"

namespace labintake::image {
namespace {

// Ten metres at 254 dpi. Longer pages do not exist, and some of the work is by the side, not by the pixel.
constexpr std::uint64_t kLongestSide = 100'000;

std::string Rounded(double value) { return std::to_string(static_cast<long long>(std::ceil(value))); }

}  // namespace

Result<PixelSize> CheckSize(std::uint64_t width, std::uint64_t height, const scan::DecodeLimits& limits) {
  if (width == 0 || height == 0) return Damaged();
  const double megapixels = static_cast<double>(width) * static_cast<double>(height) / 1e6;
  if (megapixels > limits.max_megapixels) {
    return Fail(ErrorCode::kTooLarge, "the picture has " + Rounded(megapixels) + " megapixels, the limit is " +
                                          Rounded(limits.max_megapixels) + "; scan it at a lower resolution");
  }
  const std::uint64_t side = std::max(width, height);
  if (side > kLongestSide) {
    return Fail(ErrorCode::kTooLarge, "the picture is " + std::to_string(side) + " pixels long, the limit is " +
                                          std::to_string(kLongestSide) + "; cut it into pages");
  }
  return PixelSize{static_cast<int>(width), static_cast<int>(height)};
}

PixelSize TargetSize(const PixelSize& upright, const scan::DecodeLimits& limits) {
  const double most = std::max(1.0, limits.target_megapixels * 1e6);
  if (upright.pixels() <= most) return upright;
  const double factor = std::sqrt(most / upright.pixels());
  PixelSize out{std::max(1, static_cast<int>(upright.width * factor)),
                std::max(1, static_cast<int>(upright.height * factor))};
  // A side that would vanish is one pixel; then the other has to give way.
  if (out.height > most / out.width) out.height = std::max(1, static_cast<int>(most / out.width));
  if (out.width > most / out.height) out.width = std::max(1, static_cast<int>(most / out.height));
  return out;
}

}  // namespace labintake::image
