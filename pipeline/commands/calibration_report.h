// What a fit is worth, as tables for people.
//
// Pure function; thread-safe.
#pragma once

#include <string>
#include <vector>

#include "pipeline/routing/calibration_fit.h"

namespace labintake::pipeline {

// The rows, the steps of the fit, and, from rows judged by fits that have not seen their documents, the curve of error
// against automation and the bins of reliability. REQUIRES: calibration.folds >= 2.
std::string CalibrationReport(const Calibration& calibration, const std::vector<KnownRow>& rows);

}  // namespace labintake::pipeline
