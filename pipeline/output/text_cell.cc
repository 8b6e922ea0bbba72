#include "pipeline/output/text_cell.h"

#include <utf8proc.h>

namespace labintake::pipeline {
namespace {

// Calls `visit(character bytes, width)` until it returns false.
template <typename Visit>
void ForEachCharacter(std::string_view text, Visit visit) {
  const auto* bytes = reinterpret_cast<const utf8proc_uint8_t*>(text.data());
  for (std::size_t i = 0; i < text.size();) {
    utf8proc_int32_t c = -1;
    const utf8proc_ssize_t n = utf8proc_iterate(bytes + i, static_cast<utf8proc_ssize_t>(text.size() - i), &c);
    const std::size_t size = n > 0 ? static_cast<std::size_t>(n) : 1;
    const int width = n > 0 ? utf8proc_charwidth(c) : 1;
    if (!visit(text.substr(i, size), static_cast<std::size_t>(width > 0 ? width : 0))) return;
    i += size;
  }
}

}  // namespace

std::size_t DisplayWidth(std::string_view text) {
  std::size_t width = 0;
  ForEachCharacter(text, [&](std::string_view, std::size_t w) {
    width += w;
    return true;
  });
  return width;
}

std::string Fit(std::string_view text, std::size_t width, bool right) {
  const std::size_t has = DisplayWidth(text);
  if (has <= width) {
    const std::string fill(width - has, ' ');
    return right ? fill + std::string(text) : std::string(text) + fill;
  }
  std::string out;
  std::size_t used = 0;
  ForEachCharacter(text, [&](std::string_view character, std::size_t w) {
    if (used + w + 1 > width) return false;
    out += character;
    used += w;
    return true;
  });
  return out + "…" + std::string(width - used - 1, ' ');
}

}  // namespace labintake::pipeline
