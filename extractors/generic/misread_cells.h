// What a cell of a recognised page says when what was misread in it is set right.
//
// These are proposals: a row that needs one waits for a person, and its findings say what was read. Pure functions;
// thread-safe.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "extractors/generic/segment.h"

namespace labintake::generic {

// A word that is less sure may be noise: specks, pieces of rules, marks of a gauge.
inline constexpr float kMayBeNoise = 0.89F;

// The cell as a range with limits, where leaving out words that may be noise, or setting a decimal mark that was lost
// or misread in one limit, makes it one, or as a single limit, where the line behind it or the misread sign of "or ="
// is what makes it none. nullopt where nothing does, and where the cell is a range as it is.
std::optional<fields::RangeCell> RangeWithoutNoise(const std::vector<Segment>& cell, const ReadingContext& context);

// "0.76-1,27" -> "0.76-1.27" where points are decimal: the other mark before one or two figures. "" where there is
// none, where there are two ("1,3 - 3,5" is another style, not a misread mark), and where the style is not known.
std::string WithMarkOf(const std::string& text, fields::NumberStyle style);

// "2B" -> "28", "Z" -> "2": signs that look like figures, where the word is nothing else. "" for any other text.
std::string FiguresOf(const std::string& text);

}  // namespace labintake::generic
