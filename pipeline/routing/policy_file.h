// Policies as YAML.
//
// Pure functions; thread-safe.
#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "model/error.h"
#include "pipeline/routing/policy.h"

namespace labintake::pipeline {

struct PolicySource {
  std::string name;    // of the file, for messages
  std::string folder;  // a calibration is looked for beside the policy: its folder, "" for the present one
  // True for the id of an analyte. Not asked where it is empty.
  std::function<bool(std::string_view id)> is_analyte = {};
};

// Keys that are left out have their default. Error kConfiguration with file, line, key, and what is allowed there:
// "policy.yaml:7: accept_threshold.recognised: 'high' is not allowed here; give a number from 0 to 1".
Result<RoutingPolicy> ParsePolicy(std::string_view text, const PolicySource& source);

}  // namespace labintake::pipeline
