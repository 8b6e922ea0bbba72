#include "terminology/unit_search.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <set>

#include "terminology/units.h"

namespace labintake::terminology {
namespace {

std::vector<std::string> Codes(std::string_view typed, std::span<const std::string_view> usual = {}, size_t limit = 5) {
  std::vector<std::string> codes;
  for (const UnitSuggestion& unit : SearchUnits(typed, usual, limit)) codes.push_back(unit.ucum);
  return codes;
}

bool Offers(std::string_view typed, const std::string& ucum) {
  const std::vector<std::string> codes = Codes(typed, {}, 8);
  return std::find(codes.begin(), codes.end(), ucum) != codes.end();
}

TEST(UnitSearch, WhatIsTypedComesFirst) {
  EXPECT_EQ(Codes("mg/dL", {}, 1), (std::vector<std::string>{"mg/dL"}));
  EXPECT_EQ(Codes("MG / DL", {}, 1), (std::vector<std::string>{"mg/dL"}));
  EXPECT_EQ(Codes("ug/L", {}, 1), (std::vector<std::string>{"ug/L"}));
  EXPECT_EQ(Codes("µg/L", {}, 1), (std::vector<std::string>{"ug/L"}));
}

TEST(UnitSearch, BeginningsPartsAndSlips) {
  EXPECT_TRUE(Offers("mmo", "mmol/L"));
  EXPECT_TRUE(Offers("mg/d", "mg/dL"));
  EXPECT_TRUE(Offers("mmpl/L", "mmol/L")) << "a neighbouring key";
  EXPECT_TRUE(Offers("mmoll", "mmol/L")) << "a sign left out";
  EXPECT_TRUE(Offers("mg/dLL", "mg/dL"));
  EXPECT_TRUE(SearchUnits("qqqqqq", {}, 5).empty());
}

TEST(UnitSearch, EachCodeOnceAndNoMoreThanAskedFor) {
  const std::vector<UnitSuggestion> units = SearchUnits("m", {}, 6);
  ASSERT_EQ(units.size(), 6u);
  std::set<std::string> codes;
  for (const UnitSuggestion& unit : units)
    EXPECT_TRUE(unit.ucum.empty() || codes.insert(unit.ucum).second) << unit.text;
}

TEST(UnitSearch, TheUsualOnesComeFirst) {
  const std::array<std::string_view, 2> usual = {"mmol/L", "mg/dL"};
  const std::vector<std::string> nothing_typed = Codes("", usual);
  EXPECT_EQ(std::set<std::string>(nothing_typed.begin(), nothing_typed.end()),
            (std::set<std::string>{"mg/dL", "mmol/L"}));
  EXPECT_EQ(Codes("mm", usual, 1), (std::vector<std::string>{"mmol/L"}));
  EXPECT_TRUE(SearchUnits("", {}, 5).empty());
  EXPECT_TRUE(SearchUnits("mm", usual, 1)[0].usual);
}

TEST(UnitSearch, EverySpellingFindsItself) {
  ForEachUnit([](std::string_view printed, std::string_view) {
    const std::vector<UnitSuggestion> units = SearchUnits(printed, {}, 8);
    const std::string ucum = LookUpUnit(printed).ucum;
    EXPECT_TRUE(std::any_of(units.begin(), units.end(), [&](const UnitSuggestion& u) {
      return u.text == printed || (u.ucum == ucum && !ucum.empty());
    })) << printed;
  });
}

}  // namespace
}  // namespace labintake::terminology
