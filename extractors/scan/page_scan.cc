#include "extractors/scan/page_scan.h"

namespace labintake::scan {
namespace {

class Reader : public ScanReader {
 public:
  explicit Reader(const ScanOptions& options) : options_(options) {}
  ScannedPage Read(const Raster&, const Placement& placement) override {
    ScannedPage out;
    out.page.number = placement.page;
    out.page.width = placement.page_width;
    out.page.height = placement.page_height;
    out.page.kind = PageKind::kScan;
    out.problem = "recognition is not built yet";
    return out;
  }

 private:
  ScanOptions options_;
};

}  // namespace

Result<std::unique_ptr<ScanReader>> MakeScanReader(const ScanOptions& options) {
  return std::make_unique<Reader>(options);
}

}  // namespace labintake::scan
