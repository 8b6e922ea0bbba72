#include "extractors/scan/run_words.h"

#include <gtest/gtest.h>

#include "extractors/scan/page_language.h"
#include "tests/image/drawn_page.h"
#include "tests/scan/fake_recognizer.h"

namespace labintake::scan {
namespace {

using image::DrawDigits;
using Reading = std::vector<Scripted>;

constexpr int kUnit = 4, kBaseline = 80;
constexpr float kTrusted = 0.9F;  // from here on a value is taken without a person

// What is printed, and what the two networks say about it call by call; the first reading by the Latin model is its
// first view.
struct Printed {
  Raster page = image::BlankPage(900, 140);
  FakeRecognizer language, latin;

  explicit Printed(std::string_view digits) { DrawDigits(page, digits, 40, kBaseline, kUnit); }

  std::vector<RunWord> Words(bool second_reading = true) {
    const std::vector<TextRun> runs = FindRuns(image::FindBlobs(page, 128), 7 * kUnit);
    EXPECT_EQ(runs.size(), 1U);
    if (!second_reading) return ReadRunWords({&language, nullptr}, page, runs, 0, {});
    const std::vector<ocr::ReadWord> latin_reading = ReadLatin(latin, page, runs, 0);
    return ReadRunWords({&language, &latin}, page, runs, 0, {std::nullopt, latin_reading});
  }
};

Reading One(const std::string& text, float confidence = 0.9F) { return {{text, 0, 1, confidence}}; }

TEST(RunWords, AgreementIsTrusted) {
  Printed printed("4.4");
  printed.language = FakeRecognizer({One("4.4")});
  printed.latin = FakeRecognizer({One("4.4")});
  const std::vector<RunWord> words = printed.Words();
  ASSERT_EQ(words.size(), 1U);
  EXPECT_EQ(words[0].text, "4.4");
  EXPECT_GE(words[0].confidence, 0.95F);
  EXPECT_EQ(words[0].other_reading, "");
  EXPECT_FALSE(words[0].raised);
  EXPECT_EQ(words[0].x0, 40);
  EXPECT_EQ(words[0].top, kBaseline - 7 * kUnit);
  EXPECT_EQ(words[0].bottom, kBaseline);
  EXPECT_EQ(printed.language.calls(), 1U);
  EXPECT_EQ(printed.latin.calls(), 1U);
}

// No model has an arrow: it becomes a figure of the number, or is passed over.
TEST(RunWords, AnArrowBehindANumberIsAWordOfItsOwn) {
  for (const std::string read : {"4021", "402", "402}"}) {
    Printed printed("402");
    image::DrawArrow(printed.page, 118, kBaseline, 7 * kUnit, true);
    printed.language = FakeRecognizer({One(read)});
    printed.latin = FakeRecognizer({One(read)});
    const std::vector<RunWord> words = printed.Words();
    ASSERT_EQ(words.size(), 2U) << read;
    EXPECT_EQ(words[0].text, "402");
    EXPECT_GE(words[0].confidence, kTrusted);
    EXPECT_LE(words[0].x1, 112);
    EXPECT_EQ(words[1].text, "↑");
    EXPECT_LT(words[1].confidence, kTrusted);
    EXPECT_EQ(printed.language.calls(), 1U);
  }
}

TEST(RunWords, AnArrowByItselfIsNotRead) {
  Printed printed("");
  image::DrawArrow(printed.page, 118, kBaseline, 7 * kUnit, false);
  printed.language = FakeRecognizer({One("4")});
  printed.latin = FakeRecognizer({One("1")});
  const std::vector<RunWord> words = printed.Words();
  ASSERT_EQ(words.size(), 1U);
  EXPECT_EQ(words[0].text, "↓");
  EXPECT_EQ(printed.language.calls(), 0U);
}

TEST(RunWords, PlainWordsAreReadOnce) {
  Printed printed("4444");
  const std::vector<TextRun> runs = FindRuns(image::FindBlobs(printed.page, 128), 7 * kUnit);
  printed.language = FakeRecognizer({One("Magnesium", 0.95F)});
  const std::vector<RunWord> words = ReadRunWords({&printed.language, &printed.latin}, printed.page, runs, 0);
  ASSERT_EQ(words.size(), 1U);
  EXPECT_EQ(words[0].text, "Magnesium");
  EXPECT_GE(words[0].confidence, kTrusted);
  EXPECT_EQ(printed.latin.calls(), 0U);
}

TEST(RunWords, AFirstReadingThatIsThereIsTaken) {
  Printed printed("4444");
  const std::vector<TextRun> runs = FindRuns(image::FindBlobs(printed.page, 128), 7 * kUnit);
  printed.language = FakeRecognizer({One("Magnesium", 0.95F)});
  const std::vector<ocr::ReadWord> first = ReadFirst(printed.language, printed.page, runs, 0);
  const std::vector<RunWord> words =
      ReadRunWords({&printed.language, &printed.latin}, printed.page, runs, 0, {first, std::nullopt});
  ASSERT_EQ(words.size(), 1U);
  EXPECT_EQ(words[0].text, "Magnesium");
  EXPECT_EQ(printed.language.calls(), 1U);
}

TEST(RunWords, OfPlainWordsASecondReadingThatIsThereCounts) {
  Printed printed("4444");
  printed.language = FakeRecognizer({One("Magnesium", 0.95F)});
  printed.latin = FakeRecognizer({One("Manganese", 0.95F)});
  const std::vector<RunWord> words = printed.Words();
  ASSERT_EQ(words.size(), 1U);
  EXPECT_LT(words[0].confidence, kTrusted);
}

TEST(RunWords, OtherWordsAreReadTwiceWithoutBeingAsked) {
  Printed printed("4.4");
  const std::vector<TextRun> runs = FindRuns(image::FindBlobs(printed.page, 128), 7 * kUnit);
  printed.language = FakeRecognizer({One("4.4")});
  printed.latin = FakeRecognizer({One("4.4")});
  EXPECT_GE(ReadRunWords({&printed.language, &printed.latin}, printed.page, runs, 0).at(0).confidence, kTrusted);
  EXPECT_EQ(printed.latin.calls(), 1U);
}

TEST(RunWords, InkThatAgreesCountsMoreThanNone) {
  Printed number("4.4"), name("4444");
  number.language = FakeRecognizer({One("4.4")}), number.latin = FakeRecognizer({One("4.4")});
  name.language = FakeRecognizer({One("Iron")}), name.latin = FakeRecognizer({One("Iron")});
  EXPECT_GT(number.Words()[0].confidence, name.Words()[0].confidence);
}

TEST(RunWords, DashesAndQuotesOfOtherShapesAgree) {
  Printed printed("4-4");
  printed.language = FakeRecognizer({One("4–4")});
  printed.latin = FakeRecognizer({One("4-4")});
  const std::vector<RunWord> words = printed.Words();
  ASSERT_EQ(words.size(), 1U);
  EXPECT_GE(words[0].confidence, kTrusted);
  EXPECT_EQ(words[0].other_reading, "");
}

TEST(RunWords, ALetterThatOneModelLacksSettlesIt) {
  Printed printed("444444");
  printed.language = FakeRecognizer({One("Muller")}, {"ü"});
  printed.latin = FakeRecognizer({One("Müller")});
  std::vector<RunWord> words = printed.Words();
  ASSERT_EQ(words.size(), 1U);
  EXPECT_EQ(words[0].text, "Müller");
  EXPECT_GE(words[0].confidence, kTrusted);
  EXPECT_EQ(words[0].other_reading, "");
  EXPECT_EQ(printed.language.calls(), 1U);

  Printed other("444444");
  other.language = FakeRecognizer({One("Müller")});
  other.latin = FakeRecognizer({One("Muller")}, {"ü"});
  words = other.Words();
  ASSERT_EQ(words.size(), 1U);
  EXPECT_EQ(words[0].text, "Müller");
  EXPECT_GE(words[0].confidence, kTrusted);
}

TEST(RunWords, ARareLetterOrAnotherAccentSettlesNothing) {
  for (const auto& [language, latin] : {std::pair("Sodal", "Sodał"), {"Ferrô", "Ferrö"}}) {
    Printed printed("444444");
    printed.language = FakeRecognizer({One(language), One("Sold")}, {"ł", "ö"});
    printed.latin = FakeRecognizer({One(latin)});
    const std::vector<RunWord> words = printed.Words();
    ASSERT_EQ(words.size(), 1U);
    EXPECT_LT(words[0].confidence, kTrusted) << latin;
  }
}

TEST(RunWords, ALetterThatBothHaveSettlesNothing) {
  Printed printed("444444");
  printed.language = FakeRecognizer({One("Muller"), One("Miller")});
  printed.latin = FakeRecognizer({One("Müller")});
  const std::vector<RunWord> words = printed.Words();
  ASSERT_EQ(words.size(), 1U);
  EXPECT_LT(words[0].confidence, kTrusted);
  EXPECT_NE(words[0].other_reading, "");
}

TEST(RunWords, TheThirdViewMakesTheMajority) {
  for (const std::string right : {"45", "46"}) {
    Printed printed("45");
    printed.language = FakeRecognizer({One("45"), One(right)});
    printed.latin = FakeRecognizer({One("46")});
    const std::vector<RunWord> words = printed.Words();
    ASSERT_EQ(words.size(), 1U);
    EXPECT_EQ(words[0].text, right);
    EXPECT_GE(words[0].confidence, kTrusted);
    EXPECT_LT(words[0].confidence, 0.97F);
    EXPECT_EQ(words[0].other_reading, "");
    EXPECT_EQ(printed.language.calls(), 2U);
  }
}

TEST(RunWords, AnOpenDifferenceKeepsBothReadings) {
  Printed printed("45");
  printed.language = FakeRecognizer({One("45", 0.9F), One("47", 0.3F)});
  printed.latin = FakeRecognizer({One("46", 0.7F)});
  std::vector<RunWord> words = printed.Words();
  ASSERT_EQ(words.size(), 1U);
  EXPECT_EQ(words[0].text, "45");
  EXPECT_EQ(words[0].other_reading, "46");
  EXPECT_LT(words[0].confidence, 0.5F);

  Printed other("45");
  other.language = FakeRecognizer({One("45", 0.6F), One("47", 0.3F)});
  other.latin = FakeRecognizer({One("46", 0.8F)});
  words = other.Words();
  ASSERT_EQ(words.size(), 1U);
  EXPECT_EQ(words[0].text, "46");
  EXPECT_EQ(words[0].other_reading, "45");
}

TEST(RunWords, FurtherViewsChooseBetweenTwoReadingsButDoNotProveANumber) {
  Printed printed("45");
  printed.language = FakeRecognizer({One("45"), One("47"), One("46"), One("46"), One("46"), One("46"), One("46")});
  printed.latin = FakeRecognizer({One("46"), One("46"), One("46"), One("46"), One("46"), One("46")});
  const std::vector<RunWord> words = printed.Words();
  ASSERT_EQ(words.size(), 1U);
  EXPECT_EQ(words[0].text, "46");
  EXPECT_LT(words[0].confidence, kTrusted);
}

TEST(RunWords, LettersThatNearlyAllViewsSeeAreTrusted) {
  const auto read = [](size_t same) {
    Printed printed("44444");
    std::deque<Reading> language = {One("Kruq"), One("Krup")}, latin;
    for (size_t i = 0; i < 11; ++i) (i < 6 ? language : latin).push_back(One(i < same ? "Krug" : "Kruq"));
    latin.push_front(One("Krug"));
    printed.language = FakeRecognizer(language);
    printed.latin = FakeRecognizer(latin);
    return printed.Words().at(0);
  };
  EXPECT_EQ(read(11).text, "Krug");
  EXPECT_GE(read(11).confidence, kTrusted);
  EXPECT_EQ(read(11).other_reading, "");
  EXPECT_LT(read(5).confidence, kTrusted);
  EXPECT_NE(read(5).other_reading, "");
}

TEST(RunWords, ReadingsOfOneUnitThatOnlyOneNetworkSpellsAreNoOpenDifference) {
  Printed printed("44");
  printed.language = FakeRecognizer({One("Yo")});
  printed.latin = FakeRecognizer({One("%o")});
  const std::vector<RunWord> words = printed.Words();
  ASSERT_EQ(words.size(), 1U);
  EXPECT_EQ(words[0].text, "%");
  EXPECT_EQ(words[0].other_reading, "");
}

TEST(RunWords, AUnitWinsAgainstNone) {
  Printed printed("44444");
  printed.language = FakeRecognizer({One("mq/dL")});
  printed.latin = FakeRecognizer({One("mg/dL")});
  const std::vector<RunWord> words = printed.Words();
  ASSERT_EQ(words.size(), 1U);
  EXPECT_EQ(words[0].text, "mg/dL");
  EXPECT_GE(words[0].confidence, kTrusted);
}

TEST(RunWords, TwoSpellingsOfOneUnitAgree) {
  Printed printed("44444");
  printed.language = FakeRecognizer({One("mg/dl")});
  printed.latin = FakeRecognizer({One("mg/dL")});
  const std::vector<RunWord> words = printed.Words();
  ASSERT_EQ(words.size(), 1U);
  EXPECT_GE(words[0].confidence, kTrusted);
  EXPECT_EQ(words[0].other_reading, "");
}

TEST(RunWords, InkThatContradictsAsksForAnotherView) {
  Printed printed("4.4");
  printed.language = FakeRecognizer({One("44"), One("4.4")});
  printed.latin = FakeRecognizer({One("44")});
  const std::vector<RunWord> words = printed.Words();
  ASSERT_EQ(words.size(), 1U);
  EXPECT_EQ(words[0].text, "4.4");
  EXPECT_GE(words[0].confidence, kTrusted);
  EXPECT_EQ(printed.language.calls(), 2U);
}

TEST(RunWords, InkThatContradictsMayBeSeenByTheOtherNetwork) {
  Printed printed("4.4");
  printed.language = FakeRecognizer({One("44"), One("44"), One("44")});
  printed.latin = FakeRecognizer({One("44"), One("4.4")});
  const std::vector<RunWord> words = printed.Words();
  ASSERT_EQ(words.size(), 1U);
  EXPECT_EQ(words[0].text, "4.4");
}

TEST(RunWords, WhatTheInkContradictsToTheEndIsDoubtful) {
  Printed printed("4.4");
  const std::deque<Reading> always(6, One("44"));
  printed.language = FakeRecognizer(always);
  printed.latin = FakeRecognizer(always);
  const std::vector<RunWord> words = printed.Words();
  ASSERT_EQ(words.size(), 1U);
  EXPECT_LT(words[0].confidence, kTrusted);
  EXPECT_GT(printed.language.calls() + printed.latin.calls(), 2U);
}

TEST(RunWords, SelfDoubtIsDoubt) {
  Printed printed("4.4");
  printed.language = FakeRecognizer({One("4.4", 0.1F)});
  printed.latin = FakeRecognizer({One("4.4", 0.1F)});
  EXPECT_LT(printed.Words()[0].confidence, kTrusted);
}

TEST(RunWords, AnEmptyReadingIsTriedAsItIs) {
  Printed printed("4.4");
  printed.language = FakeRecognizer({{}, One("4.4")});
  printed.latin = FakeRecognizer({{}, One("4.4")});
  const std::vector<RunWord> words = printed.Words();
  ASSERT_EQ(words.size(), 1U);
  EXPECT_EQ(words[0].text, "4.4");
  EXPECT_GE(words[0].confidence, kTrusted);
  EXPECT_EQ(printed.language.raws, (std::vector<bool>{false, true}));
  EXPECT_EQ(printed.latin.raws, (std::vector<bool>{false, true}));
}

TEST(RunWords, WhatOneNetworkDoesNotSeeIsNotTrusted) {
  Printed printed("4.4");
  printed.language = FakeRecognizer({One("4.4")});
  const std::vector<RunWord> words = printed.Words();
  for (const RunWord& w : words) EXPECT_LT(w.confidence, kTrusted);
}

TEST(RunWords, NothingAtAll) {
  Printed printed("4.4");
  EXPECT_TRUE(printed.Words().empty());
}

TEST(RunWords, ReadOnce) {
  Printed printed("4.4");
  printed.language = FakeRecognizer({One("4.4", 0.8F)});
  const std::vector<RunWord> words = printed.Words(false);
  ASSERT_EQ(words.size(), 1U);
  EXPECT_EQ(words[0].text, "4.4");
  EXPECT_LE(words[0].confidence, 0.8F);
}

TEST(RunWords, CutDifferentlyIntoWords) {
  Printed printed("12.5 30");
  printed.language = FakeRecognizer({{{"12.5", 0, 0.6}, {"30", 0.7, 1}}});
  printed.latin = FakeRecognizer({One("12.530")});
  const std::vector<RunWord> words = printed.Words();
  ASSERT_EQ(words.size(), 2U);
  EXPECT_EQ(words[0].text, "12.5");
  EXPECT_EQ(words[1].text, "30");
  EXPECT_LT(words[0].x1, words[1].x0);
}

TEST(RunWords, CutAndReadDifferentlyKeepsBothReadings) {
  Printed printed("12 30");
  printed.language = FakeRecognizer({{{"12", 0, 0.5, 0.9F}, {"30", 0.6, 1, 0.9F}}, One("1890", 0.3F)});
  printed.latin = FakeRecognizer({One("1238", 0.5F)});
  const std::vector<RunWord> words = printed.Words();
  ASSERT_EQ(words.size(), 2U);
  for (const RunWord& w : words) {
    EXPECT_LT(w.confidence, kTrusted);
    EXPECT_EQ(w.other_reading, "1238");
  }
}

TEST(RunWords, AWordThatFellApartIsJoined) {
  ASSERT_TRUE(IsKnownWord("Reference"));
  Printed printed("4444");
  DrawDigits(printed.page, "44444", 40 + 23 * kUnit + 12, kBaseline, kUnit);
  const Reading apart = {{"Refe", 0, 0.44}, {"rence", 0.48, 1}};
  printed.language = FakeRecognizer({apart});
  printed.latin = FakeRecognizer({apart});
  const std::vector<RunWord> words = printed.Words();
  ASSERT_EQ(words.size(), 1U);
  EXPECT_EQ(words[0].text, "Reference");
}

TEST(RunWords, RaisedWordsAreTold) {
  Printed printed("404");
  DrawDigits(printed.page, "9", 40 + 17 * kUnit + 10, kBaseline - 16, 2);
  const Reading both = {{"404", 0, 0.7}, {"9", 0.8, 1}};
  printed.language = FakeRecognizer({both});
  printed.latin = FakeRecognizer({both});
  const std::vector<RunWord> words = printed.Words();
  ASSERT_EQ(words.size(), 2U);
  EXPECT_FALSE(words[0].raised);
  EXPECT_TRUE(words[1].raised);
  EXPECT_EQ(words[1].bottom, kBaseline - 16);
}

TEST(RunWords, AThickDashIsNotRaised) {
  Printed printed("404");
  image::FillBox(printed.page, {40 + 17 * kUnit + 10, kBaseline - 17, 11, 10}, 0);
  const Reading both = {{"404", 0, 0.7}, {"—", 0.8, 1}};
  printed.language = FakeRecognizer({both});
  printed.latin = FakeRecognizer({both});
  const std::vector<RunWord> words = printed.Words();
  ASSERT_EQ(words.size(), 2U);
  EXPECT_FALSE(words[1].raised);
}

TEST(RunWords, ARaisedMarkIsANumber) {
  Printed printed("404");
  DrawDigits(printed.page, "9", 40 + 17 * kUnit + 10, kBaseline - 16, 2);
  const std::vector<std::pair<std::string, std::string>> cases = {{"o1", "01"}, {"0l", "01"}, {"OL", "01"},
                                                                  {"o", "o"},   {"II", "II"}, {"a1", "a1"}};
  for (const auto& [read, expected] : cases) {
    const Reading both = {{"404", 0, 0.7}, {read, 0.8, 1}};
    printed.language = FakeRecognizer({both});
    printed.latin = FakeRecognizer({both});
    const std::vector<RunWord> words = printed.Words();
    ASSERT_EQ(words.size(), 2U);
    EXPECT_TRUE(words[1].raised);
    EXPECT_EQ(words[1].text, expected);
  }
}

TEST(RunWords, UnitsAreMended) {
  Printed printed("44444");
  printed.language = FakeRecognizer({One("mlU/L")});
  printed.latin = FakeRecognizer({One("mlU/L")});
  const std::vector<RunWord> words = printed.Words();
  ASSERT_EQ(words.size(), 1U);
  EXPECT_EQ(words[0].text, "mIU/L");
  EXPECT_GE(words[0].confidence, kTrusted);
}

}  // namespace
}  // namespace labintake::scan
