#include "extractors/scan/step_writer.h"

#include <leptonica/allheaders.h>

#include "extractors/image/pix.h"

namespace labintake::scan {

void SaveStep(const std::string& prefix, const char* step, const Raster& raster) {
  if (prefix.empty() || raster.empty()) return;
  const image::PixPtr pix = image::ToPix(raster);
  pixWrite((prefix + "-" + step + ".png").c_str(), pix.get(), IFF_PNG);
}

void SaveRuns(const std::string& prefix, const char* step, const Raster& raster, const std::vector<TextRun>& runs) {
  if (prefix.empty()) return;
  Raster drawn = raster;
  const auto dot = [&](int x, int y) {
    if (x >= 0 && y >= 0 && x < drawn.width && y < drawn.height)
      drawn.grey[static_cast<size_t>(y) * drawn.width + x] = 128;
  };
  for (const TextRun& r : runs) {
    for (int x = r.x0; x < r.x1; ++x) dot(x, r.y0), dot(x, r.y1), dot(x, static_cast<int>(r.baseline));
    for (int y = r.y0; y < r.y1; ++y) dot(r.x0, y), dot(r.x1, y);
  }
  SaveStep(prefix, step, drawn);
}

}  // namespace labintake::scan
