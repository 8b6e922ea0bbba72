#include "extractors/image/straighten.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <functional>
#include <map>
#include <numbers>

#include "tests/image/drawn_page.h"

namespace labintake::image {
namespace {

constexpr int kWidth = 1000, kHeight = 1300, kLetter = 24;
constexpr double kLines = 48;

// A flat page and a picture of it, with the way from points of the one to points of the other.
struct Photo {
  LetterPage flat = DrawLetters(kWidth, kHeight, kLetter, kLines);
  Raster picture;
  std::function<Point(Point)> to_flat, to_picture;
};

Photo Taken(int width, int height, std::function<Point(Point)> to_flat, std::function<Point(Point)> to_picture) {
  Photo photo;
  photo.to_flat = std::move(to_flat);
  photo.to_picture = std::move(to_picture);
  photo.picture = Warped(photo.flat.raster, width, height, photo.to_flat);
  return photo;
}

Photo TurnedBy(double degrees) {
  const double angle = degrees * std::numbers::pi / 180, s = std::sin(angle), c = std::cos(angle);
  const int width = static_cast<int>(kWidth * c + kHeight * std::abs(s)),
            height = static_cast<int>(kHeight * c + kWidth * std::abs(s));
  const double cx = width / 2.0, cy = height / 2.0;
  return Taken(
      width, height,
      [=](Point p) {
        return Point{(p.x - cx) * c + (p.y - cy) * s + kWidth / 2.0, (p.y - cy) * c - (p.x - cx) * s + kHeight / 2.0};
      },
      [=](Point p) {
        const double x = p.x - kWidth / 2.0, y = p.y - kHeight / 2.0;
        return Point{x * c - y * s + cx, x * s + y * c + cy};
      });
}

Photo Keystone() {
  // Lines drift apart to the right, as when the camera stands on that side.
  const auto stretch = [](double x) { return 1 + 0.05 * (x - kWidth / 2.0) / kWidth; };
  return Taken(
      kWidth, kHeight,
      [=](Point p) {
        return Point{p.x, (p.y - kHeight / 2.0) / stretch(p.x) + kHeight / 2.0};
      },
      [=](Point p) {
        return Point{p.x, (p.y - kHeight / 2.0) * stretch(p.x) + kHeight / 2.0};
      });
}

Photo Curled() {
  const auto lift = [](double x) { return 14 * std::sin(std::numbers::pi * (x / kWidth + 0.1)); };
  return Taken(
      kWidth, kHeight,
      [=](Point p) {
        return Point{p.x, p.y + lift(p.x)};
      },
      [=](Point p) {
        return Point{p.x, p.y - lift(p.x)};
      });
}

Straightening Find(const Photo& photo, double wanted_height = kLetter) {
  const std::vector<Blob> blobs = FindBlobs(photo.picture, 128);
  const double height = LetterHeight(blobs);
  EXPECT_NEAR(height, kLetter, 0.35 * kLetter);
  return FindStraightening(photo.picture, Letters(blobs, height), height, wanted_height);
}

// Letters of the straight picture, each with the line and the letter of the flat page that it is.
struct Seen {
  Blob blob;
  size_t line = 0;
  Blob letter;
};

std::vector<Seen> Look(const Photo& photo, const Straightening& s) {
  std::vector<Seen> out;
  for (const Blob& b : FindBlobs(Apply(s, photo.picture), 128)) {
    if (b.height < 5) continue;
    Point p;
    s.Source(b.x + b.width / 2.0, b.y + b.height / 2.0, &p.x, &p.y);
    p = photo.to_flat(p);
    Seen seen{b, 0, {}};
    double best = 1e300;
    for (size_t i = 0; i < photo.flat.lines.size(); ++i) {
      for (const Blob& letter : photo.flat.lines[i]) {
        const double off = std::hypot(letter.x + letter.width / 2.0 - p.x, letter.y + letter.height / 2.0 - p.y);
        if (off < best) best = off, seen.line = i, seen.letter = letter;
      }
    }
    EXPECT_LT(best, 2.5);
    out.push_back(seen);
  }
  size_t letters = 0;
  for (const auto& line : photo.flat.lines) letters += line.size();
  EXPECT_EQ(out.size(), letters);
  return out;
}

// The feet of each line lie within `tolerance` pixels of their mean.
void ExpectLevel(const Photo& photo, const Straightening& s, double tolerance) {
  std::map<size_t, std::vector<double>> feet;
  for (const Seen& seen : Look(photo, s)) feet[seen.line].push_back(seen.blob.bottom());
  ASSERT_EQ(feet.size(), photo.flat.lines.size());
  for (const auto& [line, bottoms] : feet) {
    double mean = 0;
    for (const double v : bottoms) mean += v / static_cast<double>(bottoms.size());
    for (const double v : bottoms) EXPECT_NEAR(v, mean, tolerance) << "line " << line;
  }
}

void ExpectWayBack(const Photo& photo, const Straightening& s, double tolerance) {
  const Projection back = WayBack(s);
  for (const Seen& seen : Look(photo, s)) {
    const Blob& b = seen.blob;
    const Box box = back.Map({static_cast<double>(b.x), static_cast<double>(b.y), static_cast<double>(b.right()),
                              static_cast<double>(b.bottom())});
    const Point center =
        photo.to_picture({seen.letter.x + seen.letter.width / 2.0, seen.letter.y + seen.letter.height / 2.0});
    EXPECT_NEAR(box.center_x(), center.x, tolerance);
    EXPECT_NEAR(box.center_y(), center.y, tolerance);
  }
}

TEST(Straighten, AStraightPageStaysAsItIs) {
  const Photo photo = TurnedBy(0);
  const Straightening s = Find(photo);
  EXPECT_EQ(s.angle, 0);
  EXPECT_EQ(s.scale, 1);
  EXPECT_EQ(s.field.c, DisplacementField{}.c);
  const Raster straight = Apply(s, photo.picture);
  EXPECT_EQ(straight.width, photo.picture.width);
  EXPECT_EQ(straight.grey, photo.picture.grey);
  const Projection back = WayBack(s);
  const Box box = back.Map({100, 200, 300, 400});
  EXPECT_NEAR(box.x0, 100, 0.01);
  EXPECT_NEAR(box.y1, 400, 0.01);
}

class Turned : public testing::TestWithParam<double> {};

TEST_P(Turned, IsLevelled) {
  const Photo photo = TurnedBy(GetParam());
  const Straightening s = Find(photo);
  EXPECT_NEAR(s.angle * 180 / std::numbers::pi, GetParam(), 0.4);
  ExpectLevel(photo, s, 1.5);
}

TEST_P(Turned, BoxesFindBack) {
  const Photo photo = TurnedBy(GetParam());
  ExpectWayBack(photo, Find(photo), 3);
}

INSTANTIATE_TEST_SUITE_P(Straighten, Turned, testing::Values(0.5, -1.3, 5.0, 14.0));

TEST(Straighten, KeystoneIsUndone) {
  const Photo photo = Keystone();
  const Straightening s = Find(photo);
  ExpectLevel(photo, s, 2);
  // Letters stay where they are from left to right, so that the way back is no projection; it is near to one.
  ExpectWayBack(photo, s, kLetter / 3.0);
}

TEST(Straighten, CurlIsUndone) {
  const Photo photo = Curled();
  const Straightening s = Find(photo);
  ExpectLevel(photo, s, 2);
}

TEST(Straighten, LettersAreBroughtToOneHeight) {
  for (const double wanted : {12.0, 40.0}) {
    const Photo photo = TurnedBy(2);
    const Straightening s = Find(photo, wanted);
    const Raster straight = Apply(s, photo.picture);
    EXPECT_EQ(straight.width, s.width);
    EXPECT_EQ(straight.height, s.height);
    EXPECT_EQ(straight.grey.size(), static_cast<size_t>(s.width) * s.height);
    EXPECT_NEAR(LetterHeight(FindBlobs(straight, 128)), wanted, 0.2 * wanted);
    ExpectLevel(photo, s, 2);
    ExpectWayBack(photo, s, 3);
  }
}

TEST(Straighten, GroundBecomesWhiteWhereNothingElseIs) {
  Photo photo = TurnedBy(2);
  for (uint8_t& level : photo.picture.grey) level = std::min<uint8_t>(level, 240);
  const Straightening s = Find(photo);
  const Raster plain = Apply(s, photo.picture), white = Apply(s, photo.picture, 240);
  ASSERT_EQ(white.grey.size(), plain.grey.size());
  size_t changed = 0;
  for (size_t i = 0; i < plain.grey.size(); ++i) {
    if (white.grey[i] == plain.grey[i]) continue;
    ++changed;
    ASSERT_EQ(white.grey[i], 255);
    // At the edge of the picture a cubic is darker than either side.
    ASSERT_GE(plain.grey[i], 236) << "ink was taken for ground at " << i;
  }
  EXPECT_GT(changed, plain.grey.size() / 10);
  EXPECT_EQ(Apply(s, photo.picture, 241).grey, plain.grey) << "nothing is as light as that";
}

TEST(Straighten, LittleTextIsLeftAlone) {
  Raster page = BlankPage(300, 100);
  DrawDigits(page, "123", 40, 60, 4);
  const std::vector<Blob> blobs = FindBlobs(page, 128);
  const Straightening s = FindStraightening(page, blobs, 28, 28);
  EXPECT_EQ(Apply(s, page).grey, page.grey);
  const Straightening none = FindStraightening(page, {}, 0, 28);
  EXPECT_EQ(none.width, 300);
  EXPECT_EQ(Apply(none, page).grey, page.grey);
}

TEST(Straighten, SidewaysPagesAreTold) {
  const Raster page = DrawLetters(kWidth, kHeight, kLetter, kLines).raster;
  for (const int quarters : {0, 1, 2, 3}) {
    const std::vector<Blob> blobs = FindBlobs(Turn(page, quarters), 128);
    EXPECT_EQ(LiesOnItsSide(Letters(blobs, LetterHeight(blobs))), quarters % 2 == 1) << quarters;
  }
  EXPECT_FALSE(LiesOnItsSide({}));
}

TEST(Turn, QuartersAddUp) {
  Raster page = DrawLetters(301, 200, 20, 40).raster;
  page.dpi = 300;
  FillBox(page, {0, 0, 5, 5}, 77);
  const Raster once = Turn(page, 1);
  EXPECT_EQ(once.width, 200);
  EXPECT_EQ(once.height, 301);
  EXPECT_EQ(once.dpi, 300);
  EXPECT_EQ(GreyAt(once, 199, 0), 77);  // clockwise: top left comes to the top right
  EXPECT_EQ(Turn(once, 1).grey, Turn(page, 2).grey);
  EXPECT_EQ(Turn(Turn(page, 2), 1).grey, Turn(page, 3).grey);
  EXPECT_EQ(Turn(Turn(page, 3), 1).grey, page.grey);
  EXPECT_EQ(Turn(page, 4).grey, page.grey);
}

}  // namespace
}  // namespace labintake::image
