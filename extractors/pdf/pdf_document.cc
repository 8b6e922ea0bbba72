#include "extractors/pdf/pdf_document.h"

#include <poppler/Error.h>
#include <poppler/ErrorCodes.h>
#include <poppler/GlobalParams.h>
#include <poppler/PDFDoc.h>
#include <poppler/Page.h>
#include <poppler/SplashOutputDev.h>
#include <poppler/Stream.h>
#include <poppler/splash/SplashBitmap.h>
#include <poppler/splash/SplashErrorCodes.h>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <optional>

#include "extractors/pdf/page_picture.h"
#include "extractors/pdf/pdf_repair.h"
#include "extractors/pdf/text_collector.h"

namespace labintake::pdf {
namespace {

void StartPoppler() {
  if (globalParams) return;
  globalParams = std::make_unique<GlobalParams>();
  setErrorCallback([](ErrorCategory, Goffset, const char*) {});
}

// The PDF header may stand behind up to 1 KiB of other bytes (ISO 32000-1, annex H).
bool LooksLikePdf(std::string_view bytes) { return bytes.substr(0, 1024 + 5).find("%PDF-") != std::string_view::npos; }

std::unique_ptr<PDFDoc> Load(const std::string& bytes, const std::string& password) {
  std::optional<GooString> pw;
  if (!password.empty()) pw.emplace(password);
  // PDFDoc owns the stream; the stream does not own the bytes.
  auto* stream = new MemStream(bytes.data(), 0, static_cast<Goffset>(bytes.size()), Object(objNull));
  return std::make_unique<PDFDoc>(stream, pw, pw);
}

// As displayed, in points.
Box Extent(const ::Page& page) {
  double width = page.getCropWidth(), height = page.getCropHeight();
  if (page.getRotate() == 90 || page.getRotate() == 270) std::swap(width, height);
  return {0, 0, width, height};
}

bool Usable(PDFDoc& doc) { return doc.isOk() && doc.getNumPages() > 0 && doc.getPage(1) != nullptr; }

}  // namespace

struct PdfDocument::Impl {
  std::string bytes;  // outlives doc, which reads from it
  std::unique_ptr<PDFDoc> doc;
  bool repaired = false;
  bool needs_password = false;
};

PdfDocument::PdfDocument(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
PdfDocument::PdfDocument(PdfDocument&&) noexcept = default;
PdfDocument& PdfDocument::operator=(PdfDocument&&) noexcept = default;
PdfDocument::~PdfDocument() = default;

Result<PdfDocument> PdfDocument::Open(std::string bytes, const std::string& password, const OpenLimits& limits) {
  if (bytes.empty()) return Fail(ErrorCode::kEmpty, "the file is empty; ask for it again");
  if (!LooksLikePdf(bytes))
    return Fail(ErrorCode::kUnsupported, "the file is not a PDF; only PDF files can be read, convert it to PDF first");
  StartPoppler();
  auto impl = std::make_unique<Impl>();
  impl->bytes = std::move(bytes);
  impl->doc = Load(impl->bytes, "");
  if (!password.empty() && !impl->doc->isOk()) {
    impl->doc = Load(impl->bytes, password);
    impl->needs_password = true;
  }
  if (!impl->doc->isOk() && impl->doc->getErrorCode() == errEncrypted) {
    return Fail(ErrorCode::kEncrypted, password.empty() ? "the file is encrypted; give its password with --password"
                                                        : "the password does not open the file; check --password");
  }
  if (!Usable(*impl->doc)) {
    impl->doc.reset();
    std::optional<std::string> repaired = RepairPdf(impl->bytes, password);
    if (repaired) {
      impl->bytes = std::move(*repaired);
      impl->doc = Load(impl->bytes, "");
      impl->repaired = true;
    }
    if (!impl->doc || !Usable(*impl->doc))
      return Fail(ErrorCode::kDamaged, "the file is damaged beyond repair (cut off or overwritten); ask for it again");
  }
  if (impl->doc->getNumPages() > limits.max_pages) {
    return Fail(ErrorCode::kTooLarge, "the file has " + std::to_string(impl->doc->getNumPages()) +
                                          " pages, the limit is " + std::to_string(limits.max_pages) +
                                          "; split it or raise --max-pages");
  }
  return PdfDocument(std::move(impl));
}

int PdfDocument::page_count() const { return impl_->doc->getNumPages(); }
bool PdfDocument::repaired() const { return impl_->repaired; }
bool PdfDocument::needs_password() const { return impl_->needs_password; }

ReadPageResult PdfDocument::ReadPage(int number) {
  ReadPageResult out;
  ::Page* page = impl_->doc->getPage(number);
  if (page != nullptr) {
    const Box extent = Extent(*page);
    TextCollector collector(extent.width(), extent.height());
    impl_->doc->displayPage(&collector, number, 72, 72, 0, false, true, false);
    out = collector.Take();
  }
  out.page.number = number;
  return out;
}

Result<PlacedPicture> PdfDocument::PagePicture(int number, const PictureLimits& limits) {
  const ::Page* page = impl_->doc->getPage(number);
  if (page == nullptr) return Fail(ErrorCode::kDamaged, "the page is damaged");
  return TakePagePicture(*impl_->doc, number, Extent(*page), limits);
}

std::string PdfDocument::RenderPng(int number, double dpi, const Box& part) {
  SplashColor white = {255, 255, 255};
  SplashOutputDev out(splashModeRGB8, 4, false, white);
  out.setFontAntialias(true);
  out.setVectorAntialias(true);
  out.startDoc(impl_->doc.get());
  const double scale = dpi / 72;
  if (part == Box{}) {
    impl_->doc->displayPage(&out, number, dpi, dpi, 0, false, true, false);
  } else {
    const int x = static_cast<int>(std::floor(part.x0 * scale)), y = static_cast<int>(std::floor(part.y0 * scale));
    const int w = std::max(1, static_cast<int>(std::ceil(part.width() * scale)));
    const int h = std::max(1, static_cast<int>(std::ceil(part.height() * scale)));
    impl_->doc->displayPageSlice(&out, number, dpi, dpi, 0, false, true, false, x, y, w, h);
  }
  char* data = nullptr;
  size_t size = 0;
  FILE* memory = open_memstream(&data, &size);
  if (memory == nullptr) return {};
  const SplashError error = out.getBitmap()->writeImgFile(splashFormatPng, memory, dpi, dpi);
  std::fclose(memory);
  std::string png = error == splashOk ? std::string(data, size) : std::string();
  std::free(data);
  return png;
}

}  // namespace labintake::pdf
