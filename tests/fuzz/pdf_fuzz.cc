// Any bytes as a PDF: opening, reading and classifying its pages, and taking their pictures, never crashes, hangs or
// throws.
#include <cstddef>
#include <cstdint>
#include <string>

#include "extractors/pdf/page_kind.h"
#include "extractors/pdf/pdf_document.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  auto document =
      labintake::pdf::PdfDocument::Open(std::string(reinterpret_cast<const char*>(data), size), "", {.max_pages = 8});
  if (!document) return 0;
  for (int page = 1; page <= document->page_count(); ++page) {
    labintake::pdf::Classify(document->ReadPage(page));
    document->PagePicture(page, {.max_megapixels = 0.05, .max_stored_megapixels = 1});
  }
  return 0;
}
