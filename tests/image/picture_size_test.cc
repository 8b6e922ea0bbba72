#include "extractors/image/picture_size.h"

#include <gtest/gtest.h>

#include "extractors/image/resolution.h"

namespace labintake::image {
namespace {

TEST(PictureSize, LimitsAreCheckedAndNamed) {
  const scan::DecodeLimits limits;
  EXPECT_EQ(*CheckSize(2550, 3300, limits), (PixelSize{2550, 3300}));
  EXPECT_EQ(CheckSize(0, 100, limits).error().code, ErrorCode::kDamaged);
  const auto large = CheckSize(60000, 60000, limits);
  EXPECT_EQ(large.error().code, ErrorCode::kTooLarge);
  EXPECT_EQ(large.error().message, "the picture has 3600 megapixels, the limit is 200; scan it at a lower resolution");
  EXPECT_EQ(CheckSize(~0ull, ~0ull, limits).error().code, ErrorCode::kTooLarge);
  EXPECT_EQ(CheckSize(150'000, 1, limits).error().code, ErrorCode::kTooLarge);
}

TEST(PictureSize, TargetIsNeverExceeded) {
  scan::DecodeLimits limits;
  EXPECT_EQ(TargetSize({4000, 3000}, limits), (PixelSize{4000, 3000}));
  const PixelSize reduced = TargetSize({8000, 6000}, limits);
  EXPECT_EQ(reduced, (PixelSize{4000, 3000}));
  for (const double target : {0.0, 0.000001, 0.00002, 0.01, 1.0}) {
    limits.target_megapixels = target;
    for (const PixelSize size : {PixelSize{1, 1}, PixelSize{1, 90000}, PixelSize{90000, 1}, PixelSize{5001, 7003}}) {
      const PixelSize out = TargetSize(size, limits);
      EXPECT_GE(out.width, 1);
      EXPECT_GE(out.height, 1);
      EXPECT_LE(out.pixels(), std::max(1.0, target * 1e6));
    }
  }
}

TEST(Resolution, OnlyWhatCanBeTrueIsBelieved) {
  EXPECT_EQ(CredibleDpi({300, 300}), 300);
  EXPECT_EQ(CredibleDpi({50, 50}), 50);
  EXPECT_EQ(CredibleDpi({1200, 1200}), 1200);
  for (const Resolution r : {Resolution{},
                             {1, 1},
                             {72, 72},
                             {96, 96},
                             {72.009, 72.009},
                             {96.012, 96.012},
                             {49, 49},
                             {2400, 2400},
                             {300, 150},
                             {-300, -300}})
    EXPECT_EQ(CredibleDpi(r), 0) << r.x << " " << r.y;
}

TEST(Resolution, TheCoarserSideIsScaledUp) {
  EXPECT_EQ(SquareSize({1728, 1000}, {204, 98}), (PixelSize{1728, 2082}));
  EXPECT_EQ(SquareSize({1728, 1000}, {204, 196}), (PixelSize{1728, 1041}));
  EXPECT_EQ(SquareSize({1000, 2000}, {100, 200}), (PixelSize{2000, 2000}));
  EXPECT_EQ(SquareSize({1000, 2000}, {200, 199}), (PixelSize{1000, 2000}));
  EXPECT_EQ(SquareSize({1000, 2000}, {0, 200}), (PixelSize{1000, 2000}));
  EXPECT_EQ(SquareSize({1000, 2000}, {1, 300}), (PixelSize{1000, 2000}));  // no device
}

}  // namespace
}  // namespace labintake::image
