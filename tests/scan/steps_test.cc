#include "extractors/scan/steps.h"

#include <gtest/gtest.h>

namespace labintake::scan {
namespace {

TEST(Steps, AllAreTakenWithoutNames) { EXPECT_EQ(StepsWithout("").value(), Steps{}); }

TEST(Steps, NamedOnesAreLeftOut) {
  Steps wanted;
  wanted.even_light = false, wanted.ink = false;
  EXPECT_EQ(StepsWithout("ink,even-light").value(), wanted);
  EXPECT_EQ(StepsWithout("ink,ink,even-light").value(), wanted);
}

TEST(Steps, EachNameStandsForAnother) {
  const std::string names = StepNames();
  std::string all;
  for (const char c : names)
    if (c != ' ') all += c;
  const Steps none{false, false, false, false, false, false, false, false, false};
  EXPECT_EQ(StepsWithout(all).value(), none);
}

TEST(Steps, AnUnknownNameIsNamed) {
  for (const char* names : {"nonsense", "ink,", ",ink", "ink, third", "INK", ","}) {
    const Result<Steps> steps = StepsWithout(names);
    ASSERT_FALSE(steps.has_value()) << names;
    EXPECT_EQ(steps.error().code, ErrorCode::kArgument);
  }
  EXPECT_NE(StepsWithout("ink,nonsense").error().message.find("'nonsense' is no step"), std::string::npos);
}

}  // namespace
}  // namespace labintake::scan
