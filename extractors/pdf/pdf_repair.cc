#include "extractors/pdf/pdf_repair.h"

#include <cctype>
#include <exception>
#include <memory>
#include <qpdf/Buffer.hh>
#include <qpdf/QPDF.hh>
#include <qpdf/QPDFPageDocumentHelper.hh>
#include <qpdf/QPDFWriter.hh>

namespace labintake::pdf {
namespace {

std::optional<std::string> Rewrite(const std::string& bytes, const std::string& password) {
  try {
    QPDF pdf;
    pdf.setSuppressWarnings(true);
    pdf.processMemoryFile("document", bytes.data(), bytes.size(), password.c_str());
    QPDFPageDocumentHelper pages(pdf);
    pages.pushInheritedAttributesToPage();
    if (pages.getAllPages().empty()) return std::nullopt;
    QPDFWriter writer(pdf);
    writer.setOutputMemory();
    writer.setPreserveEncryption(false);
    writer.setStaticID(true);
    writer.write();
    const std::shared_ptr<Buffer> out = writer.getBufferSharedPointer();
    return std::string(reinterpret_cast<const char*>(out->getBuffer()), out->getSize());
  } catch (const std::exception&) {
    return std::nullopt;
  }
}

// A file whose end was cut off has lost its trailer. Where the catalogue is still there, a new trailer that names it
// lets qpdf rebuild the cross-references.
std::optional<std::string> WithTrailer(const std::string& bytes) {
  size_t catalog = bytes.find("/Type/Catalog");
  if (catalog == std::string::npos) catalog = bytes.find("/Type /Catalog");
  if (catalog == std::string::npos) return std::nullopt;
  const size_t obj = bytes.rfind(" obj", catalog);
  if (obj == std::string::npos) return std::nullopt;
  // "<number> <generation> obj"
  size_t from = obj;
  for (int fields = 0; fields < 2; ++fields) {
    const size_t end = from;
    while (from > 0 && std::isdigit(static_cast<unsigned char>(bytes[from - 1])) != 0) --from;
    if (from == end) return std::nullopt;
    if (fields == 0) {
      if (from == 0 || bytes[from - 1] != ' ') return std::nullopt;
      --from;
    }
  }
  return bytes + "\ntrailer\n<</Root " + bytes.substr(from, obj - from) + " R>>\nstartxref\n0\n%%EOF\n";
}

}  // namespace

std::optional<std::string> RepairPdf(const std::string& bytes, const std::string& password) {
  if (std::optional<std::string> out = Rewrite(bytes, password)) return out;
  if (const std::optional<std::string> mended = WithTrailer(bytes)) return Rewrite(*mended, password);
  return std::nullopt;
}

}  // namespace labintake::pdf
