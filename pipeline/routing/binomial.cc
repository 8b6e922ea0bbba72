#include "pipeline/routing/binomial.h"

#include <cmath>
#include <limits>

namespace labintake::pipeline {
namespace {

constexpr double kTail = 0.025;

double LogGamma(double x) {
  int sign = 0;  // std::lgamma keeps it in a global
  return lgamma_r(x, &sign);
}

// The continued fraction of the incomplete beta function, by Lentz's method. Numerical Recipes, section 6.4.
double BetaFraction(double a, double b, double x) {
  constexpr double kTiny = 1e-300;
  constexpr int kMost = 10'000;  // steps; about sqrt(max(a, b)) are needed
  const auto not_zero = [](double v) { return std::abs(v) < kTiny ? kTiny : v; };
  double c = 1, d = 1 / not_zero(1 - (a + b) * x / (a + 1)), fraction = d;
  for (int m = 1; m <= kMost; ++m) {
    const double even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m));
    d = 1 / not_zero(1 + even * d);
    c = not_zero(1 + even / c);
    fraction *= d * c;
    const double odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1));
    d = 1 / not_zero(1 + odd * d);
    c = not_zero(1 + odd / c);
    fraction *= d * c;
    if (std::abs(d * c - 1) < 4 * std::numeric_limits<double>::epsilon()) break;
  }
  return fraction;
}

// The regularised incomplete beta function I_x(a, b).
double IncompleteBeta(double a, double b, double x) {
  if (x <= 0) return 0;
  if (x >= 1) return 1;
  const double front = std::exp(LogGamma(a + b) - LogGamma(a) - LogGamma(b) + a * std::log(x) + b * std::log1p(-x));
  // The fraction converges fast on this side of the mean only.
  if (x < (a + 1) / (a + b + 2)) return front * BetaFraction(a, b, x) / a;
  return 1 - front * BetaFraction(b, a, 1 - x) / b;
}

// The p with IncompleteBeta(a, b, p) = q.
double BetaQuantile(double a, double b, double q) {
  double low = 0, high = 1;
  for (int i = 0; i < 60; ++i) {
    const double middle = (low + high) / 2;
    (IncompleteBeta(a, b, middle) < q ? low : high) = middle;
  }
  return (low + high) / 2;
}

// The least k with P(X <= k) >= q.
int CountQuantile(int n, double p, double q) {
  int low = 0, high = n;
  while (low < high) {
    const int middle = low + (high - low) / 2;
    if (BinomialCdf(middle, n, p) >= q) {
      high = middle;
    } else {
      low = middle + 1;
    }
  }
  return low;
}

}  // namespace

double BinomialCdf(int k, int n, double p) {
  if (k < 0) return 0;
  if (k >= n) return 1;
  return IncompleteBeta(n - k, k + 1, 1 - p);
}

Interval ClopperPearson95(int k, int n) {
  if (n <= 0) return {};
  return {k == 0 ? 0 : BetaQuantile(k, n - k + 1, kTail), k == n ? 1 : BetaQuantile(k + 1, n - k, 1 - kTail)};
}

CountInterval Middle95(int n, double p) { return {CountQuantile(n, p, kTail), CountQuantile(n, p, 1 - kTail)}; }

}  // namespace labintake::pipeline
