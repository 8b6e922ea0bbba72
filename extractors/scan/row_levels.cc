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

double Median(std::vector<double> values) {
  const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
  std::nth_element(values.begin(), middle, values.end());
  return *middle;
}

bool Overlap(const TextRun& a, const TextRun& b) { return a.x0 < b.x1 && b.x0 < a.x1; }

bool OfOneSize(const TextRun& a, const TextRun& b) {
  return std::max(a.letter_height, b.letter_height) <= kSameSize * std::min(a.letter_height, b.letter_height);
}

// The baseline of each run as it would be if the page were flat: where a bend was not straightened, the runs of a
// column stand above or below what is beside them, all of the neighbourhood by the same. What is less than a part of a
// letter is left to the rows.
std::vector<double> FlatBaselines(const std::vector<TextRun>& runs, double h) {
  constexpr double kMost = 1.1, kLeast = 0.35;        // letter heights, of a bend
  constexpr double kColumn = 8, kNeighbourhood = 25;  // letter heights, across and down
  constexpr double kAlike = 0.2, kMostAgree = 0.7;    // letter heights, and the share of the neighbours
  constexpr double kOfPitch = 0.4;                    // what is nearly half way to the next row may belong to either
  constexpr size_t kFewest = 4;
  constexpr size_t kNone = static_cast<size_t>(-1);
  std::vector<size_t> beside(runs.size(), kNone);
  for (size_t i = 0; i < runs.size(); ++i) {
    double best = kMost * h;
    for (size_t k = 0; k < runs.size(); ++k) {
      const double off = std::abs(runs[k].baseline - runs[i].baseline) + kFarAside * (runs[k].x0 - runs[i].x1);
      if (i == k || runs[k].x0 < runs[i].x1 || off >= best || !OfOneSize(runs[i], runs[k])) continue;
      best = off;
      beside[i] = k;
    }
  }
  // From the run beside it to the next one above or below that.
  const auto pitch_of = [&](size_t i) {
    double pitch = 1e300;
    for (const TextRun& run : runs)
      if (const double off = std::abs(run.baseline - runs[beside[i]].baseline);
          off > kLeast * h && Overlap(run, runs[beside[i]]))
        pitch = std::min(pitch, off);
    return pitch;
  };
  const auto off_of = [&](size_t i) { return runs[beside[i]].baseline - runs[i].baseline; };
  std::vector<size_t> from_right(runs.size());
  std::iota(from_right.begin(), from_right.end(), size_t{0});
  std::sort(from_right.begin(), from_right.end(), [&](size_t a, size_t b) { return runs[a].x0 > runs[b].x0; });
  std::vector<double> bend(runs.size(), 0);
  for (const size_t i : from_right) {
    if (beside[i] == kNone) continue;
    std::vector<double> offs;
    for (size_t k = 0; k < runs.size(); ++k)
      if (beside[k] != kNone && std::abs(runs[k].x0 - runs[i].x0) < kColumn * h &&
          std::abs(runs[k].baseline - runs[i].baseline) < kNeighbourhood * h)
        offs.push_back(off_of(k));
    const double usual = Median(offs);
    const auto agree =
        std::count_if(offs.begin(), offs.end(), [&](double o) { return std::abs(o - usual) < kAlike * h; });
    const bool bent = offs.size() >= kFewest && std::abs(usual) > kLeast * h &&
                      std::abs(usual) < kOfPitch * pitch_of(i) &&
                      static_cast<double>(agree) >= kMostAgree * static_cast<double>(offs.size());
    bend[i] = (bent ? usual : 0) + bend[beside[i]];
  }
  std::vector<double> flat;
  for (size_t i = 0; i < runs.size(); ++i) flat.push_back(runs[i].baseline + bend[i]);
  return flat;
}

// The baseline that half of the row's width stands on.
double LevelOf(const std::vector<TextRun>& runs, const std::vector<double>& flat, const std::vector<size_t>& row) {
  std::vector<std::pair<double, int>> at;
  int all = 0;
  for (const size_t i : row) at.push_back({flat[i], runs[i].x1 - runs[i].x0}), all += at.back().second;
  std::sort(at.begin(), at.end());
  int seen = 0;
  for (const auto& [baseline, width] : at) {
    seen += width;
    if (2 * seen >= all) return baseline;
  }
  return at.back().first;
}

// Whether a row can be made of the runs of two: all stand beside each other, and none far from the row's middle.
bool Fit(const std::vector<TextRun>& runs, const std::vector<double>& flat, const std::vector<size_t>& a,
         const std::vector<size_t>& b) {
  double low = 1e300, high = -1e300, size = 1e300;
  for (const auto* list : {&a, &b})
    for (const size_t i : *list) {
      low = std::min(low, flat[i]), high = std::max(high, flat[i]);
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
  const std::vector<double> flat = FlatBaselines(runs, h);
  std::vector<Pair> pairs;
  for (size_t i = 0; i < runs.size(); ++i) {
    for (size_t k = 0; k < runs.size(); ++k) {
      const TextRun &a = runs[i], &b = runs[k];
      if (i == k || b.x0 < a.x1) continue;
      const double off = std::abs(flat[i] - flat[k]), size = std::min(a.letter_height, b.letter_height);
      if (off > kBeside * size || !OfOneSize(a, b)) continue;
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
    if (a == b || !Fit(runs, flat, rows[a], rows[b])) continue;
    for (const size_t i : rows[b]) row_of[i] = a;
    rows[a].insert(rows[a].end(), rows[b].begin(), rows[b].end());
    rows[b].clear();
  }
  for (const std::vector<size_t>& row : rows) {
    if (row.empty()) continue;
    const double level = LevelOf(runs, flat, row);
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
