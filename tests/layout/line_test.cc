#include "extractors/layout/line.h"

#include <gtest/gtest.h>

namespace labintake::layout {
namespace {

Word At(const std::string& text, double x, double baseline, double size = 10) {
  Word w;
  w.text = text;
  w.font_size = size;
  w.baseline = baseline;
  w.box = {x, baseline - 0.8 * size, x + 0.5 * size * static_cast<double>(text.size()), baseline + 0.2 * size};
  return w;
}

std::vector<std::string> Texts(const Page& page) {
  std::vector<std::string> out;
  for (const Line& l : BuildLines(page)) {
    std::string text;
    for (const Cell& c : l.cells) text += "[" + c.text + "]";
    out.push_back(text);
  }
  return out;
}

using Strings = std::vector<std::string>;

TEST(BuildLines, CellsAreCutAtWideGapsOnly) {
  Page page;
  page.words = {At("Total", 50, 100), At("Protein", 78, 100), At("7.2", 200, 100), At("g/dL", 260, 100)};
  EXPECT_EQ(Texts(page), (Strings{"[Total Protein][7.2][g/dL]"}));
}

TEST(BuildLines, ValueALittleLowerThanItsNameIsOnItsLine) {
  Page page;
  page.words = {At("Estradiol", 50, 100), At("71", 200, 101.6), At("SHBG", 50, 122), At("82", 240, 123.6)};
  EXPECT_EQ(Texts(page), (Strings{"[Estradiol][71]", "[SHBG][82]"}));
}

TEST(BuildLines, DenseLinesStayApart) {
  Page page;
  for (int i = 0; i < 5; ++i) page.words.push_back(At("row" + std::to_string(i), 50, 100 + 7.2 * i, 6.5));
  EXPECT_EQ(Texts(page).size(), 5u);
}

TEST(BuildLines, AVerticalRuleSeparatesCells) {
  Page page;
  page.words = {At("ALT", 50, 100), At("25", 68, 100)};
  EXPECT_EQ(Texts(page), (Strings{"[ALT 25]"}));
  page.rules.push_back({{66, 80, 66.5, 120}, 0});
  EXPECT_EQ(Texts(page), (Strings{"[ALT][25]"}));
}

TEST(BuildLines, LetterSpacedHeadingsBecomeWords) {
  Page page;
  double x = 50;
  for (const char c : std::string("LIPIDS")) {
    page.words.push_back(At(std::string(1, c), x, 100));
    x += 9;
  }
  EXPECT_EQ(Texts(page), (Strings{"[LIPIDS]"}));
}

TEST(BuildLines, OrderOfWordsDoesNotMatter) {
  Page a, b;
  a.words = {At("K", 50, 120), At("4.1", 100, 120), At("Na", 50, 100), At("141", 100, 100)};
  b.words = {a.words[3], a.words[2], a.words[1], a.words[0]};
  EXPECT_EQ(Texts(a), Texts(b));
}

}  // namespace
}  // namespace labintake::layout
