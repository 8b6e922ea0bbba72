// Signs that no model of the recogniser has: the micro sign (read as p, u, y or the like) and the comparators with a
// bar (read without it).
//
// A picogram for a microgram is a million times wrong, so the ink decides. Pure function; thread-safe.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "extractors/image/blobs.h"
#include "model/raster.h"

namespace labintake::scan {

struct MendedText {
  std::string text;
  bool doubtful = false;  // the ink does not say clearly which sign it is
};

// `text` with "µ", "≤" and "≥" where the ink shows them. `blobs` are those of the word, `baseline` and `letter_height`
// of its line, in pixels of `page` (dark on white).
MendedText MendSigns(const std::string& text, std::vector<image::Blob> blobs, const Raster& page, double baseline,
                     double letter_height);

// A page that prints the micro sign in one unit prints it in all: where some of `words` (UTF-8) are units with the
// sign, those by their index that are units with "u" in its place, which is then misread, as they are with the sign.
// Empty where no unit has it.
std::map<size_t, std::string> MissedMicroSigns(const std::vector<std::string>& words);

}  // namespace labintake::scan
