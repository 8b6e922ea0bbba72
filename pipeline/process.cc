#include "pipeline/process.h"

#include <sodium.h>
#include <sys/stat.h>

#include <cstdio>
#include <fstream>

#include "extractors/generic/document_reader.h"
#include "extractors/pdf/page_kind.h"
#include "extractors/pdf/pdf_document.h"

namespace labintake::pipeline {
namespace {

std::string Sha256(const std::string& bytes) {
  unsigned char hash[crypto_hash_sha256_BYTES];
  crypto_hash_sha256(hash, reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size());
  char hex[sizeof hash * 2 + 1];
  sodium_bin2hex(hex, sizeof hex, hash, sizeof hash);
  return hex;
}

Result<std::string> ReadFile(const std::string& path, std::uint64_t max_bytes) {
  struct stat st {};
  if (stat(path.c_str(), &st) != 0)
    return Fail(ErrorCode::kNotFound, "the file does not exist or cannot be read; check its path and rights");
  if (!S_ISREG(st.st_mode))
    return Fail(ErrorCode::kNotFound, "the path is no regular file; give a PDF file or a folder");
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

}  // namespace

Result<Document> ProcessFile(const std::string& path, const ProcessOptions& options) {
  Result<std::string> bytes = ReadFile(path, options.max_bytes);
  if (!bytes) return tl::unexpected(bytes.error());
  Document document;
  document.path = path;
  document.sha256 = Sha256(*bytes);
  document.media_type = "application/pdf";
  Result<pdf::PdfDocument> opened = pdf::PdfDocument::Open(std::move(*bytes), options.password, {options.max_pages});
  if (!opened) return tl::unexpected(opened.error());
  document.repaired = opened->repaired();
  std::vector<Page> pages;
  for (int n = 1; n <= opened->page_count(); ++n) {
    pdf::ReadPageResult read = opened->ReadPage(n);
    read.page.kind = pdf::Classify(read);
    document.pages.push_back({n, read.page.width, read.page.height, read.page.kind});
    pages.push_back(std::move(read.page));
  }
  document.reports = generic::ReadDocument(pages, {options.accept_threshold});
  return document;
}

}  // namespace labintake::pipeline
