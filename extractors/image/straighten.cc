#include "extractors/image/straighten.h"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "extractors/image/cubic.h"
#include "extractors/image/darkest.h"

namespace labintake::image {
namespace {

constexpr double kMostSkew = 30 * std::numbers::pi / 180;
constexpr size_t kMostLetters = 4000;  // more bring nothing but time

// A letter in the turned picture: its foot, and where it begins and ends.
struct Foot {
  double u = 0, v = 0;
  double half = 0;  // half its width
};

double Score(const std::vector<Foot>& feet, double angle, double bin, std::vector<int>& counts) {
  const double s = std::sin(angle), c = std::cos(angle);
  double low = 1e300, high = -1e300;
  for (const Foot& f : feet) {
    const double v = f.v * c - f.u * s;
    low = std::min(low, v), high = std::max(high, v);
  }
  counts.assign(static_cast<size_t>((high - low) / bin) + 2, 0);
  for (const Foot& f : feet) ++counts[static_cast<size_t>((f.v * c - f.u * s - low) / bin)];
  double sum = 0;
  for (size_t i = 0; i + 1 < counts.size(); ++i) {
    const double pair = counts[i] + counts[i + 1];  // feet that fall on the edge of a bin count too
    sum += pair * pair;
  }
  return sum;
}

// The angle at which the feet of the letters fall into the fewest rows.
double FindAngle(const std::vector<Foot>& feet, double letter_height) {
  std::vector<int> counts;
  const auto search = [&](double from, double to, double step, double bin) {
    double best = -1, at = 0;
    for (double angle = from; angle <= to + step / 2; angle += step) {
      const double score = Score(feet, angle, bin, counts);
      if (score > best * 1.0000001) best = score, at = angle;
    }
    return at;
  };
  constexpr double kDegree = std::numbers::pi / 180;
  const double coarse = search(-kMostSkew, kMostSkew, 0.5 * kDegree, 0.35 * letter_height);
  const double fine = search(coarse - 0.6 * kDegree, coarse + 0.6 * kDegree, 0.1 * kDegree, 0.2 * letter_height);
  return search(fine - 0.1 * kDegree, fine + 0.1 * kDegree, 0.02 * kDegree, 0.15 * letter_height);
}

using Chain = std::vector<Foot>;

// Letters that follow each other on one line, with gaps up to `gap`.
std::vector<Chain> Chains(std::vector<Foot> feet, double letter_height, double gap) {
  std::sort(feet.begin(), feet.end(), [](const Foot& a, const Foot& b) { return a.u != b.u ? a.u < b.u : a.v < b.v; });
  std::vector<Chain> done, open;
  for (const Foot& f : feet) {
    Chain* best = nullptr;
    double best_distance = 1e300;
    for (size_t i = 0; i < open.size();) {
      const Foot& last = open[i].back();
      const double distance = f.u - f.half - last.u - last.half;
      if (distance > gap) {
        done.push_back(std::move(open[i]));
        if (i + 1 != open.size()) open[i] = std::move(open.back());
        open.pop_back();
        continue;
      }
      const size_t n = open[i].size();
      double level = 0;
      const size_t few = std::min<size_t>(n, 4);
      for (size_t k = n - few; k < n; ++k) level += open[i][k].v;
      level /= static_cast<double>(few);
      const double off = std::abs(f.v - level);
      if (off < 0.3 * letter_height) {
        const double cost = std::max(distance, 0.0) + 4 * off;
        if (cost < best_distance) best_distance = cost, best = &open[i];
      }
      ++i;
    }
    if (best != nullptr) {
      best->push_back(f);
    } else {
      open.push_back({f});
    }
  }
  for (Chain& c : open) done.push_back(std::move(c));
  std::erase_if(done, [&](const Chain& c) { return c.size() < 5 || c.back().u - c.front().u < 4 * letter_height; });
  std::sort(done.begin(), done.end(), [](const Chain& a, const Chain& b) {
    return a.front().v != b.front().v ? a.front().v < b.front().v : a.front().u < b.front().u;
  });
  return done;
}

constexpr size_t kTerms = 6;
using Terms = std::array<double, kTerms>;

Terms TermsAt(double a, double b) { return {a, a * b, a * a, a * a * b, a * a * a, a * b * b}; }

// Solves the normal equations by elimination with pivots; false when they are singular.
bool Solve(std::array<Terms, kTerms> m, Terms r, size_t n, Terms* out) {
  for (size_t i = 0; i < n; ++i) {
    size_t pivot = i;
    for (size_t k = i + 1; k < n; ++k)
      if (std::abs(m[k][i]) > std::abs(m[pivot][i])) pivot = k;
    if (std::abs(m[pivot][i]) < 1e-12) return false;
    std::swap(m[i], m[pivot]);
    std::swap(r[i], r[pivot]);
    for (size_t k = i + 1; k < n; ++k) {
      const double f = m[k][i] / m[i][i];
      for (size_t j = i; j < n; ++j) m[k][j] -= f * m[i][j];
      r[k] -= f * r[i];
    }
  }
  *out = {};
  for (size_t i = n; i-- > 0;) {
    double sum = r[i];
    for (size_t j = i + 1; j < n; ++j) sum -= m[i][j] * (*out)[j];
    (*out)[i] = sum / m[i][i];
  }
  return true;
}

// The smooth field that makes every chain level, by least squares with doubt about outliers (descenders, commas). Each
// chain's own height is free. With few chains only turn and keystone are asked for.
void FitField(const std::vector<Chain>& chains, double letter_height, DisplacementField* field) {
  const size_t n = chains.size() >= 8 ? kTerms : chains.size() >= 4 ? 3 : 1;
  constexpr Terms kRidge = {0, 1e-4, 1e-4, 1e-3, 1e-3, 1e-3};
  for (int round = 0; round < 5; ++round) {
    std::array<Terms, kTerms> m{};
    Terms r{};
    double total = 0;
    for (const Chain& chain : chains) {
      // The chain's height at present: the median, so that descenders do not pull it.
      std::vector<double> levels;
      for (const Foot& f : chain) levels.push_back(f.v + field->At(f.u, f.v));
      std::vector<double> sorted = levels;
      std::nth_element(sorted.begin(), sorted.begin() + static_cast<std::ptrdiff_t>(sorted.size() / 2), sorted.end());
      const double middle = sorted[sorted.size() / 2];
      double weights = 0, mean_v = 0;
      Terms mean{};
      std::vector<double> weight(chain.size());
      for (size_t i = 0; i < chain.size(); ++i) {
        const double off = std::abs(levels[i] - middle) / (0.12 * letter_height);
        weight[i] = off <= 1 ? 1 : 1 / (off * off);
        const Terms t =
            TermsAt((chain[i].u - field->center_u) / field->unit, (chain[i].v - field->center_v) / field->unit);
        weights += weight[i];
        mean_v += weight[i] * chain[i].v;
        for (size_t k = 0; k < n; ++k) mean[k] += weight[i] * t[k];
      }
      mean_v /= weights;
      for (double& x : mean) x /= weights;
      for (size_t i = 0; i < chain.size(); ++i) {
        const Terms t =
            TermsAt((chain[i].u - field->center_u) / field->unit, (chain[i].v - field->center_v) / field->unit);
        for (size_t k = 0; k < n; ++k) {
          const double d = t[k] - mean[k];
          r[k] -= weight[i] * d * (chain[i].v - mean_v);
          for (size_t j = 0; j < n; ++j) m[k][j] += weight[i] * d * (t[j] - mean[j]);
        }
      }
      total += weights;
    }
    for (size_t k = 0; k < n; ++k) m[k][k] += kRidge[k] * total + 1e-9;
    Terms c{};
    if (!Solve(m, r, n, &c)) return;
    field->c = c;
  }
}

DisplacementField FindField(const std::vector<Foot>& feet, double letter_height) {
  DisplacementField field;
  double u0 = 1e300, u1 = -1e300, v0 = 1e300, v1 = -1e300;
  for (const Foot& f : feet)
    u0 = std::min(u0, f.u), u1 = std::max(u1, f.u), v0 = std::min(v0, f.v), v1 = std::max(v1, f.v);
  field.center_u = (u0 + u1) / 2;
  field.center_v = (v0 + v1) / 2;
  field.unit = std::max({(u1 - u0) / 2, (v1 - v0) / 2, 1.0});
  field.a0 = (u0 - field.center_u) / field.unit, field.a1 = (u1 - field.center_u) / field.unit;
  field.b0 = (v0 - field.center_v) / field.unit, field.b1 = (v1 - field.center_v) / field.unit;
  std::vector<Chain> chains = Chains(feet, letter_height, 2.5 * letter_height);
  if (chains.empty()) return field;
  FitField(chains, letter_height, &field);
  // With the field known, cells of one row find each other over the gaps of a table.
  std::vector<Foot> level = feet;
  for (Foot& f : level) f.v += field.At(f.u, f.v);
  std::vector<Chain> rows = Chains(level, letter_height, 25 * letter_height);
  DisplacementField rest = field;
  rest.c = {};
  if (!rows.empty()) {
    FitField(rows, letter_height, &rest);
    for (size_t k = 0; k < kTerms; ++k) field.c[k] += rest.c[k];
  }
  // Less than this moves nothing that a line of text would notice.
  double most = 0;
  for (const Foot& f : feet) most = std::max(most, std::abs(field.At(f.u, f.v)));
  if (most < 0.12 * letter_height) field.c = {};
  return field;
}

Raster HalfSize(const Raster& r) {
  Raster out;
  out.width = r.width / 2;
  out.height = r.height / 2;
  out.dpi = r.dpi / 2;
  out.grey.resize(static_cast<size_t>(out.width) * out.height);
  for (int y = 0; y < out.height; ++y) {
    const uint8_t* a = r.grey.data() + static_cast<size_t>(2 * y) * r.width;
    const uint8_t* b = a + r.width;
    uint8_t* to = out.grey.data() + static_cast<size_t>(y) * out.width;
    for (int x = 0; x < out.width; ++x)
      to[x] = static_cast<uint8_t>((a[2 * x] + a[2 * x + 1] + b[2 * x] + b[2 * x + 1] + 2) / 4);
  }
  return out;
}

}  // namespace

double DisplacementField::At(double u, double v) const {
  const double a = std::clamp((u - center_u) / unit, a0, a1), b = std::clamp((v - center_v) / unit, b0, b1);
  const Terms t = TermsAt(a, b);
  double sum = 0;
  for (size_t k = 0; k < kTerms; ++k) sum += c[k] * t[k];
  return sum;
}

void Straightening::Source(double x, double y, double* from_x, double* from_y) const {
  const double u = x / scale + origin_u, level = y / scale + origin_v;
  double v = level;
  for (int i = 0; i < 4; ++i) v = level - field.At(u, v);
  const double s = std::sin(angle), c = std::cos(angle);
  *from_x = u * c - v * s;
  *from_y = u * s + v * c;
}

bool LiesOnItsSide(const std::vector<Blob>& letters) {
  // Letters of a line stand closer to each other than lines do.
  const size_t step = std::max<size_t>(1, letters.size() / 1200);
  int level = 0, upright = 0;
  for (size_t i = 0; i < letters.size(); i += step) {
    const Blob& a = letters[i];
    double best = 1e300;
    bool beside = false;
    for (size_t k = 0; k < letters.size(); ++k) {
      if (k == i) continue;
      const Blob& b = letters[k];
      const double dx = std::max({0, b.x - a.right(), a.x - b.right()}),
                   dy = std::max({0, b.y - a.bottom(), a.y - b.bottom()});
      const double cx = std::abs(a.x + a.width / 2.0 - b.x - b.width / 2.0),
                   cy = std::abs(a.y + a.height / 2.0 - b.y - b.height / 2.0);
      const double distance = dx + dy + 0.01 * (cx + cy);
      if (distance < best) best = distance, beside = cx > cy;
    }
    const int weight = a.width > 2 * a.height || a.height > 2 * a.width ? 2 : 1;
    if (a.width > 2.5 * a.height) beside = true;
    if (a.height > 2.5 * a.width && a.width > 6) beside = false;
    (beside ? level : upright) += weight;
  }
  return upright > 1.5 * level;
}

Raster Turn(const Raster& raster, int quarters) {
  quarters &= 3;
  if (quarters == 0) return raster;
  Raster out;
  out.dpi = raster.dpi;
  out.width = quarters == 2 ? raster.width : raster.height;
  out.height = quarters == 2 ? raster.height : raster.width;
  out.grey.resize(raster.grey.size());
  for (int y = 0; y < raster.height; ++y) {
    const uint8_t* from = raster.grey.data() + static_cast<size_t>(y) * raster.width;
    for (int x = 0; x < raster.width; ++x) {
      const int tx = quarters == 1 ? raster.height - 1 - y : quarters == 2 ? raster.width - 1 - x : y;
      const int ty = quarters == 1 ? x : quarters == 2 ? raster.height - 1 - y : raster.width - 1 - x;
      out.grey[static_cast<size_t>(ty) * out.width + tx] = from[x];
    }
  }
  return out;
}

Straightening FindStraightening(const Raster& raster, const std::vector<Blob>& letters, double letter_height,
                                double wanted_height) {
  Straightening out;
  out.width = raster.width;
  out.height = raster.height;
  if (letter_height <= 0) return out;
  const double ratio = wanted_height / letter_height;
  if (ratio > 1.2 || ratio < 0.8) out.scale = ratio;
  const size_t step = letters.size() / kMostLetters + 1;
  std::vector<Foot> feet;
  for (size_t i = 0; i < letters.size(); i += step)
    feet.push_back(
        {letters[i].x + letters[i].width / 2.0, static_cast<double>(letters[i].bottom()), letters[i].width / 2.0});
  if (feet.size() >= 12) out.angle = FindAngle(feet, letter_height);
  if (std::abs(out.angle) * std::max(raster.width, raster.height) < 0.25 * letter_height) out.angle = 0;
  const double s = std::sin(out.angle), c = std::cos(out.angle);
  for (Foot& f : feet) {
    // The foot of a turned letter is the lowest point of its own upright, not of its box; near enough for small
    // letters.
    const double u = f.u * c + f.v * s, v = f.v * c - f.u * s;
    f.u = u, f.v = v;
  }
  if (feet.size() >= 24) out.field = FindField(feet, letter_height);
  double u0 = 1e300, u1 = -1e300, v0 = 1e300, v1 = -1e300;
  for (const double x : {0.0, static_cast<double>(raster.width)}) {
    for (const double y : {0.0, static_cast<double>(raster.height)}) {
      const double u = x * c + y * s, v = y * c - x * s, w = v + out.field.At(u, v);
      u0 = std::min(u0, u), u1 = std::max(u1, u), v0 = std::min(v0, std::min(v, w)), v1 = std::max(v1, std::max(v, w));
    }
  }
  out.origin_u = u0;
  out.origin_v = v0;
  out.width = std::max(1, static_cast<int>((u1 - u0) * out.scale));
  out.height = std::max(1, static_cast<int>((v1 - v0) * out.scale));
  return out;
}

Raster Apply(const Straightening& s, const Raster& raster, int ground) {
  if (s.angle == 0 && s.field.c == Terms{} && s.scale == 1) return raster;
  Raster reduced;
  const Raster* from = &raster;
  double factor = 1;
  while (s.scale * factor < 0.6) {
    reduced = HalfSize(*from);
    from = &reduced;
    factor *= 2;
  }
  const Darkest darkest(*from);
  Raster out;
  out.width = s.width;
  out.height = s.height;
  out.dpi = raster.dpi * s.scale;
  out.grey.assign(static_cast<size_t>(out.width) * out.height, 255);
  // The way back is exact at the corners of a mesh, and even between them.
  constexpr int kMesh = 16;
  struct Place {
    float x = 0, y = 0;
  };
  const auto at = [&](int x, int y) {
    double u = 0, v = 0;
    s.Source(x + 0.5, y + 0.5, &u, &v);
    return Place{static_cast<float>(u / factor - 0.5), static_cast<float>(v / factor - 0.5)};
  };
  const auto between = [](const Place& a, const Place& b, float t) {
    return Place{a.x + (b.x - a.x) * t, a.y + (b.y - a.y) * t};
  };
  for (int y0 = 0; y0 < out.height; y0 += kMesh) {
    Place right_top = at(0, y0), right_foot = at(0, y0 + kMesh);
    for (int x0 = 0; x0 < out.width; x0 += kMesh) {
      const Place left_top = right_top, left_foot = right_foot;
      right_top = at(x0 + kMesh, y0);
      right_foot = at(x0 + kMesh, y0 + kMesh);
      const auto [x_low, x_high] = std::minmax({left_top.x, left_foot.x, right_top.x, right_foot.x});
      const auto [y_low, y_high] = std::minmax({left_top.y, left_foot.y, right_top.y, right_foot.y});
      if (darkest.In(x_low, y_low, x_high, y_high) >= ground) continue;
      for (int y = y0; y < std::min(y0 + kMesh, out.height); ++y) {
        const float down = static_cast<float>(y - y0) / kMesh;
        const Place left = between(left_top, left_foot, down), right = between(right_top, right_foot, down);
        uint8_t* to = out.grey.data() + static_cast<size_t>(y) * out.width;
        for (int x = x0; x < std::min(x0 + kMesh, out.width); ++x) {
          const Place p = between(left, right, static_cast<float>(x - x0) / kMesh);
          to[x] = SampleCubic(*from, p.x, p.y);
        }
      }
    }
  }
  return out;
}

Projection WayBack(const Straightening& s) {
  // The projection through the images of the four corners of the middle three quarters, where the text is.
  std::array<double, 4> xs{}, ys{}, us{}, vs{};
  for (size_t k = 0; k < 4; ++k) {
    xs[k] = s.width * (k % 2 == 0 ? 0.125 : 0.875);
    ys[k] = s.height * (k / 2 == 0 ? 0.125 : 0.875);
    s.Source(xs[k], ys[k], &us[k], &vs[k]);
  }
  // Eight equations for m0..m7 with m8 = 1.
  std::array<std::array<double, 9>, 8> e{};
  for (size_t k = 0; k < 4; ++k) {
    e[2 * k] = {xs[k], ys[k], 1, 0, 0, 0, -us[k] * xs[k], -us[k] * ys[k], us[k]};
    e[2 * k + 1] = {0, 0, 0, xs[k], ys[k], 1, -vs[k] * xs[k], -vs[k] * ys[k], vs[k]};
  }
  for (size_t i = 0; i < 8; ++i) {
    size_t pivot = i;
    for (size_t k = i + 1; k < 8; ++k)
      if (std::abs(e[k][i]) > std::abs(e[pivot][i])) pivot = k;
    std::swap(e[i], e[pivot]);
    if (std::abs(e[i][i]) < 1e-12) return {};
    for (size_t k = 0; k < 8; ++k) {
      if (k == i) continue;
      const double f = e[k][i] / e[i][i];
      for (size_t j = i; j < 9; ++j) e[k][j] -= f * e[i][j];
    }
  }
  Projection out;
  for (size_t i = 0; i < 8; ++i) out.m[i] = e[i][8] / e[i][i];
  return out;
}

}  // namespace labintake::image
