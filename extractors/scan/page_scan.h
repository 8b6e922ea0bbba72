// One picture to words.
#pragma once

#include <memory>

#include "extractors/scan/scan_reader.h"

namespace labintake::scan {

// See ModuleApi::make_scan_reader.
Result<std::unique_ptr<ScanReader>> MakeScanReader(const ScanOptions& options);

}  // namespace labintake::scan
