#include "terminology/catalog/name_key.h"

#include <gtest/gtest.h>

namespace labintake::terminology {
namespace {

std::string KeyOf(std::string_view text) { return NameKey(NameTokens(text)); }

TEST(NameKey, OrderCasePunctuationAndAccentsDoNotCount) {
  EXPECT_EQ(KeyOf("Bilirubin, Total"), KeyOf("TOTAL BILIRUBIN"));
  EXPECT_EQ(KeyOf("Hémoglobine"), KeyOf("hemoglobine"));
  EXPECT_EQ(KeyOf("Alpha-1-Antitrypsin"), KeyOf("alpha 1 antitrypsin"));
}

TEST(NameKey, LettersAndDigitsOfOneWordStayTogether) {
  EXPECT_EQ(KeyOf("CA-125"), "ca125");
  EXPECT_EQ(KeyOf("CA 125"), "ca125");
  EXPECT_EQ(KeyOf("Vitamin B 12"), KeyOf("Vitamin B12"));
  EXPECT_EQ(KeyOf("25-OH Vitamin D"), KeyOf("Vitamin D 25-OH"));
  EXPECT_EQ(KeyOf("IL-6"), KeyOf("IL 6"));
  // The figures tell what is measured: they may not change places.
  EXPECT_NE(KeyOf("2-OH-E1"), KeyOf("1-OH-E2"));
  EXPECT_NE(KeyOf("Free T3"), KeyOf("Free T4"));
}

TEST(NameKey, SignsOfPercentAndCountAreWordsOfTheirOwn) {
  EXPECT_EQ(NameTokens("NEU%"), (std::vector<std::string>{"neu", "%"}));
  EXPECT_EQ(NameTokens("#Neut"), (std::vector<std::string>{"#", "neut"}));
}

TEST(NameKey, WordsThatSayNothingAreLeftOut) {
  EXPECT_EQ(KeyOf("Platelet Count"), KeyOf("Platelets"));
  EXPECT_EQ(KeyOf("Level of Ferritin"), KeyOf("Ferritin"));
  // Unless nothing else is there.
  EXPECT_EQ(KeyOf("Test"), "test");
}

TEST(NameKey, RatiosAreOneWord) {
  EXPECT_EQ(KeyOf("BUN / Creatinine Ratio"), KeyOf("BUN/Creatinine"));
  EXPECT_EQ(KeyOf("Sodium:Potassium"), KeyOf("Sodium/Potassium ratio"));
  EXPECT_NE(KeyOf("HDL/LDL"), KeyOf("LDL/HDL"));
}

TEST(NameKey, OtherScriptsBesideLatinLettersAreLeftOut) {
  EXPECT_EQ(KeyOf("Sodium 钠"), "sodium");
  EXPECT_FALSE(KeyOf("钠").empty());
}

TEST(NameKey, PluralsAreOneWithTheirSingular) {
  EXPECT_EQ(KeyOf("Neutrophils"), KeyOf("Neutrophil"));
  EXPECT_EQ(KeyOf("Virus"), "virus");
  EXPECT_EQ(KeyOf("Pus"), "pus");
}

TEST(NameKey, SkeletonsOfWordsThatLookAlikeAreEqual) {
  EXPECT_EQ(Skeleton("chioride"), Skeleton("chloride"));
  EXPECT_EQ(Skeleton("iron"), Skeleton("1r0n"));
  EXPECT_EQ(Skeleton("ureurn"), Skeleton("ureum"));
  EXPECT_NE(Skeleton("sodium"), Skeleton("potassium"));
}

TEST(NameKey, AnyBytesAreAccepted) {
  EXPECT_TRUE(NameTokens("").empty());
  for (const std::string_view bytes : {"\xff\xfe", "\xe4\xb8", "///", "%%%", "()", "-", "\x00"})
    EXPECT_NO_FATAL_FAILURE(static_cast<void>(NameTokens(bytes)));
}

}  // namespace
}  // namespace labintake::terminology
