#include "extractors/image/decode.h"
#include "extractors/scan/page_scan.h"
#include "extractors/scan/scan_reader.h"

extern "C" __attribute__((visibility("default"))) const labintake::scan::ModuleApi labintake_scan_module = {
    labintake::image::OpenImageFile, labintake::scan::MakeScanReader};
