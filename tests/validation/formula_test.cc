#include "terminology/validation/formula.h"

#include <gtest/gtest.h>

#include <map>
#include <string>

namespace labintake::validation {
namespace {

// Sides of `text` with the named inputs; what is not named is not present.
Formula::Sides Evaluate(const std::string& text, const std::map<std::string, Interval>& values) {
  std::map<std::string_view, size_t> numbers;
  const auto formula =
      Formula::Parse(text, [&](std::string_view name) { return numbers.emplace(name, numbers.size()).first->second; });
  EXPECT_TRUE(formula) << text;
  if (!formula) return {kNoInterval, kNoInterval};
  std::vector<Input> inputs(numbers.size());
  for (const auto& [name, number] : numbers)
    if (const auto it = values.find(std::string(name)); it != values.end()) inputs[number] = {it->second, true};
  return formula->Evaluate(inputs);
}

double Point(const std::string& expression, const std::map<std::string, Interval>& values) {
  const Formula::Sides sides = Evaluate(expression + " = 0", values);
  EXPECT_TRUE(sides.left.valid) << expression;
  return sides.left.center();
}

TEST(Formula, Arithmetic) {
  const std::map<std::string, Interval> v = {{"a-b", Interval::Point(6)}, {"c", Interval::Point(2)}};
  EXPECT_DOUBLE_EQ(Point("a-b - c * 2 + 1", v), 3);
  EXPECT_DOUBLE_EQ(Point("( a-b - c ) * 2 / 4", v), 2);
  EXPECT_DOUBLE_EQ(Point("c ^ 3 - - 1", v), 9);
  EXPECT_DOUBLE_EQ(Point("min( a-b , c ) + max( a-b , 7 )", v), 9);
  EXPECT_DOUBLE_EQ(Point("a-b ^ -1 * 12", v), 2);
  EXPECT_DOUBLE_EQ(Point("x|y@mmol/mol * 1.5", {{"x|y@mmol/mol", Interval::Point(4)}}), 6);
}

TEST(Formula, Intervals) {
  const auto sides = Evaluate("a / b = 3.1..11.9", {{"a", {9, 12}}, {"b", {2, 3}}});
  EXPECT_DOUBLE_EQ(sides.left.low, 3);
  EXPECT_DOUBLE_EQ(sides.left.high, 6);
  EXPECT_DOUBLE_EQ(sides.right.low, 3.1);
  EXPECT_DOUBLE_EQ(sides.right.high, 11.9);
}

TEST(Formula, OptionalInputs) {
  const std::string text = "a + [b] + [c:0..5] + [0..d] = 0";
  const auto without = Evaluate(text, {{"a", Interval::Point(1)}}).left;
  EXPECT_DOUBLE_EQ(without.low, 1);
  EXPECT_DOUBLE_EQ(without.high, 6);
  const auto with =
      Evaluate(
          text,
          {{"a", Interval::Point(1)}, {"b", Interval::Point(2)}, {"c", Interval::Point(3)}, {"d", Interval::Point(4)}})
          .left;
  EXPECT_DOUBLE_EQ(with.low, 6);
  EXPECT_DOUBLE_EQ(with.high, 10);
}

TEST(Formula, NotValid) {
  EXPECT_FALSE(Evaluate("a + b = 1", {{"a", Interval::Point(1)}}).left.valid) << "b is required";
  EXPECT_FALSE(Evaluate("1 / a = 1", {{"a", {-1, 1}}}).left.valid) << "a may be zero";
  EXPECT_FALSE(Evaluate("a ^ 0.5 = 1", {{"a", {-1, 1}}}).left.valid);
}

TEST(Formula, Refused) {
  const auto number_of = [](std::string_view) { return size_t{0}; };
  for (const char* text : {"", "a", "a =", "= a", "a = = b", "a + = b", "( a = b", "a b = c", "[a = b", "a = b )",
                           "min( a ) = 1", "5..3 = 1", "a < b", "[3] = 1", "a $ b = 1"})
    EXPECT_FALSE(Formula::Parse(text, number_of)) << text;
}

TEST(Formula, NestedTooDeep) {
  std::string text = "1";
  for (int i = 0; i < 20; ++i) text = "1 + ( " + text + " )";
  EXPECT_FALSE(Formula::Parse(text + " = 1", [](std::string_view) { return size_t{0}; }));
}

}  // namespace
}  // namespace labintake::validation
