#include "extractors/scan/run_reader.h"

#include <algorithm>
#include <cmath>

#include "extractors/image/two_level.h"

namespace labintake::scan {
namespace {

// In letter heights; a space is 0.36 to 0.5, letters of a word stand up to 0.15 apart.
constexpr double kLeastSpace = 0.2;

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
      const auto at = [&](int a, int b) { return static_cast<double>(from.grey[static_cast<size_t>(b) * from.width + a]); };
      out.grey[static_cast<size_t>(y) * out.width + x] = static_cast<uint8_t>(
          (at(x0, y0) * (1 - u) + at(x1, y0) * u) * (1 - v) + (at(x0, y1) * (1 - u) + at(x1, y1) * u) * v + 0.5);
    }
  }
  return out;
}

// The recogniser knows the places of words roughly only; the ink knows them exactly. Between two words lies the gap that is wide
// and near to where the recogniser sees it.
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
  std::vector<size_t> first = {0};  // piece of ink with which each word begins
  for (size_t k = 1; k < words.size(); ++k) {
    const double at = (words[k - 1].x1 + words[k].x0) / 2.0;
    double best = -1e300;
    size_t cut = first.back() + 1;
    const size_t last = ink.size() - (words.size() - k);
    for (size_t i = first.back() + 1; i <= last; ++i) {
      const double middle = (ink[i].first + ink[i - 1].second) / 2.0;
      const double score = ink[i].first - ink[i - 1].second - 0.4 * std::abs(middle - at);
      if (score > best) best = score, cut = i;
    }
    first.push_back(cut);
  }
  for (size_t k = 0; k < words.size(); ++k) {
    words[k].x0 = ink[first[k]].first;
    words[k].x1 = ink[(k + 1 < words.size() ? first[k + 1] : ink.size()) - 1].second;
  }
  // Letters nearer than any space are one word ("REFE RENCE" in a wide face).
  for (size_t k = 1; k < words.size();) {
    if (words[k].x0 - words[k - 1].x1 < kLeastSpace * run.letter_height) {
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

std::vector<ocr::ReadWord> ReadRun(ocr::Recognizer& recognizer, const Raster& page, const std::vector<TextRun>& runs, size_t which,
                                   const View& view) {
  const TextRun& run = runs[which];
  const double h = run.letter_height;
  const int left = static_cast<int>(std::floor(run.x0 - view.beside * h)), right = static_cast<int>(std::ceil(run.x1 + view.beside * h));
  const int top = static_cast<int>(std::floor(run.baseline - view.above * h)), bottom = static_cast<int>(std::ceil(run.baseline + view.below * h));
  Raster crop;
  crop.width = right - left;
  crop.height = bottom - top;
  crop.grey.assign(static_cast<size_t>(crop.width) * crop.height, 255);
  const int x_from = std::max(left, 0), x_to = std::min(right, page.width);
  for (int y = std::max(top, 0); y < std::min(bottom, page.height); ++y) {
    std::copy(page.grey.begin() + static_cast<std::ptrdiff_t>(y) * page.width + x_from, page.grey.begin() + static_cast<std::ptrdiff_t>(y) * page.width + x_to,
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
  if (view.soft) image::Soften(crop);
  if (view.scale != 1) crop = Scaled(crop, view.scale);
  std::vector<ocr::ReadWord> words = recognizer.ReadLine(crop.grey.data(), crop.width, crop.height);
  for (ocr::ReadWord& w : words) {
    w.x0 = left + static_cast<int>(w.x0 / view.scale);
    w.x1 = left + static_cast<int>(std::ceil(w.x1 / view.scale));
  }
  FitToInk(run, words);
  return words;
}

}  // namespace labintake::scan
