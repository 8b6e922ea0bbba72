// A document as one page of HTML that shows what was read where, as what, by which rule, and why it waits.
//
// The page asks nothing of any network: pictures are data: URLs, and its policy (CSP) allows only them and its own
// style and script, by hash. Whatever comes from the document is escaped.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "model/report.h"

namespace labintake::pipeline {

// `images[i]` is document.pages[i] as a PNG file; where it is missing or empty, the page shows the boxes alone.
std::string ExplainHtml(const Document& document, const std::vector<std::string>& images);

// `text` for HTML content and quoted attributes; bytes that are no UTF-8, and controls, become U+FFFD.
std::string EscapeHtml(std::string_view text);

}  // namespace labintake::pipeline
