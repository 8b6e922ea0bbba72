// Of several readings of one run of text, the one that most of them bear out.
//
// Pure functions; thread-safe.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "extractors/ocr/recognizer.h"

namespace labintake::scan {

struct Candidate {
  std::string text;                  // Joined()
  std::vector<ocr::ReadWord> words;  // of the surest reading with this text
  double share = 0;                  // 0..1, of the weight of all readings
};

// The different texts that were read, the most seen first. A reading weighs as much as the recogniser is sure of it;
// one of which it is not sure at all still weighs a little. Empty readings count for nothing.
std::vector<Candidate> RankReadings(const std::vector<std::vector<ocr::ReadWord>>& readings);

}  // namespace labintake::scan
