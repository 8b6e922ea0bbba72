// A calibration from rows whose truth is known, and how well it does on documents that it has not seen.
//
// Pure functions; the same rows in any order give the same result.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "pipeline/routing/binomial.h"
#include "pipeline/routing/calibration.h"

namespace labintake::pipeline {

struct KnownRow {
  std::string document;  // rows of one document, and of copies of it, have the same text here: their errors go together
  Origin origin = Origin::kTextLayer;
  double score = 0;
  bool right = false;
  double weight = 1;  // how many rows of the whole stock this one stands for: for shares and rates, not for the fit
};

// Probabilities never fall as the score rises (isotonic regression), each origin by itself. A step has at least
// kLeastRows rows where there are as many. Of n rows with r right ones the probability is (r + 1/2) / (n + 1),
// Jeffreys' estimate: a step without errors is not certain, and neighbours without errors stay apart, so that a score
// that was seldom seen does not borrow the certainty of a common one.
inline constexpr int kLeastRows = 10;
PerOrigin<std::vector<CalibrationStep>> FitSteps(const std::vector<KnownRow>& rows);

// The probability of each row by the fit on the folds that do not hold its document. REQUIRES: folds >= 2.
std::vector<double> HeldBackProbabilities(const std::vector<KnownRow>& rows, int folds);

// Number of different documents.
int CountDocuments(const std::vector<KnownRow>& rows);

// Rows with about the same predicted probability, and what was observed.
struct ReliabilityBin {
  Origin origin = Origin::kTextLayer;
  double from = 0, to = 1;  // predicted probabilities in [from, to), the last bin with its end
  int rows = 0, right = 0, documents = 0;
  double predicted = 0;         // mean
  CountInterval expected = {};  // right rows that 95 of 100 such bins would have, were rows independent of each other
  Interval observed = {};       // Clopper and Pearson's, of the share of right rows
  // Observed minus predicted right rows, in standard errors: those of a binomial, or, where they are larger, those of
  // the sums over documents. Rows of one document are wrong together, so that counts spread more than a binomial does.
  double z = 0;

  bool Agrees() const { return right >= expected.low && right <= expected.high; }
  bool AgreesOverDocuments() const { return Agrees() || (z >= -1.96 && z <= 1.96); }
};
// Bins without rows are left out. `probabilities` are those of `rows`.
std::vector<ReliabilityBin> Reliability(const std::vector<KnownRow>& rows, const std::vector<double>& probabilities);

// What a threshold would do.
struct CurvePoint {
  double threshold = 0;
  int accepted = 0, errors = 0;  // rows
  double share = 0;              // of all rows, weighted
  double error_rate = 0;         // of accepted rows, weighted
  Interval error_interval = {};  // 95 %, of errors / accepted
};
// `origin`: rows of this origin only; nullopt: all.
std::vector<CurvePoint> ErrorCurve(const std::vector<KnownRow>& rows, const std::vector<double>& probabilities,
                                   std::optional<Origin> origin);

}  // namespace labintake::pipeline
