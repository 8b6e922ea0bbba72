#include "extractors/scan/early_readings.h"

#include <gtest/gtest.h>

#include "tests/image/drawn_page.h"
#include "tests/scan/fake_recognizer.h"

namespace labintake::scan {
namespace {

using Reading = std::vector<Scripted>;

constexpr int kUnit = 4;
constexpr double kH = 7 * kUnit;

// Two runs of one sign each, the longer one first: words of a reading stay as they were read.
struct Page {
  PageImage image;
  std::vector<TextRun> runs;

  Page() {
    image.straight = image::BlankPage(400, 300);
    image::DrawDigits(image.straight, "4", 40, 80, kUnit);
    image::DrawDigits(image.straight, "1", 40, 200, kUnit);
    image.blobs = image::FindBlobs(image.straight, 128);
    image.letter_height = kH;
    runs = FindRuns(image.blobs, kH);
    EXPECT_EQ(runs.size(), 2U);
  }
};

Reading Sentence(const std::vector<std::string>& words, float confidence = 0.9F) {
  Reading out;
  for (const std::string& word : words) out.push_back({word, 0, 1, confidence});
  return out;
}

const std::vector<std::string> kEnglish = {"of", "the", "with"}, kGerman = {"der", "und", "mit"};

TEST(EarlyReadings, ThatAreSureAreFirstReadings) {
  Page page;
  FakeRecognizer usual({Sentence(kEnglish), Sentence(kEnglish)}), latin;
  EarlyReadings early(usual, "eng", latin);
  EXPECT_FALSE(early.StandsOnItsHead(page.image, page.runs));
  EXPECT_EQ(early.LanguageOf(page.image.straight, page.runs), "en");
  EXPECT_EQ(usual.calls(), 2U);
  EXPECT_EQ(latin.calls(), 0U);
  const EarlyReading reading = early.Take(0, &usual);
  ASSERT_TRUE(reading.first);
  EXPECT_EQ(reading.first->front().text, "of");
  EXPECT_FALSE(reading.latin);
  EXPECT_FALSE(early.Take(0, &usual).first) << "taken already";
}

TEST(EarlyReadings, AnotherLanguageIsToldByTheOtherModel) {
  Page page;
  FakeRecognizer usual({Sentence(kGerman), Sentence(kGerman)}), latin({Sentence(kGerman), Sentence(kGerman)});
  EarlyReadings early(usual, "eng", latin);
  EXPECT_FALSE(early.StandsOnItsHead(page.image, page.runs));
  EXPECT_EQ(early.LanguageOf(page.image.straight, page.runs), "de");
  EXPECT_EQ(usual.calls(), 1U) << "no more than shows that it is another";
  EXPECT_EQ(latin.calls(), 2U);
  FakeRecognizer german;
  const EarlyReading reading = early.Take(1, &german);
  EXPECT_FALSE(reading.first) << "another model's";
  ASSERT_TRUE(reading.latin);
  EXPECT_EQ(reading.latin->front().text, "der");
}

TEST(EarlyReadings, NothingTellsTheLanguageOfFigures) {
  Page page;
  FakeRecognizer usual({Sentence({"4.4"}), Sentence({"1"})}), latin({Sentence({"4.4"}), Sentence({"1"})});
  EarlyReadings early(usual, "eng", latin);
  EXPECT_EQ(early.LanguageOf(page.image.straight, page.runs), "");
}

TEST(EarlyReadings, OneModelThatIsSureIsEnough) {
  Page page;
  FakeRecognizer usual({Sentence(kEnglish, 0.2F), Sentence(kEnglish, 0.2F)}),
      latin({Sentence(kGerman), Sentence(kGerman)});
  EarlyReadings early(usual, "eng", latin);
  EXPECT_FALSE(early.StandsOnItsHead(page.image, page.runs));
  EXPECT_EQ(latin.calls(), 2U) << "the page was not read upside down";
}

TEST(EarlyReadings, OfAPageOnItsHeadNoneIsKept) {
  Page page;
  FakeRecognizer usual({Sentence(kEnglish, 0.2F), Sentence(kEnglish, 0.2F)}),
      latin({Sentence(kGerman, 0.2F), Sentence(kGerman, 0.2F), Sentence(kGerman), Sentence(kGerman)});
  EarlyReadings early(usual, "eng", latin);
  EXPECT_TRUE(early.StandsOnItsHead(page.image, page.runs));
  const EarlyReading reading = early.Take(0, &usual);
  EXPECT_FALSE(reading.first);
  EXPECT_FALSE(reading.latin);
}

}  // namespace
}  // namespace labintake::scan
