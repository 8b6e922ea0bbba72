#include "terminology/catalog/name_spelling.h"

#include <gtest/gtest.h>

namespace labintake::terminology {
namespace {

TEST(SpeltAs, LettersChangeInTheirPlaces) {
  EXPECT_EQ(SpeltAs("Chioride", "chloride"), "Chloride");
  EXPECT_EQ(SpeltAs("CHIORIDE", "chloride"), "CHLORIDE");
  EXPECT_EQ(SpeltAs("M.C.N.", "mch"), "M.C.H.");
}

TEST(SpeltAs, WordsStayInTheirOrder) {
  EXPECT_EQ(SpeltAs("ROW-CV", "cv rdw"), "RDW-CV");
  EXPECT_EQ(SpeltAs("Carbom Dioxide", "carbon dioxide"), "Carbon Dioxide");
}

TEST(SpeltAs, AWordOfAnotherLengthIsWrittenAnew) {
  EXPECT_EQ(SpeltAs("Potasium (serum)", "potassium serum"), "Potassium (serum)");
  EXPECT_EQ(SpeltAs("POTASIUM", "potassium"), "POTASSIUM");
}

TEST(SpeltAs, AFigureTakesTheCaseOfWhatStandsBesideIt) {
  EXPECT_EQ(SpeltAs("R8C", "rbc"), "RBC");
  EXPECT_EQ(SpeltAs("Ch1oride", "chloride"), "Chloride");
  EXPECT_EQ(SpeltAs("1ron", "iron"), "iron");
}

TEST(SpeltAs, NotWithAnotherNumberOfWords) {
  EXPECT_EQ(SpeltAs("Carbon", "carbon dioxide"), std::nullopt);
  EXPECT_EQ(SpeltAs("Carbon Dioxide", "carbon"), std::nullopt);
}

TEST(WithLettersForSigns, SignsOfCurrency) {
  EXPECT_EQ(WithLettersForSigns("€OS%"), "EOS%");
  EXPECT_EQ(WithLettersForSigns("HB"), "HB");
}

TEST(WithLettersForFigures, EachLetterThatLooksLikeIt) {
  using Strings = std::vector<std::string>;
  EXPECT_EQ(WithLettersForFigures("RDW-S0"), (Strings{"RDW-SD", "RDW-SO", "RDW-SQ"}));
  EXPECT_EQ(WithLettersForFigures("R8C"), Strings{"RBC"});
  EXPECT_EQ(WithLettersForFigures("G1ucose"), (Strings{"GIucose", "GLucose"}));
  EXPECT_EQ(WithLettersForFigures("Ga1actose"), (Strings{"Gaiactose", "Galactose"}));
  EXPECT_EQ(WithLettersForFigures("CD 8"), Strings{}) << "a figure by itself is one";
  EXPECT_EQ(WithLettersForFigures("B0B0B0"), Strings{}) << "too many";
}

}  // namespace
}  // namespace labintake::terminology
