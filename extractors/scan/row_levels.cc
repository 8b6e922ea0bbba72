#include "extractors/scan/row_levels.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <numeric>
#include <utility>

namespace labintake::scan {
namespace {

// In letter heights.
constexpr double kBeside = 0.7;      // between the baselines of two runs of a row
constexpr double kSameSize = 1.6;    // times
constexpr double kAcrossRow = 0.85;  // from the highest to the lowest baseline of a row
constexpr double kFarAside = 0.002;  // what a letter height of distance weighs against one of height
constexpr double kHighest = 0.75;    // a sign that hangs is lower than letters,
constexpr double kLeastFoot = 0.22;  // stands so far above their feet,
constexpr double kMostAbove = 0.25;  // and no farther above their heads

// The baseline that half of the row's width stands on.
double LevelOf(const std::vector<TextRun>& runs, const std::vector<size_t>& row) {
  std::vector<std::pair<double, int>> at;
  int all = 0;
  for (const size_t i : row) at.push_back({runs[i].baseline, runs[i].x1 - runs[i].x0}), all += at.back().second;
  std::sort(at.begin(), at.end());
  int seen = 0;
  for (const auto& [baseline, width] : at) {
    seen += width;
    if (2 * seen >= all) return baseline;
  }
  return at.back().first;
}

bool Overlap(const TextRun& a, const TextRun& b) { return a.x0 < b.x1 && b.x0 < a.x1; }

// Whether a row can be made of the runs of two: all stand beside each other, and none far from the row's middle.
bool Fit(const std::vector<TextRun>& runs, const std::vector<size_t>& a, const std::vector<size_t>& b) {
  double low = 1e300, high = -1e300, size = 1e300;
  for (const auto* list : {&a, &b})
    for (const size_t i : *list) {
      low = std::min(low, runs[i].baseline), high = std::max(high, runs[i].baseline);
      size = std::min(size, runs[i].letter_height);
    }
  if (high - low > kAcrossRow * size) return false;
  return std::none_of(a.begin(), a.end(), [&](size_t i) {
    return std::any_of(b.begin(), b.end(), [&](size_t k) { return Overlap(runs[i], runs[k]); });
  });
}

bool HangsIn(const TextRun& sign, const TextRun& run) {
  const double size = run.letter_height, above = run.baseline - sign.y1;
  return above > kLeastFoot * size && sign.y0 > run.baseline - (1 + kMostAbove) * size;
}

}  // namespace

void LevelRows(std::vector<TextRun>& runs, double h) {
  struct Pair {
    double cost;
    size_t a, b;
  };
  std::vector<Pair> pairs;
  for (size_t i = 0; i < runs.size(); ++i) {
    for (size_t k = 0; k < runs.size(); ++k) {
      const TextRun &a = runs[i], &b = runs[k];
      if (i == k || b.x0 < a.x1) continue;
      const double off = std::abs(a.baseline - b.baseline), size = std::min(a.letter_height, b.letter_height);
      if (off > kBeside * size || std::max(a.letter_height, b.letter_height) > kSameSize * size) continue;
      pairs.push_back({off / size + kFarAside * (b.x0 - a.x1) / h, i, k});
    }
  }
  std::sort(pairs.begin(), pairs.end(), [](const Pair& x, const Pair& y) {
    return x.cost != y.cost ? x.cost < y.cost : x.a != y.a ? x.a < y.a : x.b < y.b;
  });
  std::vector<size_t> row_of(runs.size());
  std::iota(row_of.begin(), row_of.end(), size_t{0});
  std::vector<std::vector<size_t>> rows(runs.size());
  for (size_t i = 0; i < runs.size(); ++i) rows[i] = {i};
  for (const Pair& p : pairs) {
    const size_t a = row_of[p.a], b = row_of[p.b];
    if (a == b || !Fit(runs, rows[a], rows[b])) continue;
    for (const size_t i : rows[b]) row_of[i] = a;
    rows[a].insert(rows[a].end(), rows[b].begin(), rows[b].end());
    rows[b].clear();
  }
  for (const std::vector<size_t>& row : rows) {
    if (row.empty()) continue;
    const double level = LevelOf(runs, row);
    for (const size_t i : row) runs[i].row = level;
  }
  for (const std::vector<size_t>& row : rows) {
    if (row.size() != 1) continue;
    TextRun& sign = runs[row.front()];
    if (sign.blobs.size() != 1 || sign.y1 - sign.y0 > kHighest * h) continue;
    const TextRun* nearest = nullptr;
    const auto gap = [&](const TextRun& r) { return std::max(r.x0 - sign.x1, sign.x0 - r.x1); };
    for (const TextRun& r : runs)
      if (&r != &sign && !Overlap(r, sign) && HangsIn(sign, r) && (nearest == nullptr || gap(r) < gap(*nearest)))
        nearest = &r;
    if (nearest != nullptr) sign.row = nearest->row;
  }
}

}  // namespace labintake::scan
