// Text in columns of a terminal.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace labintake::pipeline {

// Columns that valid UTF-8 `text` takes: 2 for wide characters, 0 for combining ones.
std::size_t DisplayWidth(std::string_view text);

// `text` in exactly `width` columns: filled with spaces (on the left when `right`), or cut and ended with "…".
// REQUIRES: width >= 1 when the text is wider.
std::string Fit(std::string_view text, std::size_t width, bool right = false);

}  // namespace labintake::pipeline
