#include "tests/image/drawn_page.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <random>

namespace labintake::image {
namespace {

// Seven rows from the top, five bits each, the highest is the leftmost.
constexpr std::array<std::array<uint8_t, 7>, 10> kDigits = {{
    {0b01110, 0b10001, 0b10001, 0b10001, 0b10001, 0b10001, 0b01110},
    {0b00100, 0b01100, 0b00100, 0b00100, 0b00100, 0b00100, 0b01110},
    {0b01110, 0b10001, 0b00001, 0b00110, 0b01000, 0b10000, 0b11111},
    {0b11111, 0b00010, 0b00100, 0b00010, 0b00001, 0b10001, 0b01110},
    {0b00010, 0b00110, 0b01010, 0b10010, 0b11111, 0b00010, 0b00010},
    {0b11111, 0b10000, 0b11110, 0b00001, 0b00001, 0b10001, 0b01110},
    {0b00110, 0b01000, 0b10000, 0b11110, 0b10001, 0b10001, 0b01110},
    {0b11111, 0b00001, 0b00010, 0b00100, 0b01000, 0b01000, 0b01000},
    {0b01110, 0b10001, 0b10001, 0b01110, 0b10001, 0b10001, 0b01110},
    {0b01110, 0b10001, 0b10001, 0b01111, 0b00001, 0b00010, 0b01100},
}};

double At(const Raster& page, int x, int y) {
  return x < 0 || y < 0 || x >= page.width || y >= page.height ? 255 : GreyAt(page, x, y);
}

// Between the centres of four pixels.
double Between(const Raster& page, double x, double y) {
  const double fx = std::floor(x - 0.5), fy = std::floor(y - 0.5);
  const double u = x - 0.5 - fx, v = y - 0.5 - fy;
  const int ix = static_cast<int>(fx), iy = static_cast<int>(fy);
  return (At(page, ix, iy) * (1 - u) + At(page, ix + 1, iy) * u) * (1 - v) +
         (At(page, ix, iy + 1) * (1 - u) + At(page, ix + 1, iy + 1) * u) * v;
}

}  // namespace

Raster BlankPage(int width, int height, uint8_t grey) {
  Raster page;
  page.width = width;
  page.height = height;
  page.grey.assign(static_cast<size_t>(width) * height, grey);
  return page;
}

void FillBox(Raster& page, const Blob& box, uint8_t grey) {
  for (int y = std::max(0, box.y); y < std::min(page.height, box.bottom()); ++y)
    for (int x = std::max(0, box.x); x < std::min(page.width, box.right()); ++x)
      page.grey[static_cast<size_t>(y) * page.width + x] = grey;
}

int DrawDigits(Raster& page, std::string_view text, int x, int baseline, int unit, uint8_t ink) {
  int right = x;
  for (const char c : text) {
    int width = 5;
    if (c >= '0' && c <= '9') {
      for (int row = 0; row < 7; ++row)
        for (int column = 0; column < 5; ++column)
          if ((kDigits[static_cast<size_t>(c - '0')][static_cast<size_t>(row)] >> (4 - column) & 1) != 0)
            FillBox(page, {x + column * unit, baseline - (7 - row) * unit, unit, unit}, ink);
    } else if (c == '.' || c == ',') {
      width = 1;
      FillBox(page, {x, baseline - unit, unit, c == '.' ? unit : 3 * unit}, ink);
    } else if (c == '-') {
      width = 3;
      FillBox(page, {x, baseline - 4 * unit, 3 * unit, unit}, ink);
    } else {
      width = 3;
    }
    right = x + width * unit;
    x = right + unit;
  }
  return right;
}

void DrawArrow(Raster& page, int x, int baseline, int height, bool up) {
  constexpr int kHalf = 7, kStroke = 3, kHead = 9;
  const auto row = [&](int y) { return up ? baseline - height + y : baseline - 1 - y; };
  FillBox(page, {x + kHalf, baseline - height, kStroke, height}, 0);
  for (int y = 0; y < kHead; ++y) {
    const int out = y * kHalf / (kHead - 1);
    FillBox(page, {x + kHalf - out, row(y), kStroke, 1}, 0);
    FillBox(page, {x + kHalf + out, row(y), kStroke, 1}, 0);
  }
}

LetterPage DrawLetters(int width, int height, int letter_height, double line_distance) {
  LetterPage out;
  out.raster = BlankPage(width, height);
  std::mt19937 random(7);
  const int margin = 3 * letter_height;
  for (double baseline = margin + letter_height; baseline < height - margin; baseline += line_distance) {
    std::vector<Blob> line;
    int in_word = 0;
    for (int x = margin; x < width - margin - letter_height;) {
      const bool capital = in_word == 0 || random() % 3 == 0;
      Blob b;
      b.x = x;
      b.width = static_cast<int>(letter_height * (0.35 + static_cast<double>(random() % 5) / 10));
      b.height = capital ? letter_height : static_cast<int>(0.72 * letter_height);
      b.y = static_cast<int>(baseline) - b.height;
      const int stroke = std::max(2, letter_height / 7);
      FillBox(out.raster, b, 0);
      FillBox(out.raster, {b.x + stroke, b.y + stroke, b.width - 2 * stroke, b.height - 2 * stroke}, 255);
      const int gap = std::min(2 * stroke, b.width - 2 * stroke);
      FillBox(out.raster, {b.x + (b.width - gap) / 2, b.y, gap, stroke}, 255);
      line.push_back(b);
      const bool space = ++in_word == 3 + static_cast<int>(random() % 6);
      if (space || in_word > 8) in_word = 0;
      x = b.right() + std::max(3, static_cast<int>(letter_height * (in_word == 0 ? 0.6 : 0.2)));
    }
    out.lines.push_back(std::move(line));
  }
  return out;
}

void AddNoise(Raster& page, double deviation, uint32_t seed) {
  std::mt19937 random(seed);
  for (uint8_t& grey : page.grey) {
    // The sum of twelve even distributions; std::normal_distribution differs between libraries.
    double sum = -6;
    for (int i = 0; i < 12; ++i) sum += static_cast<double>(random()) / 4294967296.0;
    grey = static_cast<uint8_t>(std::clamp(grey + deviation * sum + 0.5, 0.0, 255.0));
  }
}

Raster Warped(const Raster& page, int width, int height, const std::function<Point(Point)>& from) {
  Raster out = BlankPage(width, height);
  for (int y = 0; y < height; ++y) {
    for (int x = 0; x < width; ++x) {
      const Point p = from({x + 0.5, y + 0.5});
      out.grey[static_cast<size_t>(y) * width + x] = static_cast<uint8_t>(Between(page, p.x, p.y) + 0.5);
    }
  }
  return out;
}

double InkShare(const Raster& page, const Blob& box, int threshold) {
  int ink = 0;
  for (int y = box.y; y < box.bottom(); ++y)
    for (int x = box.x; x < box.right(); ++x) ink += GreyAt(page, x, y) < threshold;
  return static_cast<double>(ink) / (box.width * box.height);
}

}  // namespace labintake::image
