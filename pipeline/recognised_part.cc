#include "pipeline/recognised_part.h"

#include <utility>

#include "pipeline/picture_part.h"

namespace labintake::pipeline {

bool NeedsRecognition(PageKind kind) {
  return kind == PageKind::kScan || kind == PageKind::kGarbled || kind == PageKind::kMixed;
}

Result<pdf::PlacedPicture> PictureOf(DocumentFile& file, int number, const Box& area, double max_stored_megapixels) {
  if (file.pdf() == nullptr) {
    Result<Raster> read = file.picture()->ReadPage(number);
    if (!read) return tl::unexpected(read.error());
    return pdf::PlacedPicture{*std::move(read), {}};
  }
  const pdf::PictureLimits limits{.max_stored_megapixels = max_stored_megapixels};
  Result<pdf::PlacedPicture> taken = file.pdf()->PagePicture(number, limits);
  if (!taken || area.empty()) return taken;
  pdf::PlacedPicture part{{}, area};
  part.raster = CutOut(taken->raster, taken->area, &part.area);
  return part;
}

void AddWords(const Page& picture, Page* page) {
  for (Word word : picture.words) {
    const Box at_baseline{word.box.x0, word.baseline, word.box.x1, word.baseline};
    word.baseline = picture.displayed.Map(at_baseline).center_y();
    word.box = picture.displayed.Map(word.box);
    page->words.push_back(std::move(word));
  }
}

}  // namespace labintake::pipeline
