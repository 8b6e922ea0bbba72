// What the words of a table's lines give away: a name that goes on, a method, an abbreviation, a field of the header.
//
// Pure functions; thread-safe.
#pragma once

#include <string>

#include "extractors/generic/segment.h"

namespace labintake::generic {

// "LDL Cholesterol,", "Antibodies (", "Vitamin D and": the next line goes on with it.
bool EndsOpen(const std::string& text);

// A small letter that is no prefix of a substance ("p-Cresol"): words that go on.
bool StartsLower(const std::string& text);

// "+", "--".
bool IsSign(const std::string& text);

// "(Photometry)".
bool Parenthesised(const std::string& text);

// "(MCH)", "(TLC)", "(HbA1c)": an abbreviation completes a name, "(Photometry)" is a method.
bool Abbreviation(const std::string& text);

// "Date Collected: 05/15/2023 ...": a field of the report's header that stands where names stand.
bool IsHeaderField(const std::string& text);

// The same size, weight, slope and colour of type.
bool SameType(const Segment& a, const Segment& b);

}  // namespace labintake::generic
