// Readings of one run of text as text.
//
// Pure functions; thread-safe.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "extractors/ocr/recognizer.h"

namespace labintake::scan {

// `text` without what no laboratory prints differently: forms of dashes and quotation marks.
std::string PlainText(std::string_view text);

// The words' texts as one, plain.
std::string Joined(const std::vector<ocr::ReadWord>& words);

// Confidence of the least sure word; 0 without words.
float Weakest(const std::vector<ocr::ReadWord>& words);

// `a` with the letters of `b` that the model which read `a`, that of the page's language, does not have, and the other
// way round; nullopt when they differ in anything else, in two accents, or in a letter of few other languages.
std::optional<std::string> Settle(const std::string& a, const std::string& b, const ocr::Recognizer& of_a,
                                  const ocr::Recognizer& of_b);

}  // namespace labintake::scan
