#include "extractors/fields/number.h"

#include <gtest/gtest.h>

#include <optional>
#include <string>
#include <vector>

namespace labintake::fields {
namespace {

constexpr DecimalMark kAny = DecimalMark::kUnknown;
constexpr DecimalMark kPoint = DecimalMark::kPoint;
constexpr DecimalMark kComma = DecimalMark::kComma;

struct Case {
  std::string text;
  DecimalMark mark;
  std::string value;  // "" for no number
  size_t length = 0;
  bool doubtful = false;
};

class ScanNumberTest : public testing::TestWithParam<Case> {};

TEST_P(ScanNumberTest, ReadsWhatIsPrinted) {
  const Case& c = GetParam();
  const auto number = ScanNumber(c.text, {c.mark});
  ASSERT_EQ(number.has_value(), !c.value.empty()) << c.text;
  if (!number) return;
  EXPECT_EQ(number->value.ToString(), c.value) << c.text;
  EXPECT_EQ(number->length, c.length) << c.text;
  EXPECT_EQ(number->doubtful, c.doubtful) << c.text;
}

INSTANTIATE_TEST_SUITE_P(Plain, ScanNumberTest,
                         testing::Values(Case{"13.2", kAny, "13.2", 4}, Case{"0.50", kAny, "0.50", 4},
                                         Case{"007", kAny, "007", 3}, Case{".8", kAny, "0.8", 2},
                                         Case{"-2.0", kAny, "-2.0", 4}, Case{"+2.0", kAny, "2.0", 4},
                                         Case{"−2.0", kAny, "-2.0", 6}, Case{"５．２", kAny, "5.2", 9},
                                         Case{"5.", kAny, "5", 1}, Case{"5,", kAny, "5", 1},
                                         Case{"3.4-10.8", kAny, "3.4", 3}, Case{"98 -107", kAny, "98", 2},
                                         Case{"4,69 g", kComma, "4.69", 4}));

INSTANTIATE_TEST_SUITE_P(Marks, ScanNumberTest,
                         testing::Values(Case{"1,234", kAny, "1234", 5, true}, Case{"1.234", kAny, "1.234", 5, true},
                                         Case{"1,234", kPoint, "1234", 5}, Case{"1.234", kPoint, "1.234", 5},
                                         Case{"1,234", kComma, "1.234", 5}, Case{"1.234", kComma, "1234", 5, true},
                                         Case{"10,000", kPoint, "10000", 6}, Case{"1.234,5", kAny, "1234.5", 7},
                                         Case{"1,234.5", kAny, "1234.5", 7}, Case{"1,234,567", kAny, "1234567", 9},
                                         Case{"1.234.567", kAny, "1234567", 9}, Case{"12,34,567", kAny, "1234567", 9},
                                         Case{"1,50,000", kPoint, "150000", 8}, Case{"1'234.5", kAny, "1234.5", 7},
                                         Case{"1’234", kAny, "1234", 7}, Case{"0,123", kAny, "0.123", 5},
                                         Case{"0.123", kComma, "0.123", 5}, Case{"4,69", kAny, "4.69", 4},
                                         Case{"4,69", kPoint, "4.69", 4, true}, Case{"4.69", kComma, "4.69", 4},
                                         Case{"1234,567", kAny, "1234.567", 8},
                                         Case{"10 000", kComma, "10000", 6, true}, Case{"10 000", kPoint, "10", 2},
                                         Case{"10 000", kAny, "10", 2}, Case{"10\u202F000", kAny, "10000", 8},
                                         Case{"12 345 678", kComma, "12345678", 10, true}, Case{"1.2.3", kAny, ""},
                                         Case{"1,2,3", kAny, ""}, Case{"1.234,567,8", kAny, ""}));

INSTANTIATE_TEST_SUITE_P(Exponents, ScanNumberTest,
                         testing::Values(Case{"10E3", kAny, "10e3", 4}, Case{"7.53e12", kAny, "7.53e12", 7},
                                         Case{"5265E-1", kAny, "5265e-1", 7}, Case{"1.6 x 10^9", kAny, "1.6e9", 10},
                                         Case{"2.5x10³", kAny, "2.5e3", 8}, Case{"1.6·10^9", kAny, "1.6e9", 9},
                                         Case{"2.5x10¹²", kAny, "2.5e12", 10}, Case{"1,6 × 10^9", kComma, "1.6e9", 11},
                                         Case{"1.6E+09", kAny, "1.6e9", 7}, Case{"7.53e12 CFU/g", kAny, "7.53e12", 7},
                                         Case{"5.2 x10E3/uL", kAny, "5.2", 3}, Case{"150 x10^9/L", kAny, "150", 3},
                                         Case{"4.5 x 10^9 /L", kAny, "4.5", 3}, Case{"10E3/uL", kAny, ""},
                                         Case{"10*9/L", kAny, ""}, Case{"10^9/L", kAny, ""},
                                         Case{"1.6 x 109", kAny, "1.6", 3}));

INSTANTIATE_TEST_SUITE_P(
    Glued, ScanNumberTest,
    testing::Values(Case{"13.2%", kAny, "13.2", 4}, Case{"5mg/dL", kAny, "5", 1}, Case{"0-2/HPF", kAny, "0", 1},
                    Case{"2/HPF", kAny, "2", 1}, Case{"5.2*", kAny, "5.2", 3}, Case{"5.2(H)", kAny, "5.2", 3},
                    Case{"5.2↑", kAny, "5.2", 3}, Case{"5265-E1", kAny, ""}, Case{"25OH", kAny, ""},
                    Case{"25-OH", kAny, ""}, Case{"1a", kAny, ""}, Case{"1+", kAny, ""}, Case{"1:320", kAny, ""},
                    Case{"8/4", kAny, ""}, Case{"5.2é", kAny, ""}, Case{"5²", kAny, ""}, Case{"H", kAny, ""},
                    Case{"", kAny, ""}, Case{"-", kAny, ""}, Case{".", kAny, ""}, Case{"1e3x", kAny, ""}));

TEST(ScanNumberTest, RefusesMoreDigitsThanItKeeps) {
  EXPECT_TRUE(ScanNumber(std::string(40, '7'), {}));
  EXPECT_FALSE(ScanNumber(std::string(41, '7'), {}));
  EXPECT_FALSE(ScanNumber(std::string(100000, '7'), {}));
}

TEST(InferDecimalMarkTest, NeedsEvidence) {
  const auto infer = [](std::vector<std::string> texts) { return InferDecimalMark(texts); };
  EXPECT_EQ(infer({}), kAny);
  EXPECT_EQ(infer({"12", "1,234", "1.234", "Glucose"}), kAny);
  EXPECT_EQ(infer({"4,69"}), kComma);
  EXPECT_EQ(infer({"4.69"}), kPoint);
  EXPECT_EQ(infer({"0.123"}), kPoint);
  EXPECT_EQ(infer({"3,4 - 10,8"}), kComma);
  EXPECT_EQ(infer({"1.234,5"}), kComma);
  EXPECT_EQ(infer({"1,234,567"}), kPoint);
  EXPECT_EQ(infer({"01.05.2024", "1.2.3"}), kAny);
  EXPECT_EQ(infer({"1,25-dihydroxy", "mL/min/1.73 m2", "B12,5"}), kAny);
  EXPECT_EQ(infer({"4,69", "4.69"}), kAny);
  EXPECT_EQ(infer({"4,69", "4,7", "4,8", "4.69"}), kComma);
  EXPECT_EQ(infer({"4.69 4.7 4.8", "4,69"}), kPoint);
}

}  // namespace
}  // namespace labintake::fields
