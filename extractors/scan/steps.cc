#include "extractors/scan/steps.h"

#include <algorithm>
#include <array>
#include <utility>

namespace labintake::scan {
namespace {

struct NamedStep {
  std::string_view name;
  bool Steps::*taken;
};

constexpr std::array<NamedStep, 9> kSteps{{{"even-light", &Steps::even_light},
                                           {"straighten", &Steps::straighten},
                                           {"rules", &Steps::rules},
                                           {"ground", &Steps::ground},
                                           {"scale", &Steps::scale},
                                           {"second", &Steps::second},
                                           {"ink", &Steps::ink},
                                           {"third", &Steps::third},
                                           {"language", &Steps::language}}};

}  // namespace

Result<Steps> StepsWithout(std::string_view names) {
  Steps steps;
  if (names.empty()) return steps;
  for (size_t from = 0; from <= names.size();) {
    const size_t comma = std::min(names.find(',', from), names.size());
    const std::string_view name = names.substr(from, comma - from);
    const auto* const known =
        std::find_if(kSteps.begin(), kSteps.end(), [&](const NamedStep& s) { return s.name == name; });
    if (known == kSteps.end()) {
      std::string message = "'";
      message.append(name).append("' is no step of recognition; the steps are ").append(StepNames());
      return Fail(ErrorCode::kArgument, std::move(message));
    }
    steps.*known->taken = false;
    from = comma + 1;
  }
  return steps;
}

std::string StepNames() {
  std::string out;
  for (const NamedStep& step : kSteps) {
    if (!out.empty()) out += ", ";
    out += step.name;
  }
  return out;
}

}  // namespace labintake::scan
