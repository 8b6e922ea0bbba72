// PDF files through Poppler: words with boxes, rules and fills, and rendered images.
//
// Only files of extractors/pdf include Poppler (pdf_document.cc, text_collector, page_picture) and qpdf
// (pdf_repair.cc). Poppler is not safe to use from two threads of one process, even on two documents: use one thread a
// process. Errors of the library never reach stderr.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "model/error.h"
#include "model/page.h"
#include "model/raster.h"

namespace labintake::pdf {

struct OpenLimits {
  int max_pages = 2000;
};

// What the text layer of a page looked like, for the decision whether it can be trusted.
struct TextLayerStats {
  int chars = 0;           // characters drawn, visible or not
  int unmapped = 0;        // no Unicode, private use, U+FFFD or control characters
  int invisible = 0;       // render mode 3, clipped away or white on white
  int duplicates = 0;      // drawn twice at the same place
  int tilted = 0;          // not upright: watermarks, stamps, text along the margin, a page that lies on its side
  int turned = 0;          // of those: at a right angle or upside down
  double image_cover = 0;  // share of the page under pictures, 0..1
  // The same of pictures that no text is set on, between letterhead and footer: what may show results. A background is
  // not among them.
  double bare_cover = 0;
};

struct ReadPageResult {
  Page page;  // visible, upright, deduplicated words
  TextLayerStats stats;
  std::vector<Box> pictures = {};  // where pictures lie on the page that no text is set on
};

struct PictureLimits {
  double max_megapixels = 12;          // larger pictures are reduced
  double max_stored_megapixels = 200;  // of all pictures on the page; more is refused before anything is decoded
};

struct PlacedPicture {
  Raster raster;  // upright as the page is displayed
  Box area;       // of the page under it
};

class PdfDocument {
 public:
  // Opens the bytes of a file; what Poppler cannot read is repaired with qpdf first. `bytes` are copied.
  // Errors: kEmpty, kUnsupported (no PDF), kEncrypted, kDamaged, kTooLarge.
  static Result<PdfDocument> Open(std::string bytes, const std::string& password, const OpenLimits& limits);

  PdfDocument(PdfDocument&&) noexcept;
  PdfDocument& operator=(PdfDocument&&) noexcept;
  ~PdfDocument();

  int page_count() const;
  bool repaired() const;
  // It opened with the password alone, or may have.
  bool needs_password() const;

  // REQUIRES: 1 <= number <= page_count(). Never fails: a page that cannot be interpreted is empty.
  ReadPageResult ReadPage(int number);

  // The page in grey, for recognition: the stored picture where it alone is what the page shows, because that costs a
  // tenth of rendering and loses nothing; otherwise the page rendered at 300 dpi. Errors: kTooLarge, kDamaged.
  // REQUIRES: 1 <= number <= page_count().
  Result<PlacedPicture> PagePicture(int number, const PictureLimits& limits);

  // The page, or the part of it under `part` (points; Box{} for the whole), as a PNG file.
  // REQUIRES: 1 <= number <= page_count(), 10 <= dpi <= 600.
  std::string RenderPng(int number, double dpi, const Box& part = {});

 private:
  struct Impl;
  explicit PdfDocument(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace labintake::pdf
