#include "pipeline/routing/text_pattern.h"

#include <gtest/gtest.h>

namespace labintake::pipeline {
namespace {

bool Matches(const char* pattern, const char* name) { return TextPattern(pattern).Matches(name); }

TEST(TextPattern, WithoutStarsTheWholeNameMatches) {
  EXPECT_TRUE(Matches("Northwind Diagnostics", "NORTHWIND  diagnostics"));
  EXPECT_TRUE(Matches("Laboratorio Perez", "Laboratório Pérez"));
  EXPECT_FALSE(Matches("Northwind", "Northwind Diagnostics"));
  EXPECT_FALSE(Matches("Northwind Diagnostics", ""));
}

TEST(TextPattern, AStarIsAnyText) {
  EXPECT_TRUE(Matches("Northwind*", "Northwind Diagnostics"));
  EXPECT_TRUE(Matches("*drug screen*", "Urine Drug Screen 10"));
  EXPECT_TRUE(Matches("*diagnostics", "Northwind Diagnostics"));
  EXPECT_TRUE(Matches("N*wind*tics", "Northwind Diagnostics"));
  EXPECT_FALSE(Matches("*north", "Northwind Diagnostics"));
  EXPECT_FALSE(Matches("Diagnostics*", "Northwind Diagnostics"));
}

TEST(TextPattern, PiecesDoNotOverlap) {
  EXPECT_FALSE(Matches("aba*aba", "ababa"));
  EXPECT_TRUE(Matches("aba*aba", "abaaba"));
  EXPECT_FALSE(Matches("a*ab*b", "aab"));
  EXPECT_TRUE(Matches("a*ab*b", "aabb"));
}

TEST(TextPattern, AStarAloneMatchesALaboratoryThatWasNotFound) {
  EXPECT_TRUE(Matches("*", ""));
  EXPECT_TRUE(Matches("**", "any"));
  EXPECT_FALSE(Matches("a*", ""));
}

}  // namespace
}  // namespace labintake::pipeline
