// Names with a Greek letter, which no model of recognition has: "B-Alanine", "ßB-Alanine" and "8-Alanine" for
// "β-Alanine".
//
// Pure function; thread-safe after first use.
#pragma once

#include <string>

namespace labintake::terminology {

// `name`, which is in no table, with alpha, beta, gamma or delta in the places where something stands that they are
// read as, when that makes exactly one analyte's name; else "". At most the first three such places are looked at.
std::string WithGreekLetters(const std::string& name);

}  // namespace labintake::terminology
