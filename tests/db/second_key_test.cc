#include "db/second_key.h"

#include <gtest/gtest.h>

#include "tests/db/fake_reports.h"

namespace labintake::db::testing {
namespace {

using enum DecisionAction;

KeyedAnswer Result(const std::string& value, const std::string& unit = "mg/dL", DecisionAction action = kEdit) {
  KeyedAnswer answer;
  answer.action = action;
  answer.fields.value = value;
  answer.fields.unit = unit;
  return answer;
}

KeyedAnswer None(DecisionAction action) { return {action, {}}; }

const std::vector<std::string> kFields = {"value", "unit"};

TEST(SecondKey, WhatCountsAsTheSame) {
  EXPECT_TRUE(SameKeyed("3.4 - 10.8", "3.4–10.8"));
  EXPECT_TRUE(SameKeyed("Negative", " NEGATIVE "));
  EXPECT_TRUE(SameKeyed("µg/L", "μg/l"));
  EXPECT_FALSE(SameKeyed("4.50", "4.5"));
  EXPECT_FALSE(SameKeyed("4,5", "4.5"));
  EXPECT_FALSE(SameKeyed("<4", "4"));
  EXPECT_FALSE(SameKeyed("", "0"));
}

TEST(SecondKey, TwoAgreeInKindAndFields) {
  EXPECT_TRUE(Agree(Result("5"), Result("5"), kFields));
  EXPECT_TRUE(Agree(Result("5", "mg/dL", kAccept), Result("5"), kFields)) << "accepted or typed is the same word";
  EXPECT_TRUE(Agree(Result("5", "mg/dl"), Result("5", "mg/100 mL"), kFields)) << "units of one UCUM code";
  EXPECT_FALSE(Agree(Result("5"), Result("6"), kFields));
  EXPECT_FALSE(Agree(Result("5", "mg/dL"), Result("5", "mmol/L"), kFields));
  EXPECT_FALSE(Agree(Result("5"), None(kNotAResult), kFields));
  EXPECT_FALSE(Agree(None(kUnreadable), None(kNotAResult), kFields));
  EXPECT_TRUE(Agree(None(kUnreadable), None(kUnreadable), kFields));
  EXPECT_TRUE(Agree(Result("5", "mg/dL"), Result("5", "mmol/L"), std::vector<std::string>{"value"}));
}

// Every kind of first answer with every kind of second one, and what a third may say.
TEST(SecondKey, WhatFollows) {
  const std::vector<KeyedAnswer> kinds = {Result("5"), Result("5", "mg/dL", kAccept), Result("6"), None(kNotAResult),
                                          None(kUnreadable)};
  for (const KeyedAnswer& first : kinds) {
    const std::vector<KeyedAnswer> one = {first};
    EXPECT_EQ(NextKey(false, one, kFields).step, KeyStep::kDecided);
    EXPECT_EQ(NextKey(false, one, kFields).answer, 0u);
    EXPECT_EQ(NextKey(true, one, kFields).step, KeyStep::kSecond);
    for (const KeyedAnswer& second : kinds) {
      const std::vector<KeyedAnswer> two = {first, second};
      const KeyOutcome after = NextKey(true, two, kFields);
      EXPECT_EQ(after.step, Agree(first, second, kFields) ? KeyStep::kDecided : KeyStep::kThird);
      EXPECT_EQ(after.answer, 0u);
      for (const KeyedAnswer& third : kinds) {
        const std::vector<KeyedAnswer> three = {first, second, third};
        EXPECT_EQ(NextKey(true, three, kFields).step, KeyStep::kDecided);
        EXPECT_EQ(NextKey(true, three, kFields).answer, 2u) << "a third has the last word";
      }
    }
  }
}

class NeedsSecondKeyTest : public ::testing::Test {
 protected:
  NeedsSecondKeyTest() {
    row_ = Row("Potassium", "5.0", "mmol/L");
    row_.analyte.id = "potassium-serum";
    row_.canonical.value = Decimal::Parse("5.0");
    row_.confidence = 0.8;
  }

  // As if the person had typed `value`.
  SecondKeyReason Typed(const std::string& value, const std::string& analyte = "potassium-serum") {
    Observation result = row_;
    result.analyte.id = analyte;
    result.canonical.value = Decimal::Parse(value);
    return NeedsSecondKey(policy_, "qitem", row_, true, kEdit, result);
  }
  SecondKeyReason Said(DecisionAction action) { return NeedsSecondKey(policy_, "qitem", row_, true, action, {}); }

  SecondKeyPolicy policy_;
  Observation row_;
};

TEST_F(NeedsSecondKeyTest, NothingByDefault) {
  for (const DecisionAction action : {kAccept, kEdit, kNotAResult, kUnreadable, kNoAnalyte, kPostpone}) {
    EXPECT_EQ(NeedsSecondKey(policy_, "qitem", row_, true, action, row_), SecondKeyReason::kNone);
  }
}

TEST_F(NeedsSecondKeyTest, AnalytesAsReadOrAsStated) {
  policy_.analytes = {"potassium-serum"};
  EXPECT_EQ(Typed("5"), SecondKeyReason::kAnalyte);
  EXPECT_EQ(Typed("5", "sodium-serum"), SecondKeyReason::kAnalyte) << "it was read as potassium";
  EXPECT_EQ(Said(kNotAResult), SecondKeyReason::kAnalyte) << "and may be lost by a slip";
  EXPECT_EQ(Said(kPostpone), SecondKeyReason::kNone);
  policy_.analytes = {"sodium-serum"};
  EXPECT_EQ(Typed("5"), SecondKeyReason::kNone);
  EXPECT_EQ(Typed("5", "sodium-serum"), SecondKeyReason::kAnalyte);
  row_.analyte.id.clear();
  policy_.analytes = {""};
  EXPECT_EQ(Typed("5", ""), SecondKeyReason::kNone) << "no analyte is none of them";
}

TEST_F(NeedsSecondKeyTest, CriticalAsReadOrAsTyped) {
  policy_.critical = {{"potassium-serum", Decimal::Parse("2.5"), Decimal::Parse("6.5")}};
  EXPECT_EQ(Typed("5.0"), SecondKeyReason::kNone);
  EXPECT_EQ(Typed("2.5"), SecondKeyReason::kNone);
  EXPECT_EQ(Typed("2.4"), SecondKeyReason::kCritical);
  EXPECT_EQ(Typed("6.50"), SecondKeyReason::kNone);
  EXPECT_EQ(Typed("6.51"), SecondKeyReason::kCritical);
  EXPECT_EQ(Typed("6.51", "sodium-serum"), SecondKeyReason::kNone);
  row_.canonical.value = Decimal::Parse("7");
  EXPECT_EQ(Typed("5.0"), SecondKeyReason::kCritical) << "one of the two readings would be critical";
  EXPECT_EQ(Said(kUnreadable), SecondKeyReason::kCritical);
  row_.canonical.value.reset();
  EXPECT_EQ(Said(kUnreadable), SecondKeyReason::kNone);
}

TEST_F(NeedsSecondKeyTest, CriticalFlags) {
  policy_.critical_flags = true;
  EXPECT_EQ(Typed("5"), SecondKeyReason::kNone);
  for (const char* code : {"HH", "LL", "AA"}) {
    row_.flag.code = code;
    EXPECT_EQ(Typed("5"), SecondKeyReason::kCritical) << code;
  }
  row_.flag.code = "H";
  EXPECT_EQ(Typed("5"), SecondKeyReason::kNone);
}

TEST_F(NeedsSecondKeyTest, LowConfidence) {
  policy_.confidence_below = 0.8;
  EXPECT_EQ(Typed("5"), SecondKeyReason::kNone);
  row_.confidence = 0.79;
  EXPECT_EQ(Typed("5"), SecondKeyReason::kLowConfidence);
  EXPECT_EQ(NeedsSecondKey(policy_, "qitem", row_, false, kEdit, row_), SecondKeyReason::kNone)
      << "what the machine did not read it read with no confidence";
}

TEST_F(NeedsSecondKeyTest, TheSampleIsTheShareAndStaysTheSame) {
  policy_.sample = 0.1;
  int drawn = 0;
  for (int i = 0; i < 2000; ++i) {
    const std::string item = "q" + std::to_string(i);
    const bool once = NeedsSecondKey(policy_, item, row_, true, kAccept, row_) == SecondKeyReason::kSample;
    EXPECT_EQ(NeedsSecondKey(policy_, item, row_, true, kUnreadable, {}) == SecondKeyReason::kSample, once);
    EXPECT_EQ(NeedsSecondKey(policy_, item, row_, false, kNotAResult, {}), SecondKeyReason::kNone);
    drawn += once;
  }
  EXPECT_GT(drawn, 150);
  EXPECT_LT(drawn, 250);
  policy_.sample = 1;
  EXPECT_EQ(Typed("5"), SecondKeyReason::kSample);
}

}  // namespace
}  // namespace labintake::db::testing
