#include "extractors/pdf/page_kind.h"

#include <gtest/gtest.h>

namespace labintake::pdf {
namespace {

PageKind Kind(TextLayerStats s) { return Classify({{}, s}); }

TEST(PageKind, PlainTextAndBlank) {
  EXPECT_EQ(Kind({.chars = 1200}), PageKind::kText);
  EXPECT_EQ(Kind({}), PageKind::kBlank);
  EXPECT_EQ(Kind({.chars = 1200, .image_cover = 0.9}), PageKind::kText);  // paper texture behind real text
}

TEST(PageKind, PictureOfAPage) {
  EXPECT_EQ(Kind({.image_cover = 1}), PageKind::kScan);
  EXPECT_EQ(Kind({.chars = 12, .image_cover = 0.95}), PageKind::kScan);  // a page number stamped on it
  EXPECT_EQ(Kind({.chars = 1500, .invisible = 1500, .image_cover = 1}), PageKind::kScan);  // an OCR layer
  EXPECT_EQ(Kind({.chars = 120, .image_cover = 0.6}), PageKind::kMixed);
}

TEST(PageKind, PicturesAmongText) {
  EXPECT_EQ(Kind({.chars = 700, .image_cover = 0.6, .bare_cover = 0.5}), PageKind::kMixed);
  EXPECT_EQ(Kind({.chars = 2000, .image_cover = 0.2, .bare_cover = 0.15}), PageKind::kMixed);
  EXPECT_EQ(Kind({.chars = 1400, .image_cover = 0.3, .bare_cover = 0.01}), PageKind::kText);  // letterhead and footer
  EXPECT_EQ(Kind({.chars = 4000, .image_cover = 1, .bare_cover = 0.08}), PageKind::kText);    // charts
}

TEST(PageKind, TextThatLiesOnItsSide) {
  EXPECT_EQ(Kind({.chars = 900, .tilted = 890, .turned = 880}), PageKind::kGarbled);
  EXPECT_EQ(Kind({.chars = 900, .tilted = 60, .turned = 60}), PageKind::kText);  // along the margin
  EXPECT_EQ(Kind({.chars = 20, .tilted = 12}), PageKind::kText);                 // a watermark
}

TEST(PageKind, LayerWithoutUnicode) {
  EXPECT_EQ(Kind({.chars = 800, .unmapped = 700}), PageKind::kGarbled);
  EXPECT_EQ(Kind({.chars = 800, .unmapped = 18}), PageKind::kText);  // icons
}

}  // namespace
}  // namespace labintake::pdf
