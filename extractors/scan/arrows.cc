#include "extractors/scan/arrows.h"

#include <algorithm>
#include <cctype>
#include <cmath>
#include <cstddef>
#include <vector>

namespace labintake::scan {
namespace {

constexpr int kInk = 160;         // grey level; strokes are thin
constexpr int kLeastHeight = 10;  // pixels; lower, shapes run into each other

// In widths or heights of the blob.
constexpr double kNarrowest = 0.35, kWidest = 1.0;      // its width in heights
constexpr double kStem = 0.42, kOffCentre = 0.12;       // a stem is no wider, and so near to the middle
constexpr double kTip = 0.55;                           // what the first row may cover
constexpr double kHeadFrom = 0.15, kHeadTo = 0.6;       // where the head is widest
constexpr double kFull = 0.85;                          // and how wide
constexpr double kTaperFrom = 0.2, kTaperTo = 0.85;     // half way to there
constexpr double kTaperOfStem = 1.4;                    // in widths of the stem; a cross jumps from stem to full width
constexpr double kStemFrom = 0.65, kLeastStems = 0.85;  // below is stem, in nearly all rows

// Of a word with an arrow behind it, in letter heights; and bytes as which an arrow is read.
constexpr double kTallSign = 0.6, kBeforeArrow = 0.2;
constexpr size_t kLongestSign = 3;

// The ink of a row, both ends within; none where to < from.
struct Extent {
  int from = 0, to = -1;
  int width() const { return to - from + 1; }
  double middle() const { return (from + to) / 2.0; }
};

// `rows` from the tip on.
bool IsArrow(const std::vector<Extent>& rows, int width) {
  const auto height = static_cast<double>(rows.size());
  const double centre = (width - 1) / 2.0;
  const auto central = [&](const Extent& e) { return std::abs(e.middle() - centre) <= kOffCentre * width; };
  const auto row = [&](double part) { return rows[static_cast<size_t>(part * (height - 1))]; };
  const auto first = static_cast<std::ptrdiff_t>(kHeadFrom * height),
             last = static_cast<std::ptrdiff_t>(kHeadTo * height);
  const auto head = std::max_element(rows.begin() + first, rows.begin() + last,
                                     [](const Extent& a, const Extent& b) { return a.width() < b.width(); });
  if (head->width() < kFull * width || !central(*head)) return false;
  const double at = static_cast<double>(head - rows.begin()) / (height - 1);
  const Extent half = row(at / 2);
  if (rows.front().width() > kTip * width || !central(rows.front())) return false;
  if (half.width() < kTaperFrom * width || half.width() > kTaperTo * width || !central(half)) return false;
  int stems = 0, all = 0, stem_widths = 0;
  for (auto y = static_cast<size_t>(kStemFrom * height); y < rows.size(); ++y, ++all) {
    if (rows[y].width() <= 0 || rows[y].width() > kStem * width || !central(rows[y])) continue;
    ++stems;
    stem_widths += rows[y].width();
  }
  return stems >= kLeastStems * all && half.width() * stems >= kTaperOfStem * stem_widths;
}

}  // namespace

Arrow ArrowOf(const image::Blob& blob, const Raster& page) {
  if (blob.height < kLeastHeight || blob.width < kNarrowest * blob.height || blob.width > kWidest * blob.height)
    return Arrow::kNone;
  if (blob.x < 0 || blob.y < 0 || blob.right() > page.width || blob.bottom() > page.height) return Arrow::kNone;
  std::vector<Extent> rows(static_cast<size_t>(blob.height));
  for (int y = 0; y < blob.height; ++y) {
    Extent& e = rows[static_cast<size_t>(y)];
    for (int x = 0; x < blob.width; ++x) {
      if (page.grey[static_cast<size_t>(blob.y + y) * page.width + blob.x + x] >= kInk) continue;
      if (e.to < 0) e.from = x;
      e.to = x;
    }
  }
  // The box is that of fainter ink.
  const auto empty = [](const Extent& e) { return e.to < e.from; };
  while (!rows.empty() && empty(rows.front())) rows.erase(rows.begin());
  while (!rows.empty() && empty(rows.back())) rows.pop_back();
  if (rows.size() < kLeastHeight) return Arrow::kNone;
  int left = blob.width, right = 0;
  for (const Extent& e : rows)
    if (!empty(e)) left = std::min(left, e.from), right = std::max(right, e.to);
  for (Extent& e : rows) e.from -= left, e.to -= left;
  const int width = right - left + 1;
  if (IsArrow(rows, width)) return Arrow::kUp;
  std::reverse(rows.begin(), rows.end());
  return IsArrow(rows, width) ? Arrow::kDown : Arrow::kNone;
}

std::optional<ArrowEnd> FindArrowEnd(const std::string& text, std::vector<image::Blob> blobs, const Raster& page,
                                     double letter_height) {
  std::erase_if(blobs, [&](const image::Blob& b) { return b.height <= kTallSign * letter_height; });
  if (blobs.empty()) return std::nullopt;
  std::sort(blobs.begin(), blobs.end(), [](const image::Blob& a, const image::Blob& b) { return a.x < b.x; });
  ArrowEnd end{ArrowOf(blobs.back(), page), blobs.back(), "", 0};
  if (end.arrow == Arrow::kNone) return std::nullopt;
  if (blobs.size() == 1) return text.size() <= kLongestSign ? std::optional(end) : std::nullopt;
  end.rest_right = blobs[blobs.size() - 2].right();
  if (end.ink.x - end.rest_right < kBeforeArrow * letter_height) return std::nullopt;
  // What is no part of a number is what the arrow was read as.
  const std::string number = text.substr(0, text.find_first_not_of("0123456789.,<>"));
  if (text.size() - number.size() > kLongestSign) return std::nullopt;
  const auto digits = static_cast<size_t>(
      std::count_if(number.begin(), number.end(), [](unsigned char c) { return std::isdigit(c) != 0; }));
  if (blobs.size() == digits + 1) {
    end.rest = number;
  } else if (blobs.size() == digits && number == text) {
    end.rest = number.substr(0, number.size() - 1);
  }
  return end.rest.empty() ? std::nullopt : std::optional(end);
}

const char* ToString(Arrow arrow) {
  switch (arrow) {
    case Arrow::kUp: return "↑";
    case Arrow::kDown: return "↓";
    case Arrow::kNone: return "";
  }
  return "";
}

}  // namespace labintake::scan
