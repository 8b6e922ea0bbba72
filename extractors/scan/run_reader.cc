#include "extractors/scan/run_reader.h"

#include <algorithm>
#include <cmath>

#include "extractors/image/two_level.h"

namespace labintake::scan {
namespace {

// In letter heights: a wider gap is a space.
constexpr double kAroundPoint = 0.75;
constexpr double kLeastSpace = 0.22;
// How far a gap may be from where the recogniser saw it: a pixel away weighs as this part of a pixel of gap.
constexpr double kAstray = 0.12;
// Of the usual gap between the letters of these words: a narrower gap is none.
constexpr double kWithinWord = 1.25;

bool IsDigit(char c) { return c >= '0' && c <= '9'; }

// "4." and "9": a decimal mark with white on both sides, as typewriters set it.
bool InNumber(const std::string& left, const std::string& right) {
  const auto mark = [](char c) { return c == '.' || c == ','; };
  if (left.ends_with("10^")) return IsDigit(right.front());
  if (left.size() >= 2 && mark(left.back()) && IsDigit(left[left.size() - 2])) return IsDigit(right.front());
  return IsDigit(left.back()) && right.size() >= 2 && mark(right.front()) && IsDigit(right[1]);
}

Raster Scaled(const Raster& from, double scale) {
  Raster out;
  out.width = std::max(1, static_cast<int>(std::lround(from.width * scale)));
  out.height = std::max(1, static_cast<int>(std::lround(from.height * scale)));
  out.grey.resize(static_cast<size_t>(out.width) * out.height);
  for (int y = 0; y < out.height; ++y) {
    const double sy = std::clamp((y + 0.5) / scale - 0.5, 0.0, from.height - 1.0);
    const int y0 = static_cast<int>(sy), y1 = std::min(y0 + 1, from.height - 1);
    const double v = sy - y0;
    for (int x = 0; x < out.width; ++x) {
      const double sx = std::clamp((x + 0.5) / scale - 0.5, 0.0, from.width - 1.0);
      const int x0 = static_cast<int>(sx), x1 = std::min(x0 + 1, from.width - 1);
      const double u = sx - x0;
      const auto at = [&](int a, int b) {
        return static_cast<double>(from.grey[static_cast<size_t>(b) * from.width + a]);
      };
      out.grey[static_cast<size_t>(y) * out.width + x] = static_cast<uint8_t>(
          (at(x0, y0) * (1 - u) + at(x1, y0) * u) * (1 - v) + (at(x0, y1) * (1 - u) + at(x1, y1) * u) * v + 0.5);
    }
  }
  return out;
}

// The recogniser knows the places of words roughly only; the ink knows them exactly. Between two words lies the gap
// that is wide and near to where the recogniser sees it.
void FitToInk(const TextRun& run, std::vector<ocr::ReadWord>& words) {
  std::vector<std::pair<int, int>> ink;  // from left to right, without overlap
  std::vector<image::Blob> blobs = run.blobs;
  std::sort(blobs.begin(), blobs.end(), [](const image::Blob& a, const image::Blob& b) { return a.x < b.x; });
  for (const image::Blob& b : blobs) {
    if (!ink.empty() && b.x <= ink.back().second) {
      ink.back().second = std::max(ink.back().second, b.right());
    } else {
      ink.push_back({b.x, b.right()});
    }
  }
  if (words.empty() || ink.size() < words.size()) return;
  // For each word the piece of ink with which it begins: the choice whose gaps are widest and nearest to where the
  // recogniser saw them.
  const size_t n = words.size(), m = ink.size();
  std::vector<std::vector<double>> best(n, std::vector<double>(m, -1e300));
  std::vector<std::vector<size_t>> before(n, std::vector<size_t>(m, 0));
  best[0][0] = 0;
  for (size_t k = 1; k < n; ++k) {
    const double at = (words[k - 1].x1 + words[k].x0) / 2.0;
    double lead = -1e300;  // of the choices for the word before
    size_t from = 0;
    for (size_t i = k; i < m; ++i) {
      if (best[k - 1][i - 1] > lead) lead = best[k - 1][i - 1], from = i - 1;
      const double middle = (ink[i].first + ink[i - 1].second) / 2.0;
      best[k][i] = lead + ink[i].first - ink[i - 1].second - kAstray * std::abs(middle - at);
      before[k][i] = from;
    }
  }
  std::vector<size_t> first(n);
  first[n - 1] = static_cast<size_t>(std::max_element(best[n - 1].begin(), best[n - 1].end()) - best[n - 1].begin());
  for (size_t k = n - 1; k > 0; --k) first[k - 1] = before[k][first[k]];
  for (size_t k = 0; k < words.size(); ++k) {
    words[k].x0 = ink[first[k]].first;
    words[k].x1 = ink[(k + 1 < words.size() ? first[k + 1] : ink.size()) - 1].second;
  }
  // Letters no farther apart than those within the words are one word ("REFE RENCE" in a wide face).
  std::vector<int> within;
  for (size_t k = 0; k < words.size(); ++k) {
    const size_t end = k + 1 < words.size() ? first[k + 1] : ink.size();
    for (size_t i = first[k] + 1; i < end; ++i) within.push_back(ink[i].first - ink[i - 1].second);
  }
  std::nth_element(within.begin(), within.begin() + static_cast<std::ptrdiff_t>(within.size() / 2), within.end());
  const int usual = within.size() < 3 ? -1 : within[within.size() / 2];
  for (size_t k = 1; k < words.size();) {
    const int gap = words[k].x0 - words[k - 1].x1;
    const bool narrow = gap < kLeastSpace * run.letter_height && gap <= kWithinWord * usual;
    if (narrow || (gap < kAroundPoint * run.letter_height && InNumber(words[k - 1].text, words[k].text))) {
      words[k - 1].text += words[k].text;
      words[k - 1].x1 = words[k].x1;
      words[k - 1].confidence = std::min(words[k - 1].confidence, words[k].confidence);
      words.erase(words.begin() + static_cast<std::ptrdiff_t>(k));
    } else {
      ++k;
    }
  }
}

}  // namespace

std::vector<ocr::ReadWord> ReadRun(ocr::Recognizer& recognizer, const Raster& page, const std::vector<TextRun>& runs,
                                   size_t which, const View& view) {
  const TextRun& run = runs[which];
  const double h = run.letter_height;
  const int left = static_cast<int>(std::floor(run.x0 - view.beside * h)),
            right = static_cast<int>(std::ceil(run.x1 + view.beside * h));
  const int top = static_cast<int>(std::floor(run.baseline - view.above * h)),
            bottom = static_cast<int>(std::ceil(run.baseline + view.below * h));
  Raster crop;
  crop.width = right - left;
  crop.height = bottom - top;
  crop.grey.assign(static_cast<size_t>(crop.width) * crop.height, 255);
  const int x_from = std::max(left, 0), x_to = std::min(right, page.width);
  for (int y = std::max(top, 0); y < std::min(bottom, page.height); ++y) {
    std::copy(page.grey.begin() + static_cast<std::ptrdiff_t>(y) * page.width + x_from,
              page.grey.begin() + static_cast<std::ptrdiff_t>(y) * page.width + x_to,
              crop.grey.begin() + static_cast<std::ptrdiff_t>(y - top) * crop.width + (x_from - left));
  }
  // What belongs to other runs is painted over, unless it stands in the way of this run's own ink.
  for (size_t i = 0; i < runs.size(); ++i) {
    const TextRun& other = runs[i];
    if (i == which || other.x1 < left || other.x0 > right || other.y1 < top || other.y0 > bottom) continue;
    for (const image::Blob& b : other.blobs) {
      if (b.right() < left || b.x > right || b.bottom() < top || b.y > bottom) continue;
      const bool over = std::any_of(run.blobs.begin(), run.blobs.end(), [&](const image::Blob& own) {
        return own.x < b.right() && b.x < own.right() && own.y < b.bottom() && b.y < own.bottom();
      });
      if (over) continue;
      const int margin = 2;
      for (int y = std::max(b.y - margin, top); y < std::min(b.bottom() + margin, bottom); ++y)
        for (int x = std::max(b.x - margin, left); x < std::min(b.right() + margin, right); ++x)
          crop.grey[static_cast<size_t>(y - top) * crop.width + (x - left)] = 255;
    }
  }
  for (int i = 0; i < view.soft; ++i) image::Soften(crop);
  if (view.scale != 1) crop = Scaled(crop, view.scale);
  std::vector<ocr::ReadWord> words = recognizer.ReadLine(crop.grey.data(), crop.width, crop.height, view.raw);
  for (ocr::ReadWord& w : words) {
    w.x0 = left + static_cast<int>(w.x0 / view.scale);
    w.x1 = left + static_cast<int>(std::ceil(w.x1 / view.scale));
  }
  FitToInk(run, words);
  return words;
}

}  // namespace labintake::scan
