// Does the ink bear out what was read?
//
// The recogniser works on a small picture of the line and sometimes passes over a point or a thin digit without doubt.
// The pieces of ink of a number can be counted independently of it. Pure function; thread-safe.
#pragma once

#include <string_view>
#include <vector>

#include "extractors/image/blobs.h"

namespace labintake::scan {

enum class InkVerdict {
  kBorneOut,     // as many digits and points as pieces of ink of that form and place
  kUnknown,      // letters run together or are broken, or the text is no number, with a comparator or without
  kContradicts,  // a point or a digit that the text lacks, or room for one
};

// `blobs` are those between the word's first and last pixel; `baseline` and `letter_height` those of its line, in the
// same pixels.
InkVerdict CheckInk(std::string_view text, std::vector<image::Blob> blobs, double baseline, double letter_height);

// True when a piece of ink stands above the line that `text` has no sign for: an exponent or "ª" that was read as a
// plain digit. The upper half of a broken digit has its lower half below it.
bool HasRaisedPiece(std::string_view text, const std::vector<image::Blob>& blobs, double baseline,
                    double letter_height);

}  // namespace labintake::scan
