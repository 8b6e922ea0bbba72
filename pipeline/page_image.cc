#include "pipeline/page_image.h"

#include <utility>

#include "model/row_reducer.h"
#include "pipeline/output/png.h"
#include "pipeline/picture_part.h"

namespace labintake::pipeline {

std::string PageImages::Png(const PageView& view) {
  if (view.number < 1 || view.number > file_.page_count()) return "";
  if (file_.pdf() != nullptr) return file_.pdf()->RenderPng(view.number, view.dpi, view.part);
  if (number_ != view.number) {
    number_ = view.number;
    Result<Raster> read = file_.picture()->ReadPage(view.number);
    raster_ = read ? *std::move(read) : Raster{};
  }
  const Box page{0, 0, view.width, view.height};
  if (raster_.empty() || page.empty()) return "";
  Box part = view.part.empty() ? page : view.part;
  Raster shown = CutOut(raster_, page, &part);
  const double scale = view.dpi / 72;
  return EncodePng(Reduced(std::move(shown), part.width() * scale * part.height() * scale));
}

}  // namespace labintake::pipeline
