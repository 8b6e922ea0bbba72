#include "pipeline/routing/calibration.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>

namespace labintake::pipeline {
namespace {

using Json = nlohmann::ordered_json;

constexpr const char* kKind = "labintake-calibration";
constexpr int kFormat = 1;

int Sum(const std::vector<CalibrationStep>& steps, int CalibrationStep::*member) {
  int sum = 0;
  for (const CalibrationStep& step : steps) sum += step.*member;
  return sum;
}

Json StepsToJson(const std::vector<CalibrationStep>& steps) {
  Json list = Json::array();
  for (const CalibrationStep& step : steps) {
    list.push_back({{"score", step.from / 1000.0},
                    {"rows", step.rows},
                    {"errors", step.errors},
                    // More digits would be of the fit's arithmetic, not of the rows.
                    {"probability", std::round(step.probability * 1e6) / 1e6}});
  }
  return list;
}

// False for what no fit gives.
bool StepsFromJson(const Json& list, std::vector<CalibrationStep>* steps) {
  for (const Json& entry : list) {
    CalibrationStep step;
    step.from = Thousandths(entry.at("score").get<double>());
    step.rows = entry.at("rows").get<int>();
    step.errors = entry.at("errors").get<int>();
    step.probability = entry.at("probability").get<double>();
    if (!(step.probability >= 0 && step.probability <= 1) || step.errors < 0 || step.rows < step.errors) return false;
    if (!steps->empty() && (step.from <= steps->back().from || step.probability < steps->back().probability)) {
      return false;
    }
    steps->push_back(step);
  }
  return true;
}

}  // namespace

int Thousandths(double score) { return static_cast<int>(std::lround(std::clamp(score, 0.0, 1.0) * 1000)); }

int Calibration::Rows(Origin origin) const { return Sum(steps[origin], &CalibrationStep::rows); }
int Calibration::Errors(Origin origin) const { return Sum(steps[origin], &CalibrationStep::errors); }

double Calibration::Probability(Origin origin, double score) const {
  const std::vector<CalibrationStep>& all = steps[origin];
  if (all.empty()) return kNothingKnown;
  auto above = std::upper_bound(all.begin(), all.end(), Thousandths(score),
                                [](int at, const CalibrationStep& step) { return at < step.from; });
  if (above != all.begin()) --above;
  return above->probability;
}

std::string Calibration::ToJson() const {
  const Json json = {{"kind", kKind},
                     {"format", kFormat},
                     {"extraction_version", extraction_version},
                     {"fitted", fitted},
                     {"rows", Rows(Origin::kTextLayer) + Rows(Origin::kOcr)},
                     {"errors", Errors(Origin::kTextLayer) + Errors(Origin::kOcr)},
                     {"documents", documents},
                     {"folds", folds},
                     {"text_layer", StepsToJson(steps.text_layer)},
                     {"recognised", StepsToJson(steps.recognised)}};
  return json.dump(1) + "\n";
}

Result<Calibration> ParseCalibration(std::string_view text, const std::string& name, int extraction_version) {
  const auto none = [&] {
    return Fail(ErrorCode::kConfiguration, name + ": this is no calibration; make one with labintake calibrate");
  };
  Calibration calibration;
  try {
    const Json json = Json::parse(text);
    if (json.at("kind") != kKind) return none();
    if (json.at("format") != kFormat) {
      return Fail(ErrorCode::kConfiguration,
                  name +
                      ": this calibration was made by another version of labintake; make it again with labintake "
                      "calibrate");
    }
    calibration.extraction_version = json.at("extraction_version").get<int>();
    calibration.fitted = json.at("fitted").get<std::string>();
    calibration.documents = json.at("documents").get<int>();
    calibration.folds = json.at("folds").get<int>();
    if (!StepsFromJson(json.at("text_layer"), &calibration.steps.text_layer) ||
        !StepsFromJson(json.at("recognised"), &calibration.steps.recognised)) {
      return none();
    }
  } catch (const Json::exception&) {
    return none();
  }
  if (calibration.extraction_version != extraction_version) {
    return Fail(
        ErrorCode::kConfiguration,
        fmt::format("{}: this calibration was fitted for extraction {}, and this program has extraction {}, whose "
                    "scores mean something else; fit it again with labintake calibrate",
                    name, calibration.extraction_version, extraction_version));
  }
  return calibration;
}

}  // namespace labintake::pipeline
