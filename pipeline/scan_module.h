// The module that reads pictures (liblabintake_scan.so), loaded when the first picture is met.
//
// Its libraries take longer to load than a page of text takes to read, so the program itself does not link them. The
// module stays loaded until the process ends. Not thread-safe.
#pragma once

#include <string>

#include "extractors/scan/scan_reader.h"
#include "model/error.h"

namespace labintake::pipeline {

// Looks beside the program, as in a build folder, and then where it is installed (../lib/labintake). Sets
// OMP_THREAD_LIMIT in the environment of this process, because workers already use every core.
// Error kConfiguration: the module is missing or cannot be loaded.
Result<const scan::ModuleApi*> LoadScanModule();

// The file that it loads; "" where there is none.
std::string ScanModulePath();

}  // namespace labintake::pipeline
