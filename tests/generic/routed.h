// Reports as the pipeline has them: read, and routed.
#pragma once

#include <vector>

#include "extractors/generic/document_reader.h"
#include "pipeline/routing/route.h"

namespace labintake::test {

// By default by the policy that is in force when none is given.
inline std::vector<Report> ReadAndRoute(const std::vector<Page>& pages, const pipeline::Routing& routing = {}) {
  std::vector<Report> reports = generic::ReadDocument(pages);
  for (Report& report : reports) pipeline::Route(routing, "", &report);
  return reports;
}

}  // namespace labintake::test
