#include "extractors/scan/plain_words.h"

#include <gtest/gtest.h>

#include "tests/scan/fake_recognizer.h"

namespace labintake::scan {
namespace {

constexpr float kSure = 0.95F, kUnsure = 0.6F;

bool Plain(const std::vector<std::string>& texts, float confidence = kSure) {
  FakeRecognizer language;
  language.words = {"patient", "seen", "LDL-P"};
  std::vector<ocr::ReadWord> words;
  for (const std::string& text : texts) words.push_back({text, 0, 1, confidence});
  return ArePlainWords(words, language);
}

TEST(PlainWords, OfTheLanguageOfLabelsAndOfNames) {
  EXPECT_TRUE(Plain({"patient"}));
  EXPECT_TRUE(Plain({"Reference", "Range"})) << "heads of columns";
  EXPECT_TRUE(Plain({"Magnesium"})) << "a word of names";
  EXPECT_TRUE(Plain({"(Magnesium),", "seen."})) << "punctuation around it";
}

TEST(PlainWords, NotWhatIsInNoList) {
  EXPECT_FALSE(Plain({"Magnesivm"}));
  EXPECT_FALSE(Plain({"Magnesium", "Xqzzt"})) << "one is enough";
}

TEST(PlainWords, NotWhatTheRecogniserIsNotSureOf) { EXPECT_FALSE(Plain({"Magnesium"}, kUnsure)); }

TEST(PlainWords, NotFiguresAndSigns) {
  EXPECT_FALSE(Plain({"Vitamin", "B12"}));
  EXPECT_FALSE(Plain({"5.4"}));
  EXPECT_FALSE(Plain({"Magnesium*"}));
  EXPECT_FALSE(Plain({"mmol/L"}));
}

TEST(PlainWords, NotSymbolsOfAnalytes) {
  EXPECT_FALSE(Plain({"MCHC"})) << "it is a word of names, but four letters";
  EXPECT_FALSE(Plain({"Na"}));
}

TEST(PlainWords, ShortWordsOfTextBesideLongerOnesOnly) {
  EXPECT_TRUE(Plain({"seen", "of", "the", "patient"}));
  EXPECT_FALSE(Plain({"of", "the"}));
  EXPECT_FALSE(Plain({"Influenza", "A"})) << "a letter alone tells two tests apart";
}

TEST(PlainWords, NotNothing) { EXPECT_FALSE(Plain({})); }

}  // namespace
}  // namespace labintake::scan
