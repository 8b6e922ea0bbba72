#include "extractors/image/exif.h"

#include <gtest/gtest.h>

#include <random>

#include "tests/image/made_jpeg.h"

namespace labintake::image {
namespace {

TEST(ExifOrientation, InBothByteOrders) {
  for (int orientation = 1; orientation <= 8; ++orientation) {
    EXPECT_EQ(ExifOrientation(Exif(orientation)), orientation);
    EXPECT_EQ(ExifOrientation(Exif(orientation, true)), orientation);
  }
}

TEST(ExifOrientation, WhatCannotBeTrueIsUpright) {
  EXPECT_EQ(ExifOrientation(Exif(0)), 1);
  EXPECT_EQ(ExifOrientation(Exif(9)), 1);
  EXPECT_EQ(ExifOrientation(""), 1);
  EXPECT_EQ(ExifOrientation("II"), 1);
  EXPECT_EQ(ExifOrientation(std::string("II*\0\xff\xff\xff\xff", 8)), 1);     // the directory is elsewhere
  EXPECT_EQ(ExifOrientation(std::string("II*\0\x08\0\0\0\xff\xff", 10)), 1);  // more entries than there are
  std::string other_type = Exif(6);
  other_type[12] = 4;  // a LONG
  EXPECT_EQ(ExifOrientation(other_type), 1);
}

TEST(ExifOrientation, CutOffAnywhere) {
  const std::string whole = Exif(6);
  for (std::size_t size = 0; size < whole.size(); ++size) {
    const int orientation = ExifOrientation(std::string_view(whole).substr(0, size));
    EXPECT_TRUE(orientation == 1 || orientation == 6);
  }
}

TEST(ExifOrientation, AnyBytesAreSafe) {
  std::mt19937 random(1);
  for (int i = 0; i < 5000; ++i) {
    std::string bytes = Exif(6, i % 2 == 0);
    for (int n = 0; n < 3; ++n) bytes[random() % bytes.size()] = static_cast<char>(random());
    const int orientation = ExifOrientation(bytes);
    EXPECT_TRUE(orientation >= 1 && orientation <= 8);
  }
}

}  // namespace
}  // namespace labintake::image
