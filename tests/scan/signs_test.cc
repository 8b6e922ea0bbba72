#include "extractors/scan/signs.h"

#include <gtest/gtest.h>

#include "tests/image/drawn_page.h"

namespace labintake::scan {
namespace {

using image::Blob;
using image::FillBox;

constexpr int kBaseline = 100;
constexpr double kH = 40;

// Draws from left to right, each letter apart from the next.
class Word {
 public:
  // A closed bowl on a stem with a tail.
  Word& Pee() {
    Box(0, 28, 5, 40), Box(0, 28, 24, 5), Box(0, 5, 24, 5), Box(19, 28, 5, 28);
    return Next(24);
  }
  // Open at the top, a tail on the left.
  Word& Micro() {
    Box(0, 28, 5, 40), Box(0, 5, 24, 5), Box(19, 28, 5, 28);
    return Next(24);
  }
  Word& You() {
    Box(0, 28, 5, 28), Box(0, 5, 24, 5), Box(19, 28, 5, 28);
    return Next(24);
  }
  // The next letter runs into this one.
  Word& Joined() {
    Box(-8, 28, 14, 5);
    return *this;
  }
  Word& Tall(int letters = 1) {
    for (; letters > 0; --letters) Box(0, 40, 18, 40), Next(18);
    return *this;
  }
  // An angle, open to the right; `bar` below it, or joined to its foot.
  Word& Less(bool bar, bool joined) {
    const int foot = joined ? 4 : bar ? 12 : 8;
    for (int i = 0; i < 24; ++i) {
      const int half = (34 - foot) / 2, off = i * half / 24;
      Box(i, foot + half + off + 2, 2, 4), Box(i, foot + half - off + 2, 2, 4);
    }
    if (bar || joined) Box(0, 4, 26, 4);
    return Next(26);
  }

  // The same open to the left, on its bar.
  Word& Greater(int half = 15) {
    for (int i = 0; i < 24; ++i) {
      const int off = i * half / 24;
      Box(24 - i, 4 + half + off + 2, 2, 4), Box(24 - i, 4 + half - off + 2, 2, 4);
    }
    Box(0, 4, 26, 4);
    return Next(26);
  }
  // Faint ink to both sides of the last angle's bar.
  Word& Fringe() {
    FillBox(page_, {x_ - 34, kBaseline - 4, 3, 4}, 170), FillBox(page_, {x_ - 5, kBaseline - 4, 3, 4}, 170);
    return *this;
  }

  MendedText Mended(const std::string& text) const {
    return MendSigns(text, image::FindBlobs(page_, 190), page_, kBaseline, kH);
  }

 private:
  void Box(int x, int above, int width, int height) { FillBox(page_, {x_ + x, kBaseline - above, width, height}, 0); }
  Word& Next(int width) {
    x_ += width + 5;
    return *this;
  }

  Raster page_ = image::BlankPage(500, 140);
  int x_ = 20;
};

void ExpectText(const MendedText& mended, const std::string& text) {
  EXPECT_EQ(mended.text, text);
  EXPECT_FALSE(mended.doubtful);
}

// Both units exist: where the recogniser and the ink differ a person looks.
TEST(Signs, PicogramsAreNotMicrograms) {
  ExpectText(Word().Pee().Tall(4).Mended("pg/mL"), "pg/mL");
  const MendedText micro = Word().Micro().Tall(4).Mended("pg/mL");
  EXPECT_EQ(micro.text, "µg/mL");
  EXPECT_TRUE(micro.doubtful);
}

TEST(Signs, TheMicroSignWhateverItWasTakenFor) {
  for (const char* text : {"ug/mL", "yg/mL"}) ExpectText(Word().Micro().Tall(4).Mended(text), "µg/mL");
}

TEST(Signs, AnUForTheMicroSignStays) { ExpectText(Word().You().Tall(4).Mended("ug/mL"), "ug/mL"); }

TEST(Signs, InkThatIsNotWhatWasReadIsDoubtful) {
  EXPECT_TRUE(Word().Pee().Tall(4).Mended("ug/mL").doubtful);
  const MendedText none = Word().You().Tall(4).Mended("pg/mL");
  EXPECT_TRUE(none.doubtful);
  EXPECT_EQ(none.text, "pg/mL");
}

TEST(Signs, BehindASlashAndBehindDigits) {
  ExpectText(Word().Tall(2).Micro().Tall(1).Mended("K/uL"), "K/µL");
  ExpectText(Word().Tall(2).Micro().Tall(4).Mended("12ug/mL"), "12µg/mL");
  ExpectText(Word().Tall(2).Pee().Tall(4).Mended("12pg/mL"), "12pg/mL");
}

TEST(Signs, AUnitThatBeginsWithFigures) { ExpectText(Word().Tall(4).Micro().Tall(1).Mended("10^3/uL"), "10^3/µL"); }

TEST(Signs, AMicroSignThatRunsIntoItsNeighbours) {
  ExpectText(Word().Tall(4).Joined().Micro().Tall(1).Mended("10^3/uL"), "10^3/µL");
  ExpectText(Word().Tall(4).Micro().Joined().Tall(1).Mended("10^3/uL"), "10^3/µL");
  EXPECT_EQ(Word().Tall(4).Joined().You().Tall(1).Mended("10^3/uL").text, "10^3/uL");
  const MendedText pee = Word().Tall(4).Joined().Pee().Tall(1).Mended("10^3/uL");
  EXPECT_EQ(pee.text, "10^3/uL");
  EXPECT_TRUE(pee.doubtful);
}

TEST(Signs, AMicroSignThatWasPassedOver) {
  const MendedText lost = Word().Micro().Tall(5).Mended("IU/mL");
  EXPECT_EQ(lost.text, "µIU/mL");
  EXPECT_TRUE(lost.doubtful) << "both are units";
  ExpectText(Word().Tall(5).Mended("IU/mL"), "IU/mL");
  ExpectText(Word().Pee().Tall(5).Mended("IU/mL"), "IU/mL");
  ExpectText(Word().Micro().Tall(5).Mended("Iron"), "Iron");
}

TEST(Signs, WordsAreLeftAlone) {
  ExpectText(Word().Tall(3).Micro().Mended("mm/h"), "mm/h");
  for (const char* text : {"protein", "pH", "urea", "plasma", "", "7.4", "µg/mL"})
    ExpectText(Word().Micro().Tall(5).Mended(text), text);
}

TEST(Signs, ComparatorsWithABar) {
  ExpectText(Word().Less(false, false).Tall(2).Mended("<60"), "<60");
  ExpectText(Word().Less(true, false).Tall(2).Mended("<60"), "≤60");
  ExpectText(Word().Less(false, true).Tall(2).Mended("<60"), "≤60");
  ExpectText(Word().Less(false, true).Fringe().Tall(2).Mended("<60"), "≤60");
  ExpectText(Word().Less(true, false).Tall(2).Mended(">60"), "≥60");
  ExpectText(Word().Less(true, false).Mended("<"), "≤");
  ExpectText(Word().Less(true, false).Tall(3).Mended("<=60"), "<=60");
  ExpectText(Word().Less(true, false).Tall(2).Mended("60"), "60");
}

TEST(Signs, ABarredComparatorReadAsALetter) {
  for (const char* text : {"$60", "s60"}) {
    const MendedText mended = Word().Less(false, true).Tall(2).Mended(text);
    EXPECT_EQ(mended.text, "≤60") << text;
    EXPECT_TRUE(mended.doubtful);
  }
  EXPECT_EQ(Word().Greater().Tall(2).Mended("$60").text, "≥60");
  ExpectText(Word().Less(false, false).Tall(2).Mended("$60"), "$60");
  ExpectText(Word().Less(false, true).Tall(2).Mended("S60"), "S60");
}

TEST(Signs, ABarredComparatorReadAsAFigureIsLowerThanTheFiguresBehindIt) {
  const MendedText mended = Word().Greater(11).Tall(2).Mended("260");
  EXPECT_EQ(mended.text, "≥60");
  EXPECT_TRUE(mended.doubtful);
  ExpectText(Word().Tall(3).Mended("260"), "260");
}

TEST(Signs, AFigureThatReachesBelowTheBaselineIsTheGOfGrams) {
  const MendedText mended = Word().Tall(2).Pee().Tall(1).Mended("169%");
  EXPECT_EQ(mended.text, "16g%");
  EXPECT_TRUE(mended.doubtful);
  EXPECT_EQ(Word().Tall(2).Pee().Tall(3).Mended("129/dL").text, "12g/dL");
  ExpectText(Word().Tall(4).Mended("169%"), "169%");
  ExpectText(Word().Tall(2).Pee().Tall(2).Mended("16959"), "16959");
  ExpectText(Word().Tall(2).Pee().Mended("829"), "829");
  ExpectText(Word().Tall(3).Pee().Tall(2).Mended("10^9/L"), "10^9/L");
}

TEST(Signs, WithoutInk) {
  const Raster page = image::BlankPage(10, 10);
  EXPECT_EQ(MendSigns("<60", {}, page, 5, 5).text, "<60");
  EXPECT_EQ(MendSigns("pg/mL", {}, page, 5, 5).text, "pg/mL");
  // Blobs beyond the picture.
  EXPECT_EQ(MendSigns("<60", {{-5, -5, 40, 40}}, page, 5, 40).text.substr(1).size() > 0, true);
}

TEST(MissedMicroSigns, AreTheUnitsWithoutTheSignOnAPageThatHasIt) {
  EXPECT_EQ(MissedMicroSigns({"Ferritin", "µg/L", "12", "ug/dL", "10^3/uL", "mg/L", "sugar"}),
            (std::map<size_t, std::string>{{3, "µg/dL"}, {4, "10^3/µL"}}));
  EXPECT_TRUE(MissedMicroSigns({"ug/dL", "10^3/uL"}).empty()) << "this laboratory prints u";
  EXPECT_TRUE(MissedMicroSigns({}).empty());
  EXPECT_TRUE(MissedMicroSigns({"µmol/L", "mm/uur"}).empty()) << "an hour, in Dutch";
}

}  // namespace
}  // namespace labintake::scan
