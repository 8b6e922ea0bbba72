#include "extractors/image/resolution.h"

#include <algorithm>
#include <cmath>

namespace labintake::image {
namespace {

constexpr double kSame = 0.01;      // a difference that is not seen
constexpr double kMostUnequal = 3;  // 204 to 98 is 2.08
constexpr double kRounding = 0.5;   // 72 dpi is 2835 pixels a metre, which are 72.01 dpi

bool Stated(const Resolution& r) { return std::isfinite(r.x) && std::isfinite(r.y) && r.x > 0 && r.y > 0; }

}  // namespace

double CredibleDpi(const Resolution& stated) {
  if (!Stated(stated) || std::abs(stated.x - stated.y) > kSame * stated.x) return 0;
  const double dpi = stated.x;
  if (dpi < 50 || dpi > 1200) return 0;
  for (const double meaningless : {72.0, 96.0}) {
    if (std::abs(dpi - meaningless) < kRounding) return 0;
  }
  return dpi;
}

PixelSize SquareSize(const PixelSize& stored, const Resolution& stated) {
  if (!Stated(stated)) return stored;
  const double ratio = stated.x / stated.y;
  if (std::max(ratio, 1 / ratio) > kMostUnequal || std::abs(ratio - 1) <= kSame) return stored;
  PixelSize out = stored;
  if (ratio > 1) {
    out.height = static_cast<int>(std::lround(stored.height * ratio));
  } else {
    out.width = static_cast<int>(std::lround(stored.width / ratio));
  }
  return out;
}

}  // namespace labintake::image
