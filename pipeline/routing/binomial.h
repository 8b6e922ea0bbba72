// The binomial distribution: what a count of errors says of the rate behind it.
//
// Pure functions; thread-safe. Exact to about ten digits for counts to a million.
#pragma once

namespace labintake::pipeline {

struct Interval {
  double low = 0, high = 1;
};

// P(X <= k) for X of `n` trials with probability `p` each. REQUIRES: n >= 0, 0 <= p <= 1.
double BinomialCdf(int k, int n, double p);

// Clopper and Pearson (Biometrika 26, 1934): every rate that would not make `k` of `n` or fewer, or `k` or more, rarer
// than one in forty. Covers the true rate in at least 95 of 100 cases, whatever it is. [0, 1] for n = 0.
Interval ClopperPearson95(int k, int n);

// The middle 95 % of the counts that `n` trials with probability `p` give: [low, high], both included.
struct CountInterval {
  int low = 0, high = 0;
};
CountInterval Middle95(int n, double p);

}  // namespace labintake::pipeline
