// Damaged PDFs rewritten by the qpdf library.
#pragma once

#include <optional>
#include <string>

namespace labintake::pdf {

// The file written anew without encryption, or nullopt where qpdf cannot recover any page. Never throws, never prints.
std::optional<std::string> RepairPdf(const std::string& bytes, const std::string& password);

}  // namespace labintake::pdf
