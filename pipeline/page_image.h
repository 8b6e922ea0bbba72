// Pages as pictures for people: what `explain` and `queue export` show under the boxes.
//
// Runs where documents are opened: in worker processes. Not thread-safe.
#pragma once

#include <string>

#include "model/geometry.h"
#include "pipeline/document_file.h"

namespace labintake::pipeline {

// What to draw of which page.
struct PageView {
  int number = 1;
  double width = 0, height = 0;  // of the page in points, as PageSummary has them
  Box part;                      // of the page; Box{}: all of it
  double dpi = 110;              // 10 to 600; less where a picture has less
};

class PageImages {
 public:
  explicit PageImages(DocumentFile file) : file_(std::move(file)) {}

  DocumentFile& file() { return file_; }

  // As a PNG file; "" where it cannot be drawn, also for a page that the file does not have.
  std::string Png(const PageView& view);

 private:
  DocumentFile file_;
  int number_ = 0;  // of the page in `raster_`, of a picture file
  Raster raster_;
};

}  // namespace labintake::pipeline
