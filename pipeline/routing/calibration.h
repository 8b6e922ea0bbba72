// What a row's score is worth: the probability that a row with this score is right.
//
// A score is what the doubts of the readers and checks leave of certainty (Observation::confidence before routing). Its
// order means something, its value does not: halving it for a doubt is a rule of thumb. A calibration is fitted on
// rows whose truth is known (calibration_fit.h), and holds for the version of extraction that made their scores.
//
// Plain values; any thread may use them.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "model/error.h"
#include "model/origin.h"
#include "pipeline/routing/policy.h"

namespace labintake::pipeline {

// Scores count in thousandths, as they are printed: two ways to multiply the same doubts must not differ.
int Thousandths(double score);

// Rows whose score is `from` thousandths or more, up to the next step.
struct CalibrationStep {
  int from = 0;
  int rows = 0, errors = 0;  // that it was fitted on
  double probability = 0;    // that such a row is right
};

struct Calibration {
  int extraction_version = 0;
  std::string fitted;  // the day, "2026-05-01"
  int documents = 0, folds = 0;
  PerOrigin<std::vector<CalibrationStep>> steps;  // by `from`, probability never falls; empty where there were no rows

  int Rows(Origin origin) const;
  int Errors(Origin origin) const;

  // Below the first step, that of the first step. Where there are no steps, kNothingKnown.
  double Probability(Origin origin, double score) const;

  // What the file holds; the same calibration gives the same text.
  std::string ToJson() const;
};

// Of a row of an origin that the fit has seen no row of: it waits under every sensible threshold.
inline constexpr double kNothingKnown = 0.5;

// Error kConfiguration, beginning with `name`: no calibration, or one for another version of extraction than
// `extraction_version`.
Result<Calibration> ParseCalibration(std::string_view json, const std::string& name, int extraction_version);

}  // namespace labintake::pipeline
