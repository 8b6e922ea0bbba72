// The last stage of a document: which rows are accepted and which wait for a person.
//
// Pure functions of their arguments; thread-safe.
#pragma once

#include <optional>

#include "model/report.h"
#include "pipeline/routing/calibration.h"
#include "pipeline/routing/policy.h"

namespace labintake::pipeline {

struct Routing {
  RoutingPolicy policy;
  std::optional<Calibration> calibration;
};

// Sets the status of every row and report. REQUIRES: the stages before are done, with their findings.
//
// A row is accepted when its confidence reaches the threshold of its origin and no rule of the policy sends it to a
// person; such a rule leaves a finding kPolicyReview. What a finding takes from the confidence was taken where
// it was found; a finding alone, doubt or note, sends no row to a person. `score` becomes the confidence as it came,
// and, with a calibration, `confidence` the probability that the row is right.
//
// Accepted rows that are drawn for audit get a note kAuditSample and stay accepted.
//
// A report waits as a whole where one of its own findings is a doubt.
void Route(const Routing& routing, Document* document);

// The same for one report of a document with these bytes.
void Route(const Routing& routing, const std::string& sha256, Report* report);

}  // namespace labintake::pipeline
