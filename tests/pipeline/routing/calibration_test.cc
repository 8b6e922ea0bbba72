#include "pipeline/routing/calibration.h"

#include <gtest/gtest.h>

namespace labintake::pipeline {
namespace {

Calibration Made() {
  Calibration c;
  c.extraction_version = 7;
  c.fitted = "2026-05-01";
  c.documents = 12;
  c.folds = 5;
  c.steps.text_layer = {{495, 40, 10, 0.743902}, {941, 1400, 0, 0.999643}};
  c.steps.recognised = {{99, 100, 60, 0.400990}};
  return c;
}

TEST(Calibration, StepsHoldFromTheirScoreOn) {
  const Calibration c = Made();
  EXPECT_EQ(c.Probability(Origin::kTextLayer, 0.1), 0.743902);
  EXPECT_EQ(c.Probability(Origin::kTextLayer, 0.495), 0.743902);
  EXPECT_EQ(c.Probability(Origin::kTextLayer, 0.94), 0.743902);
  EXPECT_EQ(c.Probability(Origin::kTextLayer, 0.941), 0.999643);
  EXPECT_EQ(c.Probability(Origin::kTextLayer, 1), 0.999643);
  EXPECT_EQ(c.Probability(Origin::kOcr, 0.99), 0.400990);
  EXPECT_EQ(Calibration{}.Probability(Origin::kOcr, 0.99), kNothingKnown);
}

TEST(Calibration, TwoWaysToMultiplyAreOneScore) {
  EXPECT_EQ(Thousandths(0.99 * 0.97), Thousandths(0.97 * 0.99));
  EXPECT_EQ(Thousandths(0.9409999999), 941);
  EXPECT_EQ(Thousandths(1.5), 1000);
  EXPECT_EQ(Thousandths(-1), 0);
}

TEST(Calibration, ReadsBackAsItWasWritten) {
  const std::string text = Made().ToJson();
  const Result<Calibration> read = ParseCalibration(text, "fit.json", 7);
  ASSERT_TRUE(read) << read.error().message;
  EXPECT_EQ(read->ToJson(), text);
  EXPECT_EQ(read->fitted, "2026-05-01");
  EXPECT_EQ(read->Rows(Origin::kTextLayer), 1440);
  EXPECT_EQ(read->Errors(Origin::kOcr), 60);
}

TEST(Calibration, AnotherExtractionIsRefused) {
  const Result<Calibration> read = ParseCalibration(Made().ToJson(), "fit.json", 8);
  ASSERT_FALSE(read);
  EXPECT_EQ(read.error().code, ErrorCode::kConfiguration);
  EXPECT_EQ(read.error().message,
            "fit.json: this calibration was fitted for extraction 7, and this program has extraction 8, whose scores "
            "mean something else; fit it again with labintake calibrate");
}

TEST(Calibration, OtherFilesAreRefused) {
  const auto edited = [](const std::string& from, const std::string& to) {
    std::string text = Made().ToJson();
    text.replace(text.find(from), from.size(), to);
    return text;
  };
  for (const std::string& text :
       {std::string(), std::string("text"), std::string("[]"), std::string("{}"),
        edited("\"format\": 1", "\"format\": 2"), edited("labintake-calibration", "other"),
        edited("\"fitted\"", "\"date\""), edited("0.99964", "1.2"), edited("0.99964", "0.1"), edited("0.941", "0.2"),
        edited("\"rows\": 40", "\"rows\": 4"), edited("\"rows\": 40", "\"rows\": \"many\"")}) {
    const Result<Calibration> read = ParseCalibration(text, "fit.json", 7);
    ASSERT_FALSE(read) << text;
    EXPECT_TRUE(read.error().message.starts_with("fit.json: this ")) << read.error().message;
  }
}

}  // namespace
}  // namespace labintake::pipeline
