#include "pipeline/routing/policy.h"

#include <fmt/format.h>

namespace labintake::pipeline {
namespace {

const char* ToString(UnknownAnalyte action) { return action == UnknownAnalyte::kAccept ? "accept" : "review"; }

// Single quotes: nothing within has a meaning but the quote itself.
std::string Quoted(const std::string& text) {
  std::string out = "'";
  for (const char c : text) {
    if (c == '\'') out += c;
    out += c;
  }
  out += '\'';
  return out;
}

std::string List(const char* key, const std::vector<std::string>& items) {
  return fmt::format("  {}: [{}]\n", key, fmt::join(items, ", "));
}

template <typename T>
std::string Both(const char* key, const PerOrigin<T>& value) {
  return fmt::format("{}:\n  text_layer: {}\n  recognised: {}\n", key, value.text_layer, value.recognised);
}

std::string Body(const RoutingPolicy& policy) {
  std::vector<std::string> panels, findings;
  for (const TextPattern& panel : policy.review_panels) panels.push_back(Quoted(panel.text()));
  for (const FindingCode code : policy.review_findings) findings.push_back(labintake::ToString(code));
  const PerOrigin<std::string> unknown{ToString(policy.unknown_analyte.text_layer),
                                       ToString(policy.unknown_analyte.recognised)};
  return Both("accept_threshold", policy.accept_threshold) + Both("unknown_analyte", unknown) + "always_review:\n" +
         List("analytes", policy.review_analytes) + List("panels", panels) + List("findings", findings) +
         Both("audit_sample", policy.audit_sample);
}

std::string SecondKey(const db::SecondKeyPolicy& policy) {
  std::string out =
      "second_key:\n" + List("analytes", policy.analytes) +
      fmt::format("  critical_flags: {}\n  critical:{}\n", policy.critical_flags, policy.critical.empty() ? " []" : "");
  for (const db::CriticalLimits& limits : policy.critical) {
    out += fmt::format("    - analyte: {}\n", limits.analyte);
    if (limits.below) out += fmt::format("      below: {}\n", limits.below->ToString());
    if (limits.above) out += fmt::format("      above: {}\n", limits.above->ToString());
  }
  return out + fmt::format("  confidence_below: {}\n  sample: {}\n", policy.confidence_below, policy.sample) +
         List("fields", policy.fields);
}

}  // namespace

std::string ToYaml(const RoutingPolicy& policy) {
  std::string out = Body(policy) + (policy.probation.empty() ? "probation: []\n" : "probation:\n");
  for (const Probation& p : policy.probation) {
    out += fmt::format("  - lab: {}\n    until_reviewed: {}\n", Quoted(p.lab.text()), p.until_reviewed);
  }
  return out + fmt::format("calibration: {}\n", Quoted(policy.calibration)) + SecondKey(policy.second_key);
}

std::string Configuration(const RoutingPolicy& policy) {
  std::string out = Body(policy) + "probation:\n";
  for (const Probation& p : policy.probation) {
    if (p.InForce()) out += fmt::format("  - {}\n", Quoted(p.lab.text()));
  }
  return out;
}

}  // namespace labintake::pipeline
