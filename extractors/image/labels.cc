#include "extractors/image/labels.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <iterator>
#include <numeric>
#include <utility>
#include <vector>

#include "extractors/image/blobs.h"

namespace labintake::image {
namespace {

constexpr double kDark = 0.8;     // of the ground: what is darker is bar or ink
constexpr int kLeastHeight = 14;  // pixels; the letters on a lower bar are too small to be read
constexpr double kHighest = 0.1;  // of the page's height
constexpr double kShape = 3;      // a bar is at least so many times as wide as high
constexpr double kFilled = 0.5;
constexpr double kMostLetters = 0.01;  // of the bar's area, light ones or dark ones
constexpr double kInk = 0.6;           // of the bar's level; what is darker is letters on it
constexpr int kFringe = 2;             // pixels in which bar and label mix

// In heights of the bar. No stroke of a light letter is so long, and its rows do not lie so far apart.
constexpr double kMargin = 0.8, kLabelHeight = 0.3;
constexpr double kWidest = 0.5;  // a label, of the bar's width; a frame under a band is wider
// Share of the label.
constexpr double kLeastText = 0.04, kMostText = 0.6;

// Light from x0 to x1 in each of some rows from y0 to y1, all ends outside.
struct Label {
  int x0 = 0, x1 = 0, y0 = 0, y1 = 0;
};

class Bar {
 public:
  Bar(Raster& page, const Blob& box, int threshold) : page_(page), box_(box), threshold_(threshold) {}

  bool Find() {
    CollectPixels();
    std::vector<int> heights;
    double area = 0;
    for (size_t x = 0; x < top_.size(); ++x) {
      const int height = bottom_[x] - top_[x];
      if (height <= 0) continue;
      heights.push_back(height), area += height;
    }
    if (heights.empty()) return false;
    std::nth_element(heights.begin(), heights.begin() + static_cast<std::ptrdiff_t>(heights.size() / 2), heights.end());
    height_ = heights[heights.size() / 2];
    if (height_ < kLeastHeight || box_.width < kShape * height_ || pixels_ < kFilled * area) return false;
    FindLabels();
    return !labels_.empty() && LightOutsideLabels() < kMostLetters * area && DarkLetters() < kMostLetters * area;
  }

  void Paint(uint8_t ground) {
    for (int y = 0; y < box_.height; ++y) {
      for (int x = 0; x < box_.width; ++x) {
        if (!OfBar(x, y)) continue;
        for (int v = std::max(0, box_.y + y - kFringe); v <= std::min(page_.height - 1, box_.y + y + kFringe); ++v)
          for (int u = std::max(0, box_.x + x - kFringe); u <= std::min(page_.width - 1, box_.x + x + kFringe); ++u) {
            uint8_t& grey = page_.grey[static_cast<size_t>(v) * page_.width + u];
            grey = std::max(grey, ground);
          }
      }
    }
  }

 private:
  size_t At(int x, int y) const {
    return static_cast<size_t>(y) * static_cast<size_t>(box_.width) + static_cast<size_t>(x);
  }
  bool OfBar(int x, int y) const { return member_[At(x, y)] != 0; }
  bool Light(int x, int y) const {
    return page_.grey[static_cast<size_t>(box_.y + y) * page_.width + box_.x + x] >= threshold_;
  }
  bool Within(int x, int y) const { return y >= top_[static_cast<size_t>(x)] && y < bottom_[static_cast<size_t>(x)]; }

  // The piece of ink whose box this is; what else is in the box is not it.
  void CollectPixels() {
    member_.assign(static_cast<size_t>(box_.width) * static_cast<size_t>(box_.height), 0);
    top_.assign(static_cast<size_t>(box_.width), box_.height);
    bottom_.assign(static_cast<size_t>(box_.width), 0);
    std::vector<std::pair<int, int>> stack;
    const auto reach = [&](int x, int y) {
      if (x < 0 || y < 0 || x >= box_.width || y >= box_.height || OfBar(x, y) || Light(x, y)) return;
      member_[At(x, y)] = 1;
      stack.emplace_back(x, y);
    };
    // Its left edge is its own: of what else has ink there nothing is as wide as the box.
    for (int y = 0; y < box_.height; ++y) {
      reach(0, y);
      while (!stack.empty()) {
        const auto [x, v] = stack.back();
        stack.pop_back();
        ++pixels_;
        top_[static_cast<size_t>(x)] = std::min(top_[static_cast<size_t>(x)], v);
        bottom_[static_cast<size_t>(x)] = std::max(bottom_[static_cast<size_t>(x)], v + 1);
        for (int b = v - 1; b <= v + 1; ++b)
          for (int a = x - 1; a <= x + 1; ++a) reach(a, b);
      }
    }
  }

  void FindLabels() {
    std::vector<Label> found;
    for (int y = 0; y < box_.height; ++y) {
      for (int x = 0; x < box_.width;) {
        const int from = x;
        while (x < box_.width && Within(x, y) && Light(x, y)) ++x;
        if (x - from >= kMargin * height_) AddRow(from, x, y, found);
        x = std::max(x, from + 1);
      }
    }
    std::copy_if(found.begin(), found.end(), std::back_inserter(labels_), [&](const Label& l) { return HasText(l); });
  }

  // To the label of which it is another margin.
  void AddRow(int x0, int x1, int y, std::vector<Label>& found) const {
    for (Label& l : found) {
      const int overlap = std::min(l.x1, x1) - std::max(l.x0, x0);
      if (2 * overlap < std::max(l.x1 - l.x0, x1 - x0)) continue;
      l.x0 = std::min(l.x0, x0), l.x1 = std::max(l.x1, x1), l.y1 = y + 1;
      return;
    }
    found.push_back({x0, x1, y, y + 1});
  }

  bool HasText(const Label& l) const {
    if (l.y1 - l.y0 < kLabelHeight * height_ || l.x1 - l.x0 > kWidest * box_.width) return false;
    int text = 0;
    for (int y = l.y0; y < l.y1; ++y)
      for (int x = l.x0; x < l.x1; ++x) text += !Light(x, y) && !OfBar(x, y);
    const double area = static_cast<double>(l.x1 - l.x0) * (l.y1 - l.y0);
    return text >= kLeastText * area && text <= kMostText * area;
  }

  // Strokes of light letters, two pixels thick or more; single pixels are noise.
  int LightOutsideLabels() const {
    int light = 0;
    for (int y = 0; y + 1 < box_.height; ++y) {
      for (int x = 0; x + 1 < box_.width; ++x) {
        if (!Within(x, y) || !Within(x + 1, y + 1) || !Light(x, y) || !Light(x + 1, y) || !Light(x, y + 1) ||
            !Light(x + 1, y + 1))
          continue;
        light += std::none_of(labels_.begin(), labels_.end(), [&](const Label& l) {
          return x >= l.x0 - kFringe && x < l.x1 + kFringe && y >= l.y0 - kFringe && y < l.y1 + kFringe;
        });
      }
    }
    return light;
  }

  // A band with a heading is no scale.
  double DarkLetters() const {
    std::array<double, 256> levels{};
    for (int y = 0; y < box_.height; ++y)
      for (int x = 0; x < box_.width; ++x)
        if (OfBar(x, y)) ++levels[page_.grey[static_cast<size_t>(box_.y + y) * page_.width + box_.x + x]];
    size_t median = 0;
    for (double seen = levels[0]; 2 * seen < pixels_; seen += levels[++median]) {
    }
    return std::accumulate(levels.begin(), levels.begin() + static_cast<std::ptrdiff_t>(kInk * median), 0.0);
  }

  Raster& page_;
  const Blob box_;
  const int threshold_;
  std::vector<char> member_;       // pixels of the box that are the bar's
  std::vector<int> top_, bottom_;  // of the bar, by column of the box; the lower one outside
  double pixels_ = 0;
  int height_ = 0;
  std::vector<Label> labels_;
};

}  // namespace

void TakeOutLabelledBars(Raster& raster, int ground) {
  const int threshold = static_cast<int>(kDark * ground);
  for (const Blob& box : FindBlobs(raster, threshold)) {
    if (box.height < kLeastHeight || box.height > kHighest * raster.height || box.width < kShape * kLeastHeight)
      continue;
    if (box.width < 2 * box.height) continue;
    Bar bar(raster, box, threshold);
    if (bar.Find()) bar.Paint(static_cast<uint8_t>(ground));
  }
}

}  // namespace labintake::image
