// What a page shows, before anything is understood: words, rules and fills.
//
// The same types come from a text layer and from OCR; nothing downstream tells them apart except by
// confidence and origin. Plain values, no handles; boxes as in geometry.h.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "model/geometry.h"
#include "model/origin.h"

namespace labintake {

struct Word {
  std::string text;      // UTF-8, no white space, never empty
  Box box;               // from ascender to descender of the font, not of the ink
  double baseline = 0;   // y of the baseline
  double font_size = 0;  // points as displayed
  bool bold = false;
  bool italic = false;
  bool space_before = false;  // the text layer has a space (or more) between the previous word of the line and this one
  uint32_t color = 0;         // 0xRRGGBB
  float confidence = 1;       // 0..1, that the text is what is printed
  Origin origin = Origin::kTextLayer;
  std::string other_reading = {};  // what a second look at the picture saw, where nothing settled the difference
};

// A drawn line or filled rectangle. Lines are rectangles whose thinner side is under 2 points.
struct Rule {
  Box box;
  uint32_t color = 0;
};

// kText: the text layer is what the page shows. kScan: the page is a picture with no usable text. kMixed: text and a
// picture that covers much of the page. kGarbled: a text layer that lies (unreadable until OCR). kBlank: nothing shown.
enum class PageKind : uint8_t { kText, kScan, kMixed, kGarbled, kBlank };

struct Page {
  int number = 0;  // 1-based in the file
  double width = 0, height = 0;
  PageKind kind = PageKind::kBlank;
  std::vector<Word> words;  // in no promised order
  std::vector<Rule> rules;
  // From the coordinates of words and rules to the page as displayed: a crooked scan is read straightened. Stages after
  // the layout map every box that leaves the program.
  Projection displayed = {};
  // One sentence: why a person has to read this page. Where it is set, what the page shows is not in `words`, or not
  // all of it; "" otherwise.
  std::string problem = {};
};

const char* ToString(PageKind kind);

}  // namespace labintake
