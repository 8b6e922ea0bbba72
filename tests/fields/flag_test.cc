#include "extractors/fields/flag.h"

#include <gtest/gtest.h>

#include <string>

#include "extractors/fields/range.h"
#include "extractors/fields/result_cell.h"

namespace labintake::fields {
namespace {

struct Case {
  std::string text;
  std::string code;  // "" for no flag
};

class ParseFlagTest : public testing::TestWithParam<Case> {};

TEST_P(ParseFlagTest, GivesTheCode) {
  const auto flag = ParseFlag(GetParam().text);
  ASSERT_EQ(flag.has_value(), !GetParam().code.empty()) << GetParam().text;
  if (!flag) return;
  EXPECT_EQ(flag->code, GetParam().code) << GetParam().text;
  EXPECT_EQ(flag->text, GetParam().text);
  EXPECT_FALSE(flag->derived);
}

INSTANTIATE_TEST_SUITE_P(Listed, ParseFlagTest,
                         testing::Values(Case{"H", "H"}, Case{"High", "H"}, Case{"HIGH", "H"}, Case{"L", "L"},
                                         Case{"Low", "L"}, Case{"HH", "HH"}, Case{"LL", "LL"}, Case{"H!", "HH"},
                                         Case{"Critical", "AA"}, Case{"Alert", "AA"}, Case{"A", "A"},
                                         Case{"Abnormal", "A"}, Case{"AB", "A"}, Case{"AA", "AA"}, Case{"*", "A"},
                                         Case{"**", "AA"}, Case{"↑", "H"}, Case{"↓", "L"}, Case{"N", "N"},
                                         Case{"<", "<"}, Case{">", ">"}, Case{"LBOW", "L"}, Case{"POS", "POS"},
                                         Case{"Positive", "POS"}, Case{"NEG", "NEG"}, Case{"Negative", "NEG"},
                                         Case{"R", "R"}, Case{"S", "S"}, Case{"I", "I"}, Case{"RR", "RR"},
                                         Case{"WR", "WR"}, Case{"NR", "NR"}, Case{"DET", "DET"}, Case{"ND", "ND"}));

INSTANTIATE_TEST_SUITE_P(Decorated, ParseFlagTest,
                         testing::Values(Case{"(H)", "H"}, Case{"[L]", "L"}, Case{"H*", "H"}, Case{"L**", "L"},
                                         Case{"High (A)", "H"}, Case{"L!", "LL"}, Case{"( H )", "H"}, Case{"*H", "H"},
                                         Case{"H.", "H"}));

INSTANTIATE_TEST_SUITE_P(Words, ParseFlagTest,
                         testing::Values(Case{"hoch", "H"}, Case{"erhöht", "H"}, Case{"ERHÖHT", "H"},
                                         Case{"niedrig", "L"}, Case{"élevé", "H"}, Case{"Élevé", "H"}, Case{"bas", "L"},
                                         Case{"alto", "H"}, Case{"bajo", "L"}, Case{"basso", "L"}, Case{"baixo", "L"},
                                         Case{"yüksek", "H"}, Case{"düşük", "L"}, Case{"wysoki", "H"},
                                         Case{"niski", "L"}, Case{"hoog", "H"}, Case{"laag", "L"}, Case{"normaal", "N"},
                                         Case{"verhoogd", "H"}, Case{"verlaagd", "L"}, Case{"Above range", "H"},
                                         Case{"Below range", "L"}, Case{"Below luteal range", "L"},
                                         Case{"High end of luteal range", "N"}, Case{"!", "A"},
                                         Case{"Within range", "N"}, Case{"Borderline", "A"}, Case{"Normal", "N"},
                                         Case{"Critical High", "HH"}, Case{"+", "H"}, Case{"++", "HH"}, Case{"-", "L"},
                                         Case{"--", "LL"}, Case{"- -", "LL"}));

INSTANTIATE_TEST_SUITE_P(None, ParseFlagTest,
                         testing::Values(Case{"", ""}, Case{"h", ""}, Case{"l", ""}, Case{"a", ""}, Case{"n", ""},
                                         Case{"hh", ""}, Case{"B", ""}, Case{"BS", ""}, Case{"Hello", ""},
                                         Case{"High fever", ""}, Case{"()", ""}, Case{"((", ""}, Case{"5", ""},
                                         Case{"\xFF", ""}));

struct Judged {
  std::string value, range, derived;
};

class DeriveFlagTest : public testing::TestWithParam<Judged> {};

TEST_P(DeriveFlagTest, DecidesOnlyBeyondDoubt) {
  const auto& [value, range, derived] = GetParam();
  const Value v = ParseResultCell(value, {DecimalMark::kPoint}).value;
  const ReferenceRange r = ParseRangeCell(range, {DecimalMark::kPoint}).range;
  EXPECT_EQ(DeriveFlag(v, r), derived) << value << " in " << range;
  for (const std::string code : {"H", "HH", "L", "LL", "N"}) {
    const bool contradicts = !derived.empty() && code.substr(0, 1) != derived;
    EXPECT_EQ(FlagContradicts({code, code, false, {}}, v, r), contradicts)
        << code << " for " << value << " in " << range;
  }
  for (const std::string code : {"A", "AA", "<", "POS", ""}) {
    EXPECT_FALSE(FlagContradicts({code, code, false, {}}, v, r));
  }
}

INSTANTIATE_TEST_SUITE_P(Numbers, DeriveFlagTest,
                         testing::Values(Judged{"5", "3.4-10.8", "N"}, Judged{"3.4", "3.4-10.8", "N"},
                                         Judged{"10.80", "3.4-10.8", "N"}, Judged{"10.81", "3.4-10.8", "H"},
                                         Judged{"3.39", "3.4-10.8", "L"}, Judged{"5.7", "<5.7", "H"},
                                         Judged{"5.7", "<=5.7", "N"}, Judged{"60", ">60", "L"},
                                         Judged{"60", ">=60", "N"}, Judged{"7.53e12", "8.61e11 - 3.31e12", "H"},
                                         Judged{"-1", "-2.0 - +2.0", "N"}, Judged{"-3", "-2.0 - +2.0", "L"}));

INSTANTIATE_TEST_SUITE_P(Comparators, DeriveFlagTest,
                         testing::Values(Judged{">500", "> 200", "N"}, Judged{"<10", "5-20", ""},
                                         Judged{"<5", "5-20", "L"}, Judged{"<=5", "5-20", ""},
                                         Judged{"<10", "<5.7", ""}, Judged{"<4", "<5.7", "N"},
                                         Judged{"<5.7", "<5.7", "N"}, Judged{"<=5.7", "<5.7", ""},
                                         Judged{">500", "<= 500", "H"}, Judged{">=500", "<= 500", ""},
                                         Judged{">=500", "< 500", "H"}, Judged{"<10", "0-30", "N"},
                                         Judged{"<0.2", "0.5-3.0", "L"}, Judged{">60", ">60", "N"},
                                         Judged{">=60", ">60", ""}, Judged{">20", "5-20", "H"}));

INSTANTIATE_TEST_SUITE_P(Others, DeriveFlagTest,
                         testing::Values(Judged{"1:80", "<1:40", "H"}, Judged{"<1:40", "<1:40", "N"},
                                         Judged{"1:20", "<1:40", "N"}, Judged{"80", "<1:40", ""},
                                         Judged{"1:80", "<40", ""}, Judged{"0-2", "0-5", "N"},
                                         Judged{"6-10", "0-5", "H"}, Judged{"3-8", "0-5", ""},
                                         Judged{"Negative", "Negative", ""}, Judged{"5", "", ""},
                                         Judged{"5", "Not Estab.", ""}, Judged{"", "0-5", ""},
                                         Judged{"TNP", "0-5", ""}));

}  // namespace
}  // namespace labintake::fields
