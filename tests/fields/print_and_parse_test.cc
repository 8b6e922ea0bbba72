// What a laboratory could print is generated from its parts and read back: nothing else may come out, and no character
// may be lost.
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <random>
#include <string>
#include <vector>

#include "extractors/fields/flag.h"
#include "extractors/fields/number.h"
#include "extractors/fields/range.h"
#include "extractors/fields/result_cell.h"

namespace labintake::fields {
namespace {

struct Number {
  std::string plain;  // "1234.5"
  std::string printed;
  DecimalMark mark;
};

// Every way to print the same few numbers in both styles.
std::vector<Number> Numbers() {
  std::vector<Number> out;
  for (const auto& [whole, grouped_point, grouped_comma] :
       std::vector<std::array<std::string, 3>>{{"0", "0", "0"},
                                               {"7", "7", "7"},
                                               {"42", "42", "42"},
                                               {"150", "150", "150"},
                                               {"1234", "1,234", "1.234"},
                                               {"1234567", "1,234,567", "1.234.567"}}) {
    for (const std::string fraction : {"", "0", "5", "25", "125"}) {
      const std::string plain = whole + (fraction.empty() ? "" : "." + fraction);
      const std::string comma = fraction.empty() ? "" : "," + fraction;
      out.push_back({plain, plain, DecimalMark::kPoint});
      out.push_back({plain, whole + comma, DecimalMark::kComma});
      if (grouped_point == whole) continue;
      out.push_back({plain, grouped_point + (fraction.empty() ? "" : "." + fraction), DecimalMark::kPoint});
      out.push_back({plain, grouped_comma + comma, DecimalMark::kComma});
    }
  }
  for (const std::string exponent : {"e3", "E3", "E+03", "e-2"})
    out.push_back({"7.5" + exponent, "7.5" + exponent, DecimalMark::kPoint});
  return out;
}

struct Printed {
  std::string text, meaning;
};

const std::vector<Printed> kComparators = {{"", ""},     {"<", "<"},         {"< ", "<"}, {"<=", "<="},
                                           {"≤ ", "<="}, {"< OR = ", "<="},  {">", ">"},  {"> OR = ", ">="},
                                           {"≥", ">="},  {"LESS THAN ", "<"}};
const std::vector<std::string> kUnits = {"", "mg/dL", "%", "x10E3/uL", "µmol/L", "CFU/g stool", "mL/min/1.73 m2"};
const std::vector<Printed> kFlags = {{"", ""},     {"H", "H"},    {"L", "L"}, {"(H)", "H"},
                                     {"L**", "L"}, {"High", "H"}, {"↑", "H"}, {"*", "A"}};

std::string Join(const std::string& a, const std::string& b) { return a.empty() || b.empty() ? a + b : a + " " + b; }

TEST(PrintAndParseTest, ResultCells) {
  for (const Number& number : Numbers()) {
    const Decimal value = *Decimal::Parse(number.plain);
    for (const auto& [comparator, sign] : kComparators) {
      const std::string printed = comparator + number.printed;
      for (const std::string& unit : kUnits) {
        for (const auto& [flag, code] : kFlags) {
          for (const std::string& cell :
               {Join(Join(printed, unit), flag), Join(Join(printed, flag), unit), Join(Join(flag, printed), unit)}) {
            const ResultCell parsed = ParseResultCell(cell, {number.mark});
            ASSERT_EQ(parsed.value.kind, ValueKind::kQuantity) << cell;
            ASSERT_EQ(*parsed.value.number, value) << cell;
            ASSERT_EQ(parsed.value.text, printed) << cell;
            ASSERT_EQ(ToString(parsed.value.comparator), sign) << cell;
            ASSERT_EQ(parsed.unit_text, unit) << cell;
            ASSERT_EQ(parsed.flag.text, flag) << cell;
            ASSERT_EQ(parsed.flag.code, code) << cell;
            ASSERT_EQ(parsed.rest, "") << cell;
          }
        }
      }
    }
  }
}

TEST(PrintAndParseTest, RangeCells) {
  const std::vector<Number> numbers = Numbers();
  for (const Number& low : numbers) {
    for (const Number& high : numbers) {
      const Decimal a = *Decimal::Parse(low.plain), b = *Decimal::Parse(high.plain);
      if (low.mark != high.mark || a >= b) continue;
      for (const std::string separator : {"-", " - ", "–", " – ", " -", " to ", "- "}) {
        for (const std::string& unit : kUnits) {
          const std::string range = low.printed + separator + high.printed;
          const std::string cell = Join(range, unit);
          const RangeCell parsed = ParseRangeCell(cell, {low.mark});
          ASSERT_EQ(static_cast<int>(parsed.kind), static_cast<int>(RangeKind::kNumeric)) << cell;
          // 1.234 - 2.000 in a document of commas may be read both ways.
          if (!parsed.mark_doubtful) {
            ASSERT_EQ(*parsed.range.low, a) << cell;
            ASSERT_EQ(*parsed.range.high, b) << cell;
          }
          ASSERT_EQ(parsed.range.text, range) << cell;
          ASSERT_EQ(parsed.unit_text, unit) << cell;
        }
      }
    }
  }
}

TEST(PrintAndParseTest, OneSidedRangeCells) {
  for (const Number& number : Numbers()) {
    for (const auto& [comparator, sign] : kComparators) {
      if (sign.empty()) continue;
      for (const std::string& unit : kUnits) {
        const std::string cell = Join(comparator + number.printed, unit);
        const RangeCell parsed = ParseRangeCell(cell, {number.mark});
        ASSERT_EQ(static_cast<int>(parsed.kind), static_cast<int>(RangeKind::kNumeric)) << cell;
        const auto& bound = sign[0] == '<' ? parsed.range.high : parsed.range.low;
        ASSERT_TRUE(bound) << cell;
        ASSERT_EQ(*bound, *Decimal::Parse(number.plain)) << cell;
        ASSERT_EQ(sign[0] == '<' ? parsed.range.low : parsed.range.high, std::nullopt) << cell;
        ASSERT_EQ(sign[0] == '<' ? parsed.range.high_inclusive : parsed.range.low_inclusive, sign.size() == 2) << cell;
      }
    }
  }
}

std::string SortedInk(const std::string& text) {
  std::string out;
  std::copy_if(text.begin(), text.end(), std::back_inserter(out), [](char c) { return c != ' '; });
  std::sort(out.begin(), out.end());
  return out;
}

std::string WithoutPercent(std::string text) {
  std::erase_if(text, [](char c) { return c == '%' || c == ' '; });
  return text;
}

TEST(PrintAndParseTest, NothingIsLost) {
  const std::vector<std::string> parts = {
      "5.2",
      "1,234",
      "<",
      "H",
      "L",
      "(H)",
      "*",
      "+",
      "++",
      "-",
      "--",
      "mg/dL",
      "%",
      "Negative",
      "Positive",
      "1:80",
      "1+",
      "0-2",
      "TNP",
      "BS",
      "01",
      "08/27/20",
      "(",
      ")",
      "µmol/L",
      "↑",
      "to",
      "in",
      "x10E3/uL",
      "e12",
      ".",
      ",",
      "/",
      ":",
      "less than",
      "Detected,",
      "Not Quantified",
      "≤",
      "10^9",
      "g",
      "\xFF",
      "é",
      "A",
      "3",
      "~5",
      "(0.3)",
      "----",
      "[",
      "=",
  };
  std::mt19937 random(20240501);
  const auto pick = [&](size_t n) { return static_cast<size_t>(random() % n); };
  for (int round = 0; round < 200000; ++round) {
    std::string cell;
    const size_t count = 1 + pick(5);
    for (size_t i = 0; i < count; ++i) {
      if (i > 0 && pick(4) > 0) cell += ' ';
      cell += parts[pick(parts.size())];
    }
    const DecimalMark mark = static_cast<DecimalMark>(pick(3));
    const ResultCell parsed = ParseResultCell(cell, {mark});
    ASSERT_EQ(SortedInk(parsed.value.text + parsed.flag.text + parsed.unit_text + parsed.rest), SortedInk(cell))
        << cell;
    ASSERT_EQ(parsed.value.number.has_value(), parsed.value.kind == ValueKind::kQuantity) << cell;
    ASSERT_EQ(parsed.listed, parsed.value.kind != ValueKind::kText) << cell;
    const RangeCell range = ParseRangeCell(cell, {mark});
    // "40-80" of "40%-80%" is the one text that is not printed so.
    ASSERT_TRUE(cell.find(range.range.text) != std::string::npos ||
                WithoutPercent(cell).find(WithoutPercent(range.range.text)) != std::string::npos)
        << cell;
    ASSERT_NE(cell.find(range.unit_text), std::string::npos) << cell;
    if (range.range.low && range.range.high) {
      ASSERT_LE(*range.range.low, *range.range.high) << cell;
    }
    if (range.range.low || range.range.high) {
      ASSERT_TRUE(range.kind == RangeKind::kNumeric || range.kind == RangeKind::kTiter ||
                  range.kind == RangeKind::kBanded)
          << cell;
    }
    if (range.kind == RangeKind::kNumeric) {
      ASSERT_TRUE(range.range.low || range.range.high) << cell;
    }
    const auto number = ScanNumber(cell, {mark});
    if (number) {
      ASSERT_LE(number->length, cell.size()) << cell;
    }
  }
}

}  // namespace
}  // namespace labintake::fields
