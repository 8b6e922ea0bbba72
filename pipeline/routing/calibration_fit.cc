#include "pipeline/routing/calibration_fit.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <set>

namespace labintake::pipeline {
namespace {

constexpr std::array kOrigins = {Origin::kTextLayer, Origin::kOcr};
constexpr std::array kBinEdges = {0.0, 0.5, 0.8, 0.9, 0.95, 0.98, 0.99, 0.995, 0.999, 1.0};
constexpr std::array kThresholds = {0.0,  0.5,  0.6,   0.7,  0.8,   0.85, 0.9,   0.92,  0.94, 0.95,
                                    0.96, 0.97, 0.975, 0.98, 0.985, 0.99, 0.995, 0.998, 0.999};

// Beta(1/2, 1/2) is the prior.
double Jeffreys(int rows, int errors) { return (rows - errors + 0.5) / (rows + 1.0); }

void Join(std::vector<CalibrationStep>* steps, std::size_t i) {
  CalibrationStep& a = steps->at(i);
  const CalibrationStep& b = steps->at(i + 1);
  a.rows += b.rows;
  a.errors += b.errors;
  a.probability = Jeffreys(a.rows, a.errors);
  steps->erase(steps->begin() + static_cast<std::ptrdiff_t>(i) + 1);
}

bool MoreErrors(const CalibrationStep& above, const CalibrationStep& below) {
  return static_cast<double>(above.errors) * below.rows > static_cast<double>(below.errors) * above.rows;
}
bool LessProbable(const CalibrationStep& above, const CalibrationStep& below) {
  return above.probability < below.probability;
}

// Neighbours of which the higher is `worse` become one step, until none is. By shares of errors this is the isotonic
// regression.
void PoolViolators(std::vector<CalibrationStep>* steps,
                   bool (*worse)(const CalibrationStep& above, const CalibrationStep& below)) {
  for (std::size_t i = 0; i + 1 < steps->size();) {
    if (!worse(steps->at(i + 1), steps->at(i))) {
      ++i;
      continue;
    }
    Join(steps, i);
    if (i > 0) --i;
  }
}

double Share(const CalibrationStep& step) { return static_cast<double>(step.errors) / step.rows; }

// Steps of few rows join the neighbour that is more like them, the smallest first. Shares stay in order.
void PoolSmall(std::vector<CalibrationStep>* steps) {
  while (steps->size() > 1) {
    const auto smallest =
        std::min_element(steps->begin(), steps->end(),
                         [](const CalibrationStep& a, const CalibrationStep& b) { return a.rows < b.rows; });
    if (smallest->rows >= kLeastRows) return;
    const auto i = static_cast<std::size_t>(smallest - steps->begin());
    const double below = i == 0 ? 2 : Share(steps->at(i - 1)) - Share(*smallest);
    const double above = i + 1 == steps->size() ? 2 : Share(*smallest) - Share(steps->at(i + 1));
    Join(steps, below <= above ? i - 1 : i);
  }
}

std::vector<CalibrationStep> FitOrigin(const std::vector<KnownRow>& rows, Origin origin) {
  std::map<int, CalibrationStep> by_score;
  for (const KnownRow& row : rows) {
    if (row.origin != origin) continue;
    CalibrationStep& step = by_score[Thousandths(row.score)];
    step.from = Thousandths(row.score);
    ++step.rows;
    step.errors += row.right ? 0 : 1;
  }
  std::vector<CalibrationStep> steps;
  for (auto& [score, step] : by_score) {
    step.probability = Jeffreys(step.rows, step.errors);
    steps.push_back(step);
  }
  PoolViolators(&steps, MoreErrors);
  PoolSmall(&steps);
  // Jeffreys' estimate draws steps of few rows nearer to one half.
  PoolViolators(&steps, LessProbable);
  return steps;
}

// Documents to folds of about as many rows each: the largest first, each to the fold that has least.
std::map<std::string, int> AssignFolds(const std::vector<KnownRow>& rows, int folds) {
  std::map<std::string, int> sizes;
  for (const KnownRow& row : rows) ++sizes[row.document];
  std::vector<std::pair<int, std::string>> order;
  for (const auto& [document, size] : sizes) order.emplace_back(-size, document);
  std::sort(order.begin(), order.end());
  std::vector<int> filled(static_cast<std::size_t>(folds), 0);
  std::map<std::string, int> fold;
  for (const auto& [size, document] : order) {
    const auto least = std::min_element(filled.begin(), filled.end());
    *least -= size;
    fold[document] = static_cast<int>(least - filled.begin());
  }
  return fold;
}

std::size_t BinOf(double probability) {
  std::size_t bin = 0;
  while (bin + 2 < kBinEdges.size() && probability >= kBinEdges.at(bin + 1)) ++bin;
  return bin;
}

}  // namespace

PerOrigin<std::vector<CalibrationStep>> FitSteps(const std::vector<KnownRow>& rows) {
  return {FitOrigin(rows, Origin::kTextLayer), FitOrigin(rows, Origin::kOcr)};
}

int CountDocuments(const std::vector<KnownRow>& rows) {
  std::set<std::string> documents;
  for (const KnownRow& row : rows) documents.insert(row.document);
  return static_cast<int>(documents.size());
}

std::vector<double> HeldBackProbabilities(const std::vector<KnownRow>& rows, int folds) {
  const std::map<std::string, int> fold_of = AssignFolds(rows, folds);
  std::vector<double> probabilities(rows.size(), kNothingKnown);
  for (int fold = 0; fold < folds; ++fold) {
    std::vector<KnownRow> others;
    for (const KnownRow& row : rows) {
      if (fold_of.at(row.document) != fold) others.push_back(row);
    }
    Calibration calibration;
    calibration.steps = FitSteps(others);
    for (std::size_t i = 0; i < rows.size(); ++i) {
      if (fold_of.at(rows[i].document) == fold) {
        probabilities[i] = calibration.Probability(rows[i].origin, rows[i].score);
      }
    }
  }
  return probabilities;
}

std::vector<ReliabilityBin> Reliability(const std::vector<KnownRow>& rows, const std::vector<double>& probabilities) {
  std::vector<ReliabilityBin> bins;
  for (const Origin origin : kOrigins) {
    for (std::size_t b = 0; b + 1 < kBinEdges.size(); ++b) {
      ReliabilityBin bin{origin, kBinEdges.at(b), kBinEdges.at(b + 1)};
      double sum = 0;
      std::map<std::string, double> residuals;  // of documents
      for (std::size_t i = 0; i < rows.size(); ++i) {
        if (rows[i].origin != origin || BinOf(probabilities[i]) != b) continue;
        ++bin.rows;
        bin.right += rows[i].right ? 1 : 0;
        sum += probabilities[i];
        residuals[rows[i].document] += (rows[i].right ? 1 : 0) - probabilities[i];
      }
      if (bin.rows == 0) continue;
      bin.documents = static_cast<int>(residuals.size());
      bin.predicted = sum / bin.rows;
      bin.expected = Middle95(bin.rows, bin.predicted);
      bin.observed = ClopperPearson95(bin.right, bin.rows);
      double total = 0, squares = 0;
      for (const auto& [document, residual] : residuals) {
        total += residual;
        squares += residual * residual;
      }
      bin.z = total / std::sqrt(std::max(squares, bin.rows * bin.predicted * (1 - bin.predicted)));
      bins.push_back(bin);
    }
  }
  return bins;
}

std::vector<CurvePoint> ErrorCurve(const std::vector<KnownRow>& rows, const std::vector<double>& probabilities,
                                   std::optional<Origin> origin) {
  std::vector<CurvePoint> curve;
  for (const double threshold : kThresholds) {
    CurvePoint point{threshold};
    double all = 0, accepted = 0, wrong = 0;
    for (std::size_t i = 0; i < rows.size(); ++i) {
      if (origin && rows[i].origin != *origin) continue;
      all += rows[i].weight;
      if (probabilities[i] < threshold) continue;
      ++point.accepted;
      accepted += rows[i].weight;
      if (rows[i].right) continue;
      ++point.errors;
      wrong += rows[i].weight;
    }
    point.share = all > 0 ? accepted / all : 0;
    point.error_rate = accepted > 0 ? wrong / accepted : 0;
    point.error_interval = ClopperPearson95(point.errors, point.accepted);
    curve.push_back(point);
  }
  return curve;
}

}  // namespace labintake::pipeline
