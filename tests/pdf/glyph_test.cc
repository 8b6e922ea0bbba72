#include "extractors/pdf/glyph.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace labintake::pdf {
namespace {

constexpr double kSize = 10;

// Glyphs of a text in a font whose every character is half an em wide; a space is a glyph of its own.
std::vector<Glyph> Type(const std::string& text, double x, double baseline, double size = kSize) {
  std::vector<Glyph> out;
  for (const char c : text) {
    Glyph g;
    g.text = std::string(1, c);
    g.space = c == ' ';
    g.font_size = size;
    g.baseline = baseline;
    g.box = {x, baseline - 0.8 * size, x + 0.5 * size, baseline + 0.2 * size};
    x += 0.5 * size;
    out.push_back(g);
  }
  return out;
}

std::vector<std::string> Texts(const std::vector<Word>& words) {
  std::vector<std::string> out;
  for (const Word& w : words) out.push_back(w.text);
  return out;
}

using Strings = std::vector<std::string>;

TEST(BuildWords, CutsAtSpacesAndRemembersThem) {
  const auto words = BuildWords(Type("Total Protein", 100, 200));
  EXPECT_EQ(Texts(words), (Strings{"Total", "Protein"}));
  EXPECT_FALSE(words[0].space_before);
  EXPECT_TRUE(words[1].space_before);
  EXPECT_DOUBLE_EQ(words[1].box.x0, 130);
}

TEST(BuildWords, CutsAtGapsWithoutSpaces) {
  auto glyphs = Type("13.2", 100, 200);
  const auto unit = Type("g/dL", 123, 200);
  glyphs.insert(glyphs.end(), unit.begin(), unit.end());
  EXPECT_EQ(Texts(BuildWords(glyphs)), (Strings{"13.2", "g/dL"}));
}

TEST(BuildWords, RaisedDigitsAreToldApart) {
  auto glyphs = Type("10", 100, 200);
  const auto power = Type("9", 110, 196, 6);
  const auto rest = Type("/L", 113, 200);
  glyphs.insert(glyphs.end(), power.begin(), power.end());
  glyphs.insert(glyphs.end(), rest.begin(), rest.end());
  EXPECT_EQ(Texts(BuildWords(glyphs)), (Strings{"10⁹/L"}));
}

TEST(BuildWords, TextDrawnRightToLeftReadsLeftToRight) {
  auto glyphs = Type("7.25", 100, 200);
  std::reverse(glyphs.begin(), glyphs.end());
  EXPECT_EQ(Texts(BuildWords(glyphs)), (Strings{"7.25"}));
}

TEST(BuildWords, OverprintedTextKeepsItsOwnWords) {
  auto glyphs = Type("Concentration", 100, 200);
  const auto value = Type("33.4", 140, 200);
  glyphs.insert(glyphs.end(), value.begin(), value.end());
  EXPECT_EQ(Texts(BuildWords(glyphs)), (Strings{"Concentration", "33.4"}));
}

}  // namespace
}  // namespace labintake::pdf
