#include "extractors/scan/text_runs.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

#include "extractors/scan/row_levels.h"

namespace labintake::scan {
namespace {

using image::Blob;

// All in letter heights of the page.
constexpr double kTallest = 4.5;   // a title; taller is a picture
constexpr double kWidest = 30;     // letters of a blurred line run together
constexpr double kSmall = 0.45;    // lower than this is a dot, a comma or a dash
constexpr double kFlat = 0.25;     // a piece of a drawn line is lower
constexpr size_t kDottedLine = 8;  // dots
constexpr double kDust = 0.1;      // lower and narrower than this is nothing
constexpr double kStroke = 1.2;    // an upright stroke so high and
constexpr double kThin = 0.2;      // so thin is a drawn line between columns
constexpr double kGap = 1.25;      // the widest space within a run
constexpr double kShort = 2.5;
constexpr double kSmallGap = 0.9;  // from a dot to the letters it belongs to
// A raised mark behind a word: lower than this share of its letters, its foot so far above theirs,
constexpr double kRaisedHeight = 0.8, kRaisedFoot = 0.22;
constexpr double kRaisedGap = 0.2, kRaisedWidth = 0.6;  // so far from it (an exponent is nearer), and so wide

void Measure(TextRun& run, double page_height);

// Flat pieces in a long row, most of its length inked: a drawn line of which the scan left pieces, or a line of dashes.
// A dash here and there is a cell or a part of a range.
void DropBrokenRules(std::vector<Blob>& small, double h) {
  std::vector<size_t> flat;
  for (size_t i = 0; i < small.size(); ++i)
    if (small[i].height < kFlat * h && small[i].width > small[i].height) flat.push_back(i);
  std::vector<char> drop(small.size(), 0);
  for (const size_t i : flat) {
    const double y = (small[i].y + small[i].bottom()) / 2.0;
    std::vector<size_t> band;
    int x0 = small[i].x, x1 = small[i].right(), inked = 0;
    for (const size_t k : flat) {
      if (std::abs((small[k].y + small[k].bottom()) / 2.0 - y) > 0.3 * h) continue;
      band.push_back(k);
      x0 = std::min(x0, small[k].x), x1 = std::max(x1, small[k].right()), inked += small[k].width;
    }
    if (band.size() >= 5 && x1 - x0 > 8 * h && inked > 0.35 * (x1 - x0))
      for (const size_t k : band) drop[k] = 1;
  }
  // Dots at small distances, many of them: a dotted line or a leader.
  std::vector<size_t> order(small.size());
  std::iota(order.begin(), order.end(), size_t{0});
  std::sort(order.begin(), order.end(),
            [&](size_t a, size_t b) { return small[a].x != small[b].x ? small[a].x < small[b].x : a < b; });
  std::vector<std::vector<size_t>> chains;
  for (const size_t i : order) {
    std::vector<size_t>* chain = nullptr;
    for (std::vector<size_t>& c : chains) {
      const Blob& last = small[c.back()];
      if (small[i].x - last.right() > 1.0 * h || small[i].x < last.x) continue;
      if (std::abs(small[i].y + small[i].bottom() - last.y - last.bottom()) / 2.0 < std::max(1.5, 0.1 * h)) chain = &c;
    }
    if (chain != nullptr) {
      chain->push_back(i);
    } else {
      chains.push_back({i});
    }
  }
  for (const std::vector<size_t>& c : chains)
    if (c.size() >= kDottedLine && small[c.back()].right() - small[c.front()].x > 4 * h)
      for (const size_t i : c) drop[i] = 1;
  size_t to = 0;
  for (size_t i = 0; i < small.size(); ++i)
    if (drop[i] == 0) small[to++] = small[i];
  small.resize(to);
}

// A typewriter's "4." and "8": the point stands in the wide gap between the letters and joins them.
void JoinOverPoints(std::vector<TextRun>& runs, double h) {
  std::sort(runs.begin(), runs.end(),
            [](const TextRun& a, const TextRun& b) { return a.x0 != b.x0 ? a.x0 < b.x0 : a.y0 < b.y0; });
  for (size_t i = 0; i < runs.size(); ++i) {
    for (size_t k = i + 1; k < runs.size();) {
      TextRun &a = runs[i], &b = runs[k];
      if (b.x0 - a.x1 > kGap * h) break;
      const auto last = std::max_element(a.blobs.begin(), a.blobs.end(),
                                         [](const Blob& x, const Blob& y) { return x.right() < y.right(); });
      const bool point = last->height < kSmall * h && last->width < kSmall * h;
      const bool beside = point && b.x0 >= a.x1 && std::abs(a.baseline - b.baseline) < 0.25 * h &&
                          std::max(a.letter_height, b.letter_height) < 1.3 * std::min(a.letter_height, b.letter_height);
      if (!beside) {
        ++k;
        continue;
      }
      a.blobs.insert(a.blobs.end(), b.blobs.begin(), b.blobs.end());
      runs.erase(runs.begin() + static_cast<std::ptrdiff_t>(k));
      Measure(a, h);
      k = i + 1;
    }
  }
}

// "WBC" and a small raised "01", the site of the laboratory: two small digits at the end of a line of letters are read
// as a sign (a trade mark). They are a run of their own, as they are behind small letters, which they are not beside.
void PartRaisedMarks(std::vector<TextRun>& runs, double h) {
  const size_t all = runs.size();
  for (size_t i = 0; i < all; ++i) {
    std::vector<Blob>& blobs = runs[i].blobs;
    std::sort(blobs.begin(), blobs.end(), [](const Blob& a, const Blob& b) { return a.x < b.x; });
    const double size = runs[i].letter_height, foot = runs[i].baseline;
    size_t first = blobs.size();
    while (first > 0 && blobs[first - 1].height < kRaisedHeight * size &&
           blobs[first - 1].bottom() < foot - kRaisedFoot * size)
      --first;
    if (first == 0 || first == blobs.size()) continue;
    int before = 0;
    for (size_t k = 0; k < first; ++k) before = std::max(before, blobs[k].right());
    if (blobs[first].x - before < kRaisedGap * h || runs[i].x1 - blobs[first].x < kRaisedWidth * h) continue;
    TextRun mark;
    mark.blobs.assign(blobs.begin() + static_cast<std::ptrdiff_t>(first), blobs.end());
    blobs.resize(first);
    Measure(runs[i], h);
    Measure(mark, h);
    runs.push_back(std::move(mark));
  }
}

size_t Root(std::vector<size_t>& parent, size_t i) {
  while (parent[i] != i) i = parent[i] = parent[parent[i]];
  return i;
}

// The height that most feet share; letters with a tail below it are fewer.
double Baseline(const std::vector<Blob>& letters, double letter_height) {
  const double reach = std::max(1.0, 0.1 * letter_height);
  double best = -1, at = 0;
  for (const Blob& a : letters) {
    double weight = 0, sum = 0;
    for (const Blob& b : letters) {
      if (std::abs(a.bottom() - b.bottom()) > reach) continue;
      const double w = std::min(b.width, 2 * b.height);
      weight += w;
      sum += w * b.bottom();
    }
    // Of two equal heights the higher is the baseline.
    const double score = weight - 0.01 * a.bottom() / letter_height;
    if (score > best) best = score, at = sum / weight;
  }
  return at;
}

void Measure(TextRun& run, double page_height) {
  run.x0 = run.y0 = std::numeric_limits<int>::max();
  run.x1 = run.y1 = 0;
  std::vector<Blob> letters;
  for (const Blob& b : run.blobs) {
    run.x0 = std::min(run.x0, b.x), run.y0 = std::min(run.y0, b.y);
    run.x1 = std::max(run.x1, b.right()), run.y1 = std::max(run.y1, b.bottom());
    if (b.height >= kSmall * page_height) letters.push_back(b);
  }
  if (letters.empty()) {
    // Dots and dashes: a dash stands at half a small letter's height.
    run.baseline = (run.y0 + run.y1) / 2.0 + 0.35 * page_height;
    run.letter_height = page_height;
    return;
  }
  run.baseline = Baseline(letters, page_height);
  std::vector<double> heights;
  for (const Blob& b : letters) heights.push_back(run.baseline - b.y);
  std::sort(heights.begin(), heights.end());
  const double high = heights[heights.size() * 4 / 5];
  run.letter_height =
      high > 1.3 * page_height || high < 0.6 * page_height ? std::max(high, 0.6 * page_height) : page_height;
}

bool OnlySmall(const TextRun& r, double h) {
  return std::none_of(r.blobs.begin(), r.blobs.end(), [&](const Blob& b) { return b.height >= kSmall * h; });
}

}  // namespace

std::vector<TextRun> FindRuns(const std::vector<Blob>& blobs, double h) {
  std::vector<Blob> letters, small;
  for (const Blob& b : blobs) {
    if (b.height > kTallest * h || b.width > kWidest * h) continue;
    if (b.height < kDust * h && b.width < kDust * h) continue;
    if (b.height >= kStroke * h && b.width <= kThin * h) continue;
    (b.height >= kSmall * h ? letters : small).push_back(b);
  }
  const auto by_x = [](const Blob& a, const Blob& b) { return a.x != b.x ? a.x < b.x : a.y < b.y; };
  DropBrokenRules(small, h);
  std::sort(letters.begin(), letters.end(), by_x);
  std::sort(small.begin(), small.end(), by_x);
  std::vector<size_t> parent(letters.size());
  std::iota(parent.begin(), parent.end(), size_t{0});
  // To the nearest letter on the right that stands on the same line.
  for (size_t i = 0; i < letters.size(); ++i) {
    const Blob& a = letters[i];
    double best = 1e300;
    size_t to = i;
    for (size_t k = i + 1; k < letters.size(); ++k) {
      const Blob& b = letters[k];
      const double size = std::clamp(static_cast<double>(std::min(a.height, b.height)), h, kTallest * h);
      const double gap = b.x - a.right();
      if (gap > kGap * kTallest * h) break;
      if (gap > kGap * size) continue;
      const int overlap = std::min(a.bottom(), b.bottom()) - std::max(a.y, b.y);
      if (overlap < 0.4 * std::min(a.height, b.height)) continue;
      if (std::max(a.height, b.height) > 3.2 * std::min(a.height, b.height)) continue;
      const double cost = std::max(gap, -0.5 * h);
      if (cost < best) best = cost, to = k;
    }
    if (to != i) parent[Root(parent, to)] = Root(parent, i);
  }
  std::vector<TextRun> runs;
  std::vector<size_t> run_of(letters.size(), 0);
  for (size_t i = 0; i < letters.size(); ++i) {
    const size_t root = Root(parent, i);
    if (root == i) {
      run_of[i] = runs.size();
      runs.emplace_back();
    }
  }
  for (size_t i = 0; i < letters.size(); ++i) runs[run_of[Root(parent, i)]].blobs.push_back(letters[i]);
  for (TextRun& r : runs) Measure(r, h);
  PartRaisedMarks(runs, h);
  // Dots, commas and dashes go to the run they stand in or beside; what is left of them makes runs of its own.
  // By the letters of the run, or a dotted leader would follow its own first dot.
  std::vector<std::pair<int, int>> letters_of;
  for (const TextRun& r : runs) letters_of.push_back({r.x0, r.x1});
  std::vector<Blob> alone;
  for (const Blob& s : small) {
    TextRun* best = nullptr;
    double best_gap = kSmallGap * h;
    for (size_t i = 0; i < runs.size(); ++i) {
      TextRun& r = runs[i];
      const double y = (s.y + s.bottom()) / 2.0;
      if (y < r.baseline - 1.5 * r.letter_height || y > r.baseline + 0.4 * r.letter_height) continue;
      const auto& [left, right] = letters_of[i];
      const double gap = std::max({0.0, static_cast<double>(left - s.right()), static_cast<double>(s.x - right)});
      if (gap < best_gap) best_gap = gap, best = &r;
    }
    if (best != nullptr) {
      best->blobs.push_back(s);
      best->x0 = std::min(best->x0, s.x);
      best->x1 = std::max(best->x1, s.right());
    } else {
      alone.push_back(s);
    }
  }
  for (const Blob& s : alone) {
    if (!runs.empty() && runs.back().blobs.front().height < kSmall * h) {
      TextRun& last = runs.back();
      if (s.x - last.x1 < kGap * h && std::abs((s.y + s.bottom()) / 2.0 - (last.y0 + last.y1) / 2.0) < 0.3 * h) {
        last.blobs.push_back(s);
        Measure(last, h);
        continue;
      }
    }
    runs.emplace_back();
    runs.back().blobs.push_back(s);
    Measure(runs.back(), h);
  }
  JoinOverPoints(runs, h);
  // A speck alone is dirt, a dash alone may be a cell; a row of them is a dotted or broken line.
  std::erase_if(runs, [&](const TextRun& r) {
    if (OnlySmall(r, h) && r.blobs.size() > 3) return true;
    return r.x1 - r.x0 < 0.3 * h && r.y1 - r.y0 < 0.3 * h;
  });
  LevelRows(runs, h);
  // "pg", "g/": letters that all hang below the baseline do not show it; the row does.
  for (TextRun& r : runs) {
    const double above = (r.row - r.y0) / h, below = (r.y1 - r.row) / h;
    // A point on it does: a number that is printed lower.
    const bool point = std::any_of(r.blobs.begin(), r.blobs.end(), [&](const Blob& b) {
      return b.height < kSmall * h && std::abs(b.bottom() - r.baseline) < 0.1 * h;
    });
    if (point) continue;
    if (r.x1 - r.x0 < kShort * h && r.baseline > r.row + 0.12 * h && above > 0.6 && above < 1.15 && below > 0.15 &&
        below < 0.45)
      r.baseline = r.row;
  }
  std::sort(runs.begin(), runs.end(),
            [](const TextRun& a, const TextRun& b) { return a.row != b.row ? a.row < b.row : a.x0 < b.x0; });
  return runs;
}

}  // namespace labintake::scan
