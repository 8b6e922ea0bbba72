// The options of process and explain that say which rows are accepted.
#pragma once

#include <optional>
#include <string>

#include "model/error.h"
#include "pipeline/routing/route.h"

namespace CLI {
class App;
}

namespace labintake::pipeline {

struct RoutingOptions {
  std::string policy;                      // file; "" for the policy that the program comes with
  std::string calibration;                 // file; "" for that of the policy
  std::optional<double> accept_threshold;  // for rows of both origins, in place of the policy's
};

// --policy, --calibration, --accept-threshold. `options` must outlive `app`.
void AddRoutingOptions(CLI::App& app, RoutingOptions* options);

// The policy in `path`, or, for "", the one that the program comes with. Error kConfiguration, one sentence that names
// the file.
Result<RoutingPolicy> LoadPolicy(const std::string& path);

// Reads the files that `options` name. Errors as of LoadPolicy.
Result<Routing> LoadRouting(const RoutingOptions& options);

}  // namespace labintake::pipeline
