#include "pipeline/routing/binomial.h"

#include <gtest/gtest.h>

#include <cmath>

namespace labintake::pipeline {
namespace {

// By its definition.
double Sum(int k, int n, double p) {
  double sum = 0;
  for (int i = 0; i <= k; ++i) {
    sum += std::exp(std::lgamma(n + 1) - std::lgamma(i + 1) - std::lgamma(n - i + 1) + i * std::log(p) +
                    (n - i) * std::log(1 - p));
  }
  return sum;
}

TEST(Binomial, TheDistributionIsTheSumOfItsTerms) {
  for (const int n : {1, 5, 40, 700}) {
    for (const double p : {0.001, 0.3, 0.5, 0.97, 0.9995}) {
      for (const int k : {0, n / 3, n / 2, n - 1})
        EXPECT_NEAR(BinomialCdf(k, n, p), Sum(k, n, p), 1e-10) << n << p << k;
    }
  }
  EXPECT_EQ(BinomialCdf(-1, 10, 0.5), 0);
  EXPECT_EQ(BinomialCdf(10, 10, 0.5), 1);
  EXPECT_EQ(BinomialCdf(0, 10, 0), 1);
  EXPECT_EQ(BinomialCdf(9, 10, 1), 0);
}

// Closed forms for k = 0 and k = n; the others from published tables.
TEST(Binomial, ClopperPearsonIsThatOfTheBooks) {
  EXPECT_EQ(ClopperPearson95(0, 10).low, 0);
  EXPECT_NEAR(ClopperPearson95(0, 10).high, 1 - std::pow(0.025, 0.1), 1e-9);
  EXPECT_NEAR(ClopperPearson95(0, 1439).high, 1 - std::pow(0.025, 1.0 / 1439), 1e-9);
  EXPECT_NEAR(ClopperPearson95(10, 10).low, std::pow(0.025, 0.1), 1e-9);
  EXPECT_EQ(ClopperPearson95(10, 10).high, 1);
  EXPECT_NEAR(ClopperPearson95(5, 10).low, 0.18709, 1e-5);
  EXPECT_NEAR(ClopperPearson95(5, 10).high, 0.81291, 1e-5);
  EXPECT_NEAR(ClopperPearson95(1, 20).low, 0.00127, 1e-5);
  EXPECT_NEAR(ClopperPearson95(1, 20).high, 0.24873, 1e-5);
  EXPECT_EQ(ClopperPearson95(0, 0).low, 0);
  EXPECT_EQ(ClopperPearson95(0, 0).high, 1);
}

TEST(Binomial, TheMiddleLeavesAFortiethOnEachSide) {
  for (const int n : {1, 20, 333, 5000}) {
    for (const double p : {0.0, 0.1, 0.5, 0.99, 1.0}) {
      const CountInterval middle = Middle95(n, p);
      EXPECT_LE(BinomialCdf(middle.low - 1, n, p), 0.025);
      EXPECT_GE(BinomialCdf(middle.high, n, p), 0.975);
      EXPECT_LE(middle.low, middle.high);
    }
  }
  EXPECT_EQ(Middle95(100, 0.5).low, 40);
  EXPECT_EQ(Middle95(100, 0.5).high, 60);
}

}  // namespace
}  // namespace labintake::pipeline
