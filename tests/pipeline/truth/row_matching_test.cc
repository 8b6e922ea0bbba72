// The comparison with known truth, on made-up rows: one that lets a wrong row pass is worse than none.
#include "pipeline/truth/row_matching.h"

#include <gtest/gtest.h>

#include "pipeline/truth/text_key.h"

namespace labintake::truth {
namespace {

ExpectedRow Potassium() {
  ExpectedRow e;
  e.page = 1;
  e.names = {"Potassium"};
  e.value = "5.6";
  e.number = "5.6";
  e.unit = "mmol/L";
  e.range = "(3.5 - 5.3)";
  e.low = "3.5";
  e.high = "5.3";
  e.flag = "*";
  return e;
}

FoundRow FoundPotassium() {
  FoundRow f;
  f.page = 1;
  f.name = "Potassium";
  f.value = f.number = "5.6";
  f.unit = "mmol/L";
  f.range = "3.5 - 5.3";
  f.low = "3.5";
  f.high = "5.3";
  f.flag = "*";
  f.flag_code = "H";
  f.accepted = true;
  return f;
}

std::vector<std::string> Only(const char* field) { return {field}; }

TEST(TextKey, FoldsSpellingNotMeaning) {
  EXPECT_EQ(Fold("3.5 – 5.3"), Fold("3.5-5.3"));
  EXPECT_EQ(Fold("> OR = 60"), Fold("≥60"));
  EXPECT_EQ(Fold("µmol/l"), Fold("μmol/L"));  // micro sign, Greek mu
  EXPECT_NE(Fold("1.5"), Fold("15"));
  EXPECT_NE(Fold("<0.5"), Fold("0.5"));
}

TEST(TextKey, NamesKeepWhatTellsTestsApart) {
  EXPECT_EQ(NameKey("A : G Ratio"), NameKey("A:G ratio"));
  EXPECT_NE(NameKey("NEU#"), NameKey("NEU%"));
  EXPECT_NE(NameKey("IL-10"), NameKey("IL-12"));
  EXPECT_DOUBLE_EQ(NameLikeness("Iron", "iron"), 1.0);
  EXPECT_DOUBLE_EQ(NameLikeness("Iron", ""), 0.0);
}

TEST(TextKey, FlagWords) {
  EXPECT_EQ(FlagSide("(High)"), "H");
  EXPECT_EQ(FlagSide("Below range"), "L");
  EXPECT_EQ(FlagSide("High end of range"), "");
  EXPECT_EQ(FlagSide("*"), "A");
}

TEST(WrongFields, RightRowHasNone) { EXPECT_TRUE(WrongFields(Potassium(), FoundPotassium()).empty()); }

TEST(WrongFields, EachFieldIsJudged) {
  FoundRow f = FoundPotassium();
  f.page = 2;
  EXPECT_EQ(WrongFields(Potassium(), f), Only("page"));
  f = FoundPotassium();
  f.name = "Potassium x";
  EXPECT_EQ(WrongFields(Potassium(), f), Only("name"));
  f = FoundPotassium();
  f.value = "56";
  EXPECT_EQ(WrongFields(Potassium(), f), Only("value"));
  f = FoundPotassium();
  f.unit = "mg/dL";
  EXPECT_EQ(WrongFields(Potassium(), f), Only("unit"));
  f = FoundPotassium();
  f.range = "3.5 - 5.8";
  EXPECT_EQ(WrongFields(Potassium(), f), Only("range"));
  f = FoundPotassium();
  f.flag.clear();
  f.flag_code.clear();
  EXPECT_EQ(WrongFields(Potassium(), f), Only("flag"));
}

TEST(WrongFields, NumberAndLimitsAreJudgedBesideTheText) {
  FoundRow f = FoundPotassium();
  f.number = "56";
  EXPECT_EQ(WrongFields(Potassium(), f), Only("value"));
  f = FoundPotassium();
  f.comparator = "<";
  EXPECT_EQ(WrongFields(Potassium(), f), Only("value"));
  f = FoundPotassium();
  f.high = "53";
  EXPECT_EQ(WrongFields(Potassium(), f), Only("range"));
  f = FoundPotassium();
  f.low.clear();
  EXPECT_EQ(WrongFields(Potassium(), f), Only("range"));
}

TEST(WrongFields, UnjudgedFieldsMayHoldAnything) {
  ExpectedRow e = Potassium();
  e.unit.reset();
  e.range.reset();
  e.flag.reset();
  e.low.clear();
  e.high.clear();
  FoundRow f = FoundPotassium();
  f.unit = "anything";
  f.range = "anything";
  f.flag = "anything";
  EXPECT_TRUE(WrongFields(e, f).empty());
}

TEST(WrongFields, LimitsAreJudgedWhereTheTextIsNot) {
  ExpectedRow e = Potassium();
  e.range.reset();
  FoundRow f = FoundPotassium();
  f.range = "Low 3.5 High 5.3";
  EXPECT_TRUE(WrongFields(e, f).empty());
  f.low.clear();
  EXPECT_EQ(WrongFields(e, f), Only("range"));
}

TEST(WrongFields, CodeWithoutPrintedFlagMustFollowFromTheRange) {
  ExpectedRow e = Potassium();
  e.flag = "";
  FoundRow f = FoundPotassium();
  f.flag.clear();
  f.flag_code = "H";
  EXPECT_TRUE(WrongFields(e, f).empty());
  f.flag_code = "L";
  EXPECT_EQ(WrongFields(e, f), Only("flag"));
  f.flag_code = "A";
  EXPECT_EQ(WrongFields(e, f), Only("flag"));
  f.flag = "*";
  f.flag_code.clear();
  EXPECT_EQ(WrongFields(e, f), Only("flag"));
}

TEST(WrongFields, ACodeMayFollowFromPlainTexts) {
  ExpectedRow e = Potassium();
  e.flag = "";
  e.number = e.low = e.high = "";
  FoundRow f = FoundPotassium();
  f.flag = "";
  EXPECT_TRUE(WrongFields(e, f).empty());
  f.flag_code = "L";
  EXPECT_EQ(WrongFields(e, f), Only("flag"));
  // "1,234" says nothing.
  f.flag_code = "H";
  e.value = f.value = "5,600";
  EXPECT_EQ(WrongFields(e, f), Only("flag"));
  e.value = f.value = "5,6";
  e.range = f.range = "3,5-5,3";
  EXPECT_TRUE(WrongFields(e, f).empty());
  e.range = f.range = "<5,3";
  EXPECT_EQ(WrongFields(e, f), Only("flag"));
}

TEST(WrongFields, NothingPrintedMeansNothingFound) {
  ExpectedRow e = Potassium();
  e.unit = "";
  e.range = "";
  e.low.clear();
  e.high.clear();
  EXPECT_EQ(WrongFields(e, FoundPotassium()), (std::vector<std::string>{"unit", "range"}));
}

TEST(MatchRows, SameNameTwiceIsToldApartByValue) {
  ExpectedRow a = Potassium(), b = Potassium();
  b.value = b.number = "4.1";
  FoundRow x = FoundPotassium(), y = FoundPotassium();
  x.value = x.number = "4.1";
  const auto match = MatchRows({a, b}, {x, y});
  EXPECT_EQ(match[0], std::optional<std::size_t>(1));
  EXPECT_EQ(match[1], std::optional<std::size_t>(0));
}

TEST(MatchRows, UnlikeNamesAreNoPair) {
  FoundRow f = FoundPotassium();
  f.name = "Sodium";
  EXPECT_EQ(MatchRows({Potassium()}, {f})[0], std::nullopt);
  EXPECT_EQ(MatchRows({Potassium()}, {})[0], std::nullopt);
}

}  // namespace
}  // namespace labintake::truth
