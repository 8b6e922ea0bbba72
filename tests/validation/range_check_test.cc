#include "terminology/validation/range_check.h"

#include <gtest/gtest.h>

#include "report_text.h"
#include "terminology/validation/validate.h"

namespace labintake::validation {
namespace {

// Rows of unknown analytes, so that nothing but the print speaks.
struct Case {
  const char* rows;
  const char* doubt;  // how it begins; "" for none
};

const Case kCases[] = {
    // Fewer decimals than the limits
    {"x 141 13.5-17.5", " power-of-ten: 141 against 13.5-17.5 may have lost its decimal point: 14.1"},
    {"x 95 9.5-10.5", " power-of-ten:"},
    {"x 35 <5.0", " power-of-ten: 35 against <5.0 may have lost its decimal point: 3.5"},
    {"x 145 0.55-4.78", " power-of-ten: 145 against 0.55-4.78 may have lost its decimal point: 1.45"},
    {"x 141 13.5-17.5 H", ""},  // the flag bears it out, and no catalogue says how far is too far
    {"x 28 0.00-20.00", ""},    // too near for two places
    {"x 150 0.0-5.0", ""},      // 15.0 would be out of range too
    {"x 150 0-5", ""},          // nothing is missing
    {"x 18 13.5-17.5", ""},
    {"x 15 13.5-17.5\ny 16 13.5-17.5\nz 141 13.5-17.5", ""},  // the laboratory prints fewer decimals
    // Without decimals in the limits the analyte has to be a narrow one
    {"ast-serum 320 10-40", ""},
    {"ck-serum 1500 30-200", ""},
    {"glucose-serum 800 70-99", " power-of-ten:"},
    {"glucose-serum 800 70-99 H", ""},
    // High up in a narrow analyte, flagged, without the decimals of its limits
    {"glucose-serum 72 3.9-6.1 H mmol/L 18.016",
     " power-of-ten: 72 against 3.9-6.1 may have lost its decimal point: 7.2"},
    {"glucose-serum 22 3.9-6.1 H mmol/L 18.016", ""},
    {"crp-serum 152 0.0-5.0 H", ""},
    // Out of range with its decimals too, where the report keeps decimals
    {"a 1.1 0.5-2.0\nb 1.2 0.5-2.0\nc 1.3 0.5-2.0\nd 1.4 0.5-2.0\nx 14 0.0-1.2 H", " power-of-ten: 14 against 0.0-1.2"},
    {"a 1.1 0.5-2.0\nb 1.2 0.5-2.0\nc 1.3 0.5-2.0\nd 1.4 0.5-2.0\nx 152 0.0-5.0 H", ""},  // three digits
    {"a 1.1 0.5-2.0\nb 1 0.5-2.0\nc 1.3 0.5-2.0\nd 1.4 0.5-2.0\ne 1.4 0.5-2.0\nx 14 0.0-1.2 H", ""},
    {"a 1.1 0.5-2.0\nb 1.2 0.5-2.0\nc 1.3 0.5-2.0\nd 1.4 0.5-2.0\nx 14 0.0-12 H", ""},
    // The only whole number
    {"a 1.1\nb 1.2\nc 1.3\nd 1.4\ne 1.1\nf 1.2\ng 1.3\nh 1.4\nx 71 <35", " power-of-ten: 71, the only whole number"},
    {"a 1.1\nb 1.2\nc 1.3\nd 1.4\ne 1.1\nf 1.2\ng 1.3\nh 1.4\nx 171 <350", ""},
    {"a 1.10\nb 1.20\nc 1.30\nd 1.40\ne 1.10\nf 1.20\ng 1.30\nh 1.40\nx 16800 <150.00", " power-of-ten:"},
    {"a 1.1\nb 1.2\nc 1.3\nd 1.4\ne 1.1\nf 1.2\ng 13\nh 1.4\ni 1.4\nx 71 <35", ""},
    {"a 1.1\nb 1.2\nc 1.3\nd 1.4\ne 1.1\nf 1.2\ng 1.3\nh 1.4\nx 98 150-400", ""},
    {"a 1.1\nb 1.2\nc 1.3\nd 1.4\ne 1.1\nf 1.2\ng 1.3\nh 1.4\nx 35 150-400",
     " power-of-ten: 35, the only whole number"},
    // Leading zeros
    {"x 08", " power-of-ten: \"08\" may have lost its decimal point: 0.8"},
    {"x 085 0.60-1.20", " power-of-ten: \"085\" may have lost its decimal point: 0.85"},
    {"x 02 1-6", ""},
    {"x 02\ny 04\nz 00", ""},
    {"x 02 01-06", ""},
    {"monocytes-blood-percent 06 0-10\nleukocytes-blood 9.20\nmonocytes-blood-absolute 0.552", ""},
    // Exponents
    {"x 5.2 3.6e9-4.2e9", " power-of-ten: \"5.2\" has no power of ten"},
    {"x 2.41 <1.00e3", " power-of-ten:"},
    {"x 2.41e3 <1.00e3", ""},
    {"x 241e3 <1.00e3", " power-of-ten: \"241e3\" may have lost its decimal point"},
    {"x 0 <1.00e3", ""},
    {"x 2410 <1.00e3", ""},
    {"x 2.7 1.0e1-8.2e6", ""},  // near enough, where nothing is known of the report
    {"a 8.8e8 >6.7e7\nb 2.1e7 1.9e5-2.0e8\nc 5.5e7 3.7e6-3.8e9\nd 6.0e8 5.0e7-2.0e10\nx 2.7 1.0e1-8.2e6",
     " power-of-ten: \"2.7\" has no power of ten"},
    {"x 6.6e6 0-3.2", " power-of-ten: a limit of \"0-3.2\" has no power of ten"},
    {"x 6.6e6 0-32000000", ""},
    {"x 2.7e10 1.6-2.5e11", " power-of-ten: a limit of"},
    {"x 4.04e3 <500", ""},
    {"a 8.8e8 >6.7e7\nb 2.1e7 1.9e5-2.0e8\nc 5.5e7 3.7e6-3.8e9\nd 6.0e8 5.0e7-2.0e10\nx 4.04e3 <5 H",
     " power-of-ten: a limit of \"<5\" has no power of ten"},
    {"x 2.7e-4 <5.00e6", " power-of-ten: \"2.7e-4\" has a negative power of ten"},
    {"x 2.7e-4 <5.00e-3", ""},
    // Flags that others have
    {"a 9.1 3.5-5.1 H\nb 2.0 3.5-5.1 L\nc 9.1 3.5-5.1", " flag-disagrees: 9.1 is above 3.5-5.1, but has no flag"},
    {"a 9.1 3.5-5.1 H\nb 2.0 3.5-5.1\nc 9.1 3.5-5.1", ""},  // it does not flag all
    {"a 9.1 3.5-5.1 H\nb 120 <100", ""},                    // a target has one end
    {"a 150 <130 H\nb 120 <100", " flag-disagrees:"},
};

TEST(RangeCheck, Cases) {
  for (const Case& c : kCases) {
    Report report = MakeReport(c.rows);
    Validate(&report);
    auto doubts = Doubts(report);
    if (*c.doubt == '\0') {
      EXPECT_TRUE(doubts.empty()) << c.rows << ": " << doubts.front();
      continue;
    }
    ASSERT_EQ(doubts.size(), 1u) << c.rows;
    EXPECT_NE(doubts[0].find(c.doubt), std::string::npos) << doubts[0];
  }
}

TEST(RangeCheck, SideOf) {
  const auto range = [](const char* low, const char* high) {
    ReferenceRange r;
    r.low = Decimal::Parse(low);
    r.high = Decimal::Parse(high);
    return r;
  };
  const auto side = [&](const char* number, Comparator comparator) {
    return SideOf(*Decimal::Parse(number), comparator, range("3.5", "5.1"));
  };
  EXPECT_EQ(side("5.1", Comparator::kNone), Side::kInside);
  EXPECT_EQ(side("5.2", Comparator::kNone), Side::kAbove);
  EXPECT_EQ(side("3.4", Comparator::kNone), Side::kBelow);
  EXPECT_EQ(side("5.1", Comparator::kGreater), Side::kAbove);
  EXPECT_EQ(side("4.0", Comparator::kGreater), Side::kUnknown);
  EXPECT_EQ(side("3.5", Comparator::kLess), Side::kBelow);
  EXPECT_EQ(side("4.0", Comparator::kLess), Side::kUnknown);
  EXPECT_EQ(SideOf(*Decimal::Parse("1"), Comparator::kNone, {}), Side::kUnknown);
}

}  // namespace
}  // namespace labintake::validation
