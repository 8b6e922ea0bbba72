// What must hold of the service's folders and its database when all files have been worked off.
#pragma once

#include <vector>

#include "tests/pipeline/service/crash_files.h"
#include "tests/pipeline/service/service_under_test.h"

namespace labintake::pipeline {

// Ends the service once it has recorded what left the inbox and made its links, both of which wait until there is
// nothing better to do.
void StopOnceRecorded(ServiceUnderTest& service);

// Every file arrived once and its document is in one final state; every row is there once; links are where they
// belong; nothing is left in the inbox or in temporary places; the database is sound. REQUIRES: the service has ended.
void ExpectFinalState(ServiceUnderTest& service, const std::vector<GivenFile>& files);

}  // namespace labintake::pipeline
