// What an operator decides about which rows people see. How it is written: lab_formats/policy.yaml.
//
// Plain values; any thread may use them.
#pragma once

#include <string>
#include <vector>

#include "db/second_key.h"
#include "model/observation.h"
#include "pipeline/routing/text_pattern.h"

namespace labintake::pipeline {

// One value for rows of text layers, one for recognised rows.
template <typename T>
struct PerOrigin {
  T text_layer{};
  T recognised{};

  const T& operator[](Origin origin) const { return origin == Origin::kOcr ? recognised : text_layer; }
  T& operator[](Origin origin) { return origin == Origin::kOcr ? recognised : text_layer; }
  bool operator==(const PerOrigin&) const = default;
};

// What becomes of rows whose name is in no catalogue (FindingCode::kAnalyteUnknown).
enum class UnknownAnalyte { kAccept, kReview };

// A laboratory whose rows all wait until people have reviewed enough of them.
struct Probation {
  TextPattern lab;
  int until_reviewed = 0;  // rows; 0: for ever
  int reviewed = 0;        // of this laboratory, when the run began: what the database knew

  bool InForce() const { return until_reviewed == 0 || reviewed < until_reviewed; }
};

struct RoutingPolicy {
  PerOrigin<double> accept_threshold{0.90, 0.90};  // rows with less confidence wait
  PerOrigin<UnknownAnalyte> unknown_analyte{UnknownAnalyte::kAccept, UnknownAnalyte::kReview};
  std::vector<std::string> review_analytes;  // ids of the catalogue
  std::vector<TextPattern> review_panels;
  std::vector<FindingCode> review_findings;
  std::vector<Probation> probation;
  PerOrigin<double> audit_sample{0, 0};  // share of the accepted rows
  std::string calibration;               // a file; "" for none. Loaded by whoever loads the policy.
  db::SecondKeyPolicy second_key;        // which answers a second person has to give too; changes no row
};

// The whole policy as YAML that reads back as the same policy, in a fixed order. Without `reviewed`.
std::string ToYaml(const RoutingPolicy& policy);

// Everything of the policy that can change the status of a row, as text: equal texts route alike. The file of the
// calibration is not in it; its content is (Calibration::ToJson).
std::string Configuration(const RoutingPolicy& policy);

}  // namespace labintake::pipeline
