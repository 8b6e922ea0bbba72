#include "extractors/image/blobs.h"

#include <gtest/gtest.h>

#include <random>

#include "tests/image/drawn_page.h"

namespace labintake::image {
namespace {

TEST(Blobs, TouchAtCorners) {
  Raster page = BlankPage(40, 30);
  FillBox(page, {5, 6, 4, 3}, 0);
  FillBox(page, {9, 9, 2, 2}, 100);
  FillBox(page, {20, 10, 1, 1}, 150);
  const std::vector<Blob> dark = FindBlobs(page, 128);
  ASSERT_EQ(dark.size(), 1U);
  EXPECT_EQ(dark[0].x, 5);
  EXPECT_EQ(dark[0].y, 6);
  EXPECT_EQ(dark[0].right(), 11);
  EXPECT_EQ(dark[0].bottom(), 11);
  EXPECT_EQ(FindBlobs(page, 151).size(), 2U);
  EXPECT_TRUE(FindBlobs(page, 0).empty());
  EXPECT_TRUE(FindBlobs({}, 128).empty());
}

TEST(Blobs, OfAWholePage) {
  const LetterPage page = DrawLetters(800, 600, 20, 40);
  size_t letters = 0;
  for (const auto& line : page.lines) letters += line.size();
  EXPECT_EQ(FindBlobs(page.raster, 128).size(), letters);
}

TEST(LetterHeight, IsThatOfCapitals) {
  for (const int height : {10, 20, 26, 60}) {
    const LetterPage page = DrawLetters(40 * height, 20 * height, height, 2.0 * height);
    EXPECT_NEAR(LetterHeight(FindBlobs(page.raster, 128)), height, 0.1 * height);
  }
}

TEST(LetterHeight, GrainAndATitleDoNotCount) {
  LetterPage page = DrawLetters(1000, 800, 20, 40);
  std::mt19937 random(3);
  std::vector<Blob> blobs = FindBlobs(page.raster, 128);
  const size_t letters = blobs.size();
  for (size_t i = 0; i < 2 * letters; ++i) {
    const int side = 1 + static_cast<int>(random() % 5);
    blobs.push_back({static_cast<int>(random() % 900), static_cast<int>(random() % 700), side, side});
  }
  for (int i = 0; i < 14; ++i) blobs.push_back({30 + 60 * i, 5, 45, 70});
  EXPECT_NEAR(LetterHeight(blobs), 20, 3);
}

TEST(LetterHeight, IsUnknownWithoutText) {
  EXPECT_EQ(LetterHeight({}), 0);
  EXPECT_EQ(LetterHeight(std::vector<Blob>(11, Blob{0, 0, 12, 20})), 0);
  EXPECT_EQ(LetterHeight(std::vector<Blob>(500, Blob{0, 0, 2, 2})), 0);      // grain
  EXPECT_EQ(LetterHeight(std::vector<Blob>(500, Blob{0, 0, 700, 900})), 0);  // pictures
  EXPECT_EQ(LetterHeight(std::vector<Blob>(500, Blob{0, 0, 500, 5})), 0);    // level rules
  EXPECT_EQ(LetterHeight(std::vector<Blob>(500, Blob{0, 0, 2, 200})), 0);    // upright rules
}

TEST(Letters, AreNeitherDotsNorLinesNorPictures) {
  const std::vector<Blob> found = Letters({{0, 0, 3, 3},       // a point
                                           {0, 0, 12, 20},     // a letter
                                           {0, 0, 3, 20},      // "l"
                                           {0, 0, 100, 22},    // letters that run together
                                           {0, 0, 400, 20},    // a bar
                                           {0, 0, 300, 2},     // a rule
                                           {0, 0, 200, 200}},  // a logo
                                          20);
  ASSERT_EQ(found.size(), 3U);
  EXPECT_EQ(found[0].width, 12);
  EXPECT_EQ(found[1].width, 3);
  EXPECT_EQ(found[2].width, 100);
}

}  // namespace
}  // namespace labintake::image
