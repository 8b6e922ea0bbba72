// Phrases found among the words of a line, with their place.
//
// Pure functions; thread-safe.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "extractors/layout/line.h"

namespace labintake::formats {

// Folded and without spaces: what words spell together, however they were cut.
std::string Squeezed(std::string_view text);

std::vector<const Word*> WordsOf(const layout::Line& line);

// Words of `words` from number `at` on that spell the beginning of `text` (squeezed).
struct WordRun {
  size_t bytes = 0;  // of `text` that they spell; 0 for none
  size_t end = 0;    // the word behind them
  Box box;
  std::string text;  // as printed
};
WordRun Spell(const std::vector<const Word*>& words, size_t at, std::string_view text);

}  // namespace labintake::formats
