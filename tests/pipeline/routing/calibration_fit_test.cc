// The fit on made-up rows whose true probabilities are known.
#include "pipeline/routing/calibration_fit.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <random>

namespace labintake::pipeline {
namespace {

struct Level {
  double score, probability;
};
// Doubts exaggerate, and of two scores in disorder one is rare.
const std::vector<Level> kText = {{0.25, 0.55}, {0.495, 0.80}, {0.96, 0.996}, {0.99, 0.9995}};
const std::vector<Level> kScan = {{0.2, 0.3}, {0.4, 0.65}, {0.594, 0.75}, {0.87, 0.95}, {0.93, 0.94}, {0.96, 0.985}};

std::string DocumentName(int d) { return fmt::format("d{}", d); }

// Same seed, same rows: std::mt19937 is the same everywhere, the distributions of the library are not.
class Maker {
 public:
  explicit Maker(unsigned seed) : random_(seed) {}

  double Uniform() { return static_cast<double>(random_()) / 4294967296.0; }

  std::vector<KnownRow> Rows(int documents, int rows_each) {
    std::vector<KnownRow> rows;
    for (int d = 0; d < documents; ++d) {
      const Origin origin = d % 2 == 0 ? Origin::kTextLayer : Origin::kOcr;
      const std::vector<Level>& levels = origin == Origin::kOcr ? kScan : kText;
      for (int r = 0; r < rows_each; ++r) {
        const double u = Uniform();  // high scores are common
        const auto i = static_cast<std::size_t>(std::sqrt(u) * static_cast<double>(levels.size()));
        rows.push_back({DocumentName(d), origin, levels[i].score, Uniform() < levels[i].probability});
      }
    }
    return rows;
  }

  std::mt19937 random_;
};

TEST(CalibrationFit, FindsTheProbabilities) {
  Calibration calibration;
  calibration.steps = FitSteps(Maker(1).Rows(400, 100));
  for (const Origin origin : {Origin::kTextLayer, Origin::kOcr}) {
    for (const Level& level : origin == Origin::kOcr ? kScan : kText) {
      // Three standard errors of the rarest level, and the neighbours that are pooled.
      const double slack = 3 * std::sqrt(level.probability * (1 - level.probability) / 500) + 0.005;
      EXPECT_NEAR(calibration.Probability(origin, level.score), level.probability, slack) << level.score;
    }
  }
}

TEST(CalibrationFit, ProbabilitiesNeverFall) {
  for (unsigned seed = 0; seed < 50; ++seed) {
    const auto steps = FitSteps(Maker(seed).Rows(4 + static_cast<int>(seed), 9));
    for (const auto& origin : {steps.text_layer, steps.recognised}) {
      for (std::size_t i = 1; i < origin.size(); ++i) {
        EXPECT_LT(origin[i - 1].from, origin[i].from);
        EXPECT_LE(origin[i - 1].probability, origin[i].probability);
      }
      for (const CalibrationStep& step : origin) {
        EXPECT_TRUE(step.rows >= kLeastRows || origin.size() == 1);
        EXPECT_GT(step.probability, 0);
        EXPECT_LT(step.probability, 1);
      }
    }
  }
}

// Bins are judged by intervals that one in twenty misses by chance: over many sets of rows, about that many do.
TEST(CalibrationFit, OnHeldBackFoldsTheBinsAgree) {
  int bins = 0, agree = 0, over_documents = 0;
  for (unsigned seed = 100; seed < 130; ++seed) {
    const std::vector<KnownRow> rows = Maker(seed).Rows(100, 40);
    for (const ReliabilityBin& bin : Reliability(rows, HeldBackProbabilities(rows, 10))) {
      ++bins;
      agree += bin.Agrees() ? 1 : 0;
      over_documents += bin.AgreesOverDocuments() ? 1 : 0;
      EXPECT_LE(bin.observed.low, static_cast<double>(bin.right) / bin.rows);
      EXPECT_GE(bin.observed.high, static_cast<double>(bin.right) / bin.rows);
    }
  }
  EXPECT_GT(bins, 200);
  EXPECT_GT(agree, 0.90 * bins);
  EXPECT_GT(over_documents, 0.93 * bins);
}

// Scores that say nothing must not be given a meaning.
TEST(CalibrationFit, ShuffledTruthGivesAFlatCurve) {
  Maker maker(7);
  std::vector<KnownRow> rows = maker.Rows(200, 50);
  double right = 0;
  for (std::size_t i = rows.size() - 1; i > 0; --i) {
    const auto j = static_cast<std::size_t>(maker.Uniform() * static_cast<double>(i + 1));
    const bool kept = rows[i].right;
    rows[i].right = rows[j].right;
    rows[j].right = kept;
  }
  for (const KnownRow& row : rows) right += row.right ? 1 : 0;
  const double rate = right / static_cast<double>(rows.size());
  const std::vector<double> probabilities = HeldBackProbabilities(rows, 10);
  for (const double p : probabilities) EXPECT_NEAR(p, rate, 0.06);
  for (const CurvePoint& point : ErrorCurve(rows, probabilities, std::nullopt)) {
    if (point.accepted <= 500) continue;
    EXPECT_NEAR(point.error_rate, 1 - rate, 0.03) << point.threshold;
  }
}

TEST(CalibrationFit, AStepWithoutErrorsIsNotCertain) {
  std::vector<KnownRow> rows(99, {"a", Origin::kTextLayer, 0.99, true});
  auto steps = FitSteps(rows).text_layer;
  ASSERT_EQ(steps.size(), 1u);
  EXPECT_DOUBLE_EQ(steps[0].probability, 99.5 / 100);
  // What was seldom seen does not borrow the certainty of what is common.
  for (int i = 0; i < 24; ++i) rows.push_back({"b", Origin::kTextLayer, 0.95, true});
  steps = FitSteps(rows).text_layer;
  ASSERT_EQ(steps.size(), 2u);
  EXPECT_DOUBLE_EQ(steps[0].probability, 24.5 / 25);
  EXPECT_TRUE(FitSteps(rows).recognised.empty());
}

TEST(CalibrationFit, ScoresInDisorderAreOneStep) {
  std::vector<KnownRow> rows;
  for (int i = 0; i < 100; ++i) {
    rows.push_back({"a", Origin::kOcr, 0.90, i >= 5});
    rows.push_back({"a", Origin::kOcr, 0.95, i >= 15});
  }
  const auto steps = FitSteps(rows).recognised;
  ASSERT_EQ(steps.size(), 1u);
  EXPECT_EQ(steps[0].from, 900);
  EXPECT_EQ(steps[0].errors, 20);
}

TEST(CalibrationFit, NoDocumentVouchesForItself) {
  // Each document is all right or all wrong: a row's own document would tell its truth.
  std::vector<KnownRow> rows;
  for (int d = 0; d < 40; ++d) {
    for (int r = 0; r < 30; ++r) {
      rows.push_back({DocumentName(d), Origin::kTextLayer, 0.5 + 0.01 * d, d % 2 == 0});
    }
  }
  const std::vector<double> held_back = HeldBackProbabilities(rows, 40);
  for (std::size_t i = 0; i < rows.size(); ++i) {
    EXPECT_EQ(held_back[i], held_back[i / 30 * 30]);  // of the same document
  }
  std::vector<KnownRow> without(rows.begin() + 30, rows.end());
  Calibration calibration;
  calibration.steps = FitSteps(without);
  EXPECT_EQ(held_back[0], calibration.Probability(Origin::kTextLayer, 0.5));
}

TEST(CalibrationFit, TheOrderOfRowsMakesNoDifference) {
  std::vector<KnownRow> rows = Maker(3).Rows(30, 20);
  const std::vector<double> before = HeldBackProbabilities(rows, 5);
  std::reverse(rows.begin(), rows.end());
  std::vector<double> after = HeldBackProbabilities(rows, 5);
  std::reverse(after.begin(), after.end());
  EXPECT_EQ(before, after);
}

TEST(CalibrationFit, WrongDocumentsSpreadMoreThanABinomial) {
  // Right on average, but by whole documents: the bin does not agree with a binomial, and does over documents.
  std::vector<KnownRow> rows;
  std::vector<double> probabilities;
  for (int d = 0; d < 20; ++d) {
    for (int r = 0; r < 50; ++r) {
      rows.push_back({DocumentName(d), Origin::kOcr, 0.9, d >= 2});
      probabilities.push_back(0.96);
    }
  }
  const auto bins = Reliability(rows, probabilities);
  ASSERT_EQ(bins.size(), 1u);
  EXPECT_EQ(bins[0].documents, 20);
  EXPECT_FALSE(bins[0].Agrees());
  EXPECT_TRUE(bins[0].AgreesOverDocuments());
}

TEST(CalibrationFit, TheCurveCountsWhatAThresholdAccepts) {
  const std::vector<KnownRow> rows = {{"a", Origin::kTextLayer, 0.5, false, 1},
                                      {"a", Origin::kTextLayer, 0.9, false, 10},
                                      {"b", Origin::kTextLayer, 0.9, true, 10},
                                      {"b", Origin::kOcr, 0.9, true, 1}};
  const std::vector<double> probabilities = {0.4, 0.91, 0.96, 0.96};
  const auto at = [&](double threshold, std::optional<Origin> origin) {
    for (const CurvePoint& point : ErrorCurve(rows, probabilities, origin)) {
      if (point.threshold == threshold) return point;
    }
    return CurvePoint{};
  };
  EXPECT_EQ(at(0, std::nullopt).accepted, 4);
  EXPECT_EQ(at(0.9, std::nullopt).accepted, 3);
  EXPECT_EQ(at(0.9, std::nullopt).errors, 1);
  // Ten rows that nobody looked at stand behind each of the audited ones.
  EXPECT_DOUBLE_EQ(at(0.9, std::nullopt).share, 21.0 / 22);
  EXPECT_DOUBLE_EQ(at(0.9, std::nullopt).error_rate, 10.0 / 21);
  EXPECT_EQ(at(0.95, Origin::kTextLayer).accepted, 1);
  EXPECT_EQ(at(0.95, Origin::kTextLayer).errors, 0);
  EXPECT_NEAR(at(0.95, Origin::kTextLayer).error_interval.high, 0.975, 1e-9);
  EXPECT_EQ(at(0.999, std::nullopt).accepted, 0);
}

}  // namespace
}  // namespace labintake::pipeline
