// Words that a single reading is enough for.
//
// Pure functions; thread-safe as far as the recogniser is.
#pragma once

#include <vector>

#include "extractors/ocr/recognizer.h"

namespace labintake::scan {

// True when the recogniser is sure of each of `words` and each is long enough to be taken for no other: a word of the
// language, a column head, a label, or a word of an analyte's name. False when one has a figure, is short as units and
// symbols are, or is in no list, and for no words.
bool ArePlainWords(const std::vector<ocr::ReadWord>& words, const ocr::Recognizer& language);

}  // namespace labintake::scan
