#include "extractors/scan/page_scan.h"

#include <algorithm>
#include <cmath>

#include "extractors/image/pix.h"
#include "extractors/ocr/recognizer.h"
#include "extractors/scan/page_image.h"
#include "extractors/scan/run_reader.h"
#include "extractors/scan/step_writer.h"
#include "extractors/scan/text_runs.h"

namespace labintake::scan {
namespace {

// Capitals and digits are about 0.7 em high.
constexpr double kCapitals = 0.7;
// A picture without a size is taken for a page whose text is of this size in points.
constexpr double kUsualSize = 9;

static double E(const char* n, double d) { return getenv(n) ? atof(getenv(n)) : d; }
#define ENVVIEW View{E("AB",1.45),E("BE",0.5),E("SI",0.4),E("SC",1)}
class Reader : public ScanReader {
 public:
  Reader(const ScanOptions& options, std::unique_ptr<ocr::Recognizer> recognizer)
      : options_(options), recognizer_(std::move(recognizer)) {
    image::SilenceLeptonica();
  }

  ScannedPage Read(const Raster& picture, const Placement& placement) override {
    ScannedPage out;
    Page& page = out.page;
    page.number = placement.page;
    page.kind = PageKind::kScan;
    const std::string steps = options_.save_steps.empty() ? "" : options_.save_steps + "/page-" + std::to_string(placement.page);
    const PageImage image = Prepare(picture, steps);
    double points = 72 / (picture.dpi > 0 ? picture.dpi : 200);  // for a pixel of the picture
    Box area = placement.area;
    page.width = placement.page_width;
    page.height = placement.page_height;
    if (page.width > 0) {
      if (area.empty()) area = {0, 0, page.width, page.height};
      points = area.width() / picture.width;
    } else {
      if (image.source_letter_height > 0) points = kCapitals * kUsualSize / image.source_letter_height;
      page.width = picture.width * points;
      page.height = picture.height * points;
    }
    if (image.straight.empty()) {
      out.problem = "no text was found on it";
      return out;
    }
    const double p = points / image.scale;  // points for a pixel of the straight picture
    if (!image.level) {
      const Projection to_pixels{{1 / p, 0, -area.x0 / p, 0, 1 / p, -area.y0 / p, 0, 0, 1}};
      const Projection to_points{{points, 0, area.x0, 0, points, area.y0, 0, 0, 1}};
      page.displayed = to_points.After(image.to_picture).After(to_pixels);
    }
    const std::vector<TextRun> runs = FindRuns(image.blobs, image.letter_height);
    SaveRuns(steps, "4-runs", image.straight, runs);
    for (const image::Blob& b : image.rules)
      page.rules.push_back({{area.x0 + b.x * p, area.y0 + b.y * p, area.x0 + b.right() * p, area.y0 + b.bottom() * p}, 0});
    for (size_t i = 0; i < runs.size(); ++i) {
      for (const ocr::ReadWord& read : ReadRun(*recognizer_, image.straight, runs, i, ENVVIEW)) {
        Word w;
        w.text = read.text;
        w.baseline = area.y0 + runs[i].row * p;
        w.font_size = runs[i].letter_height * p / kCapitals;
        w.box = {area.x0 + read.x0 * p, w.baseline - 0.8 * w.font_size, area.x0 + read.x1 * p, w.baseline + 0.2 * w.font_size};
        w.confidence = read.confidence;
        w.origin = Origin::kOcr;
        w.space_before = true;
        page.words.push_back(std::move(w));
      }
    }
    return out;
  }

 private:
  ScanOptions options_;
  std::unique_ptr<ocr::Recognizer> recognizer_;
};

}  // namespace

Result<std::unique_ptr<ScanReader>> MakeScanReader(const ScanOptions& options) {
  Result<std::unique_ptr<ocr::Recognizer>> recognizer = ocr::Recognizer::Make(options.languages.empty() ? "eng" : options.languages, options.tessdata);
  if (!recognizer) return tl::unexpected(recognizer.error());
  return std::make_unique<Reader>(options, std::move(*recognizer));
}

}  // namespace labintake::scan
