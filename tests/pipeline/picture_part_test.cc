#include "pipeline/picture_part.h"

#include <gtest/gtest.h>

namespace labintake::pipeline {
namespace {

TEST(PicturePartTest, WholePixelsUnderTheBox) {
  // Four by two pixels of 10 points, the picture beginning at (100, 50).
  const Raster picture{4, 2, 7.2, {1, 2, 3, 4, 5, 6, 7, 8}};
  const Box area{100, 50, 140, 70};
  Box part{112, 61, 128, 69};
  const Raster cut = CutOut(picture, area, &part);
  EXPECT_EQ(cut.width, 2);
  EXPECT_EQ(cut.height, 1);
  EXPECT_EQ(cut.grey, (std::vector<uint8_t>{6, 7}));
  EXPECT_EQ(cut.dpi, 7.2);
  EXPECT_EQ(part, (Box{110, 60, 130, 70}));
}

TEST(PicturePartTest, WhatLiesBesideThePictureIsNothing) {
  const Raster picture{2, 2, 0, {1, 2, 3, 4}};
  Box beside{200, 0, 300, 10};
  EXPECT_TRUE(CutOut(picture, {0, 0, 100, 100}, &beside).empty());
  Box over{-50, -50, 500, 500};
  EXPECT_EQ(CutOut(picture, {0, 0, 100, 100}, &over).grey, picture.grey);
  EXPECT_EQ(over, (Box{0, 0, 100, 100}));
}

}  // namespace
}  // namespace labintake::pipeline
