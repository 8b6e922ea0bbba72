#include "model/decimal.h"

#include <gtest/gtest.h>

namespace labintake {
namespace {

std::string Printed(const char* text) {
  const auto d = Decimal::Parse(text);
  return d ? d->ToString() : "none";
}

TEST(Decimal, KeepsPrintedDigits) {
  EXPECT_EQ(Printed("0.50"), "0.50");
  EXPECT_EQ(Printed("007"), "007");
  EXPECT_EQ(Printed(".8"), "0.8");
  EXPECT_EQ(Printed("-1.20"), "-1.20");
  EXPECT_EQ(Printed("+3"), "3");
  EXPECT_EQ(Printed("7.53e12"), "7.53e12");
  EXPECT_EQ(Printed("5E-1"), "5e-1");
}

TEST(Decimal, RefusesWhatIsNoNumber) {
  for (const char* text : {"", "abc", "1,000", "1.", ".", "1.2.3", "5265-E1", "1e", "1e100", "--1", " 1", "1 ",
                           "12345678901234567890123456789012345678901"})
    EXPECT_EQ(Printed(text), "none") << text;
}

TEST(Decimal, ComparesByValue) {
  const auto d = [](const char* t) { return *Decimal::Parse(t); };
  EXPECT_EQ(d("0.5"), d("0.50"));
  EXPECT_EQ(d("1e3"), d("1000.0"));
  EXPECT_EQ(d("-0"), d("0.00"));
  EXPECT_LT(d("9"), d("10"));
  EXPECT_LT(d("-10"), d("-9"));
  EXPECT_LT(d("-1"), d("0"));
  EXPECT_LT(d("8.61e11"), d("3.31e12"));
  EXPECT_GT(d("0.1"), d("0.099999999999999999999999"));
}

// Every pair of small decimals against integer arithmetic.
TEST(Decimal, AgreesWithScaledIntegers) {
  for (int a = -150; a <= 150; a += 7) {
    for (int b = -150; b <= 150; b += 3) {
      const auto print = [](int hundredths) {
        const int m = std::abs(hundredths);
        return std::string(hundredths < 0 ? "-" : "") + std::to_string(m / 100) + "." + std::to_string(m / 10 % 10) +
               std::to_string(m % 10);
      };
      const Decimal x = *Decimal::Parse(print(a)), y = *Decimal::Parse(print(b));
      EXPECT_EQ(x < y, a < b) << a << " " << b;
      EXPECT_EQ(x == y, a == b) << a << " " << b;
    }
  }
}

}  // namespace
}  // namespace labintake
