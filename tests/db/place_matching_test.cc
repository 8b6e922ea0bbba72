#include "db/place_matching.h"

#include <gtest/gtest.h>

namespace labintake::db {
namespace {

Place At(double y, const std::string& name, const std::string& value) {
  return {1, {36, y, 300, y + 10}, name, value, "", ""};
}

TEST(PlaceMatching, SameReadingGoesBeforeTheNearerPlace) {
  const std::vector<Place> asked = {At(100, "Iron", "5")};
  const std::vector<Place> found = {At(100, "Iron", "6"), At(104, "Iron", "5")};
  const std::vector<Match> matches = MatchPlaces(asked, found);
  EXPECT_EQ(matches[0].kind, MatchKind::kSame);
  EXPECT_EQ(matches[0].index, 1u);
}

TEST(PlaceMatching, OneCounterpartEach) {
  const std::vector<Place> asked = {At(100, "Iron", "5"), At(101, "Iron", "5")};
  const std::vector<Place> found = {At(100, "Iron", "5")};
  const std::vector<Match> matches = MatchPlaces(asked, found);
  EXPECT_EQ(matches[0].kind, MatchKind::kSame);
  EXPECT_EQ(matches[1].kind, MatchKind::kNone);
}

TEST(PlaceMatching, OtherLinesAndPagesAreOtherPlaces) {
  Place other_page = At(100, "Iron", "5");
  other_page.page = 2;
  EXPECT_FALSE(SamePlace(At(100, "", ""), other_page));
  EXPECT_FALSE(SamePlace(At(100, "", ""), At(112, "", "")));
  EXPECT_TRUE(SamePlace(At(100, "", ""), At(103, "", "")));
}

TEST(PlaceMatching, ColumnsSideBySideAreOtherPlaces) {
  Place right = At(100, "", "");
  right.box.x0 = 480;
  right.box.x1 = 580;
  EXPECT_FALSE(SamePlace(At(100, "", ""), right));
}

TEST(PlaceMatching, WhatAPersonReadCountsAsTheSame) {
  Place asked = At(100, "lron", "S");
  asked.name_too = "Iron";
  asked.value_too = "5";
  const std::vector<Place> found = {At(100, "Iron", "5")};
  EXPECT_EQ(MatchPlaces(std::vector<Place>{asked}, found)[0].kind, MatchKind::kSame);
}

}  // namespace
}  // namespace labintake::db
