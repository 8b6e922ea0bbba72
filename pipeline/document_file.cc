#include "pipeline/document_file.h"

#include <sodium.h>
#include <sys/stat.h>

#include <fstream>
#include <string_view>
#include <utility>

#include "extractors/image/picture_type.h"
#include "pipeline/scan_module.h"

namespace labintake::pipeline {
namespace {

constexpr std::size_t kLongestSignature = 12;

std::string Sha256(const std::string& bytes) {
  unsigned char hash[crypto_hash_sha256_BYTES];
  crypto_hash_sha256(hash, reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size());
  char hex[sizeof hash * 2 + 1];
  sodium_bin2hex(hex, sizeof hex, hash, sizeof hash);
  return hex;
}

}  // namespace

Result<std::string> ReadDocumentBytes(const std::string& path, std::uint64_t max_bytes) {
  struct stat st {};
  if (stat(path.c_str(), &st) != 0)
    return Fail(ErrorCode::kNotFound, "the file does not exist or cannot be read; check its path and rights");
  if (!S_ISREG(st.st_mode))
    return Fail(ErrorCode::kNotFound, "the path is no regular file; give a PDF file, a picture or a folder");
  if (static_cast<std::uint64_t>(st.st_size) > max_bytes) {
    return Fail(ErrorCode::kTooLarge, "the file has " + std::to_string(st.st_size >> 20) + " MiB, the limit is " +
                                          std::to_string(max_bytes >> 20) + " MiB; split it or raise --max-bytes");
  }
  std::ifstream in(path, std::ios::binary);
  std::string bytes(static_cast<size_t>(st.st_size), '\0');
  if (!in || !in.read(bytes.data(), static_cast<std::streamsize>(bytes.size())))
    return Fail(ErrorCode::kNotFound, "the file does not exist or cannot be read; check its path and rights");
  return bytes;
}

Result<DocumentFile> DocumentFile::Open(std::string bytes, const ProcessOptions& options) {
  DocumentFile file;
  file.sha256_ = Sha256(bytes);
  // No picture is as short as its own signature.
  const std::string_view type = bytes.size() < kLongestSignature ? "" : image::PictureType(bytes);
  if (!type.empty()) {
    file.media_type_ = type;
    const Result<const scan::ModuleApi*> module = LoadScanModule();
    if (!module) return tl::unexpected(module.error());
    scan::DecodeLimits limits;
    limits.max_pages = options.max_pages;
    limits.max_megapixels = options.max_megapixels;
    Result<std::unique_ptr<scan::ImageFile>> opened = (*module)->open_image_file(std::move(bytes), limits);
    if (!opened) return tl::unexpected(opened.error());
    file.picture_ = *std::move(opened);
    return file;
  }
  file.media_type_ = "application/pdf";
  Result<pdf::PdfDocument> opened = pdf::PdfDocument::Open(std::move(bytes), options.password, {options.max_pages});
  if (!opened && opened.error().code == ErrorCode::kUnsupported) {
    return Fail(ErrorCode::kUnsupported,
                "the file is neither a PDF nor a picture that can be read (PNG, JPEG, TIFF, WebP, HEIC); convert it to "
                "one of these first");
  }
  if (!opened) return tl::unexpected(opened.error());
  file.pdf_ = *std::move(opened);
  return file;
}

int DocumentFile::page_count() const { return pdf_ ? pdf_->page_count() : picture_->page_count(); }

}  // namespace labintake::pipeline
