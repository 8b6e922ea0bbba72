// One drawn character, and how characters become words.
//
// No library type here: the collector fills these from Poppler, tests fill them by hand. Coordinates as in
// model/geometry.h.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "model/page.h"

namespace labintake::pdf {

struct Glyph {
  std::string text;  // UTF-8; "" for a space that is only a gap
  Box box;           // advance width by ascender to descender
  double baseline = 0;
  double font_size = 0;
  bool space = false;
  bool bold = false, italic = false;
  uint32_t color = 0;
};

// Words in drawing order. A word goes on while glyphs follow each other on one baseline with next to no gap; fragments
// that were drawn apart but touch are joined afterwards. Text drawn over other text keeps its own words.
std::vector<Word> BuildWords(const std::vector<Glyph>& glyphs);

}  // namespace labintake::pdf
