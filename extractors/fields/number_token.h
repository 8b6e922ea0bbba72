// The two halves of reading a number: where its token ends, and what it says in a given style. Ranges need them apart,
// because both bounds of a range help to find the style.
//
// All texts here are in plain letters (normal_text.h).
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "extractors/fields/number.h"

namespace labintake::fields {

struct NumberToken {
  size_t length = 0;
  std::string body;      // sign, digits and marks; a thousands space stands as '\''
  std::string exponent;  // "", "9", "+03", "-2"
  bool spaced = false;   // "10 000": may be two numbers
};

// `spaced` allows a plain space between thousands.
std::optional<NumberToken> ScanNumberToken(std::string_view text, bool spaced);

struct NumberReading {
  Decimal value;
  bool doubtful = false;
};

std::optional<NumberReading> ReadNumber(const NumberToken& token, NumberStyle style);

// What stands glued to a number that ends at `end`.
enum class Glue {
  kNone,     // the number ends cleanly: end, space, bracket, a mark that begins something else
  kLetters,  // letters or another script: a unit, a flag, or proof that it is no number
  kBad,      // it is no number
};
Glue GlueAt(std::string_view text, size_t end);

}  // namespace labintake::fields
