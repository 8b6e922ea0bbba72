#include "terminology/validation/printed_number.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>

namespace labintake::validation {
namespace {

Decimal D(const char* text) { return *Decimal::Parse(text); }

bool Offers(const char* printed, const char* other, Misreading misreading) {
  const std::vector<Reading> readings = OtherReadings(D(printed));
  return std::any_of(readings.begin(), readings.end(),
                     [&](const Reading& r) { return r.text == other && r.misreading == misreading; });
}

TEST(PrintedNumber, HalfStep) {
  EXPECT_DOUBLE_EQ(HalfStep(D("4.1")), 0.05);
  EXPECT_DOUBLE_EQ(HalfStep(D("141")), 0.5);
  EXPECT_DOUBLE_EQ(HalfStep(D("140")), 0.5) << "three digits are what was measured";
  EXPECT_DOUBLE_EQ(HalfStep(D("250000")), 5000);
  EXPECT_DOUBLE_EQ(HalfStep(D("6480")), 5);
  EXPECT_DOUBLE_EQ(HalfStep(D("7.53e12")), 0.005e12);
  EXPECT_DOUBLE_EQ(HalfStep(D("0")), 0.5);
}

TEST(PrintedNumber, LostPoints) {
  EXPECT_TRUE(Offers("141", "14.1", Misreading::kPointLost));
  EXPECT_TRUE(Offers("141", "1.41", Misreading::kPointLost));
  EXPECT_TRUE(Offers("141", "0.141", Misreading::kPointLost));
  EXPECT_TRUE(Offers("08", "0.8", Misreading::kPointLost));
  EXPECT_FALSE(Offers("14.1", "1.41", Misreading::kPointLost)) << "it has its point";
}

TEST(PrintedNumber, OtherKinds) {
  EXPECT_TRUE(Offers("4.1", "9.1", Misreading::kDigit));
  EXPECT_TRUE(Offers("4.1", "4.7", Misreading::kDigit));
  EXPECT_FALSE(Offers("4.1", "4.2", Misreading::kDigit)) << "1 and 2 do not look alike";
  EXPECT_TRUE(Offers("2.1", "-2.1", Misreading::kMinusLost));
  EXPECT_TRUE(Offers("14.1", "141", Misreading::kPointGained));
  EXPECT_TRUE(Offers("14.1", "1.41", Misreading::kPointMoved));
  EXPECT_TRUE(Offers("7.53e12", "7.58e12", Misreading::kDigit));
  EXPECT_FALSE(Offers("7.53e12", "7.53e42", Misreading::kDigit)) << "exponents stay";
}

TEST(PrintedNumber, LikelierKindsComeFirst) {
  const std::vector<Reading> readings = OtherReadings(D("45.1"));
  EXPECT_TRUE(std::is_sorted(readings.begin(), readings.end(),
                             [](const Reading& a, const Reading& b) { return a.misreading < b.misreading; }));
}

TEST(PrintedNumber, LookAlikesAreMutual) {
  for (char a = '0'; a <= '9'; ++a)
    for (const char b : LookAlikes(a)) EXPECT_NE(LookAlikes(b).find(a), std::string_view::npos) << a << " and " << b;
}

TEST(PrintedNumber, PointMoved) {
  EXPECT_EQ(WithPointMoved(D("141"), 1).ToString(), "14.1");
  EXPECT_EQ(WithPointMoved(D("14.1"), 1).ToString(), "1.41");
  EXPECT_EQ(WithPointMoved(D("14.1"), -1).ToString(), "141");
  EXPECT_EQ(WithPointMoved(D("5"), 3).ToString(), "0.005");
  EXPECT_EQ(WithPointMoved(D("5"), -2).ToString(), "500");
  EXPECT_EQ(WithPointMoved(D("-08"), 1).ToString(), "-0.8");
  const std::string longest(40, '9');
  EXPECT_EQ(WithPointMoved(D(longest.c_str()), -1).ToString(), longest);
}

TEST(PrintedNumber, LeadingZero) {
  EXPECT_TRUE(HasLeadingZero(D("08")));
  EXPECT_TRUE(HasLeadingZero(D("007")));
  EXPECT_FALSE(HasLeadingZero(D("0")));
  EXPECT_FALSE(HasLeadingZero(D("0.8")));
  EXPECT_FALSE(HasLeadingZero(D("80")));
  EXPECT_FALSE(HasLeadingZero(D("08e3")));
}

}  // namespace
}  // namespace labintake::validation
