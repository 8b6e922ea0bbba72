// A file that can hold reports, opened: a PDF or a picture, whichever its content is.
//
// Loads pipeline/scan_module for pictures. Not thread-safe.
#pragma once

#include <memory>
#include <optional>
#include <string>

#include "extractors/pdf/pdf_document.h"
#include "extractors/scan/scan_reader.h"
#include "model/error.h"
#include "pipeline/process.h"

namespace labintake::pipeline {

// Errors: kNotFound (also what is no regular file), kTooLarge.
Result<std::string> ReadDocumentBytes(const std::string& path, std::uint64_t max_bytes);

class DocumentFile {
 public:
  // Errors: kEmpty, kUnsupported, kEncrypted, kDamaged, kTooLarge; kConfiguration when there is no module.
  static Result<DocumentFile> Open(std::string bytes, const ProcessOptions& options);

  const std::string& sha256() const { return sha256_; }  // lower-case hex
  const std::string& media_type() const { return media_type_; }
  int page_count() const;

  // Exactly one of them is there.
  pdf::PdfDocument* pdf() { return pdf_ ? &*pdf_ : nullptr; }
  scan::ImageFile* picture() { return picture_.get(); }

 private:
  std::string sha256_;
  std::string media_type_;
  std::optional<pdf::PdfDocument> pdf_;
  std::unique_ptr<scan::ImageFile> picture_;
};

}  // namespace labintake::pipeline
