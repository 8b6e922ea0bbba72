// How many letters tell two words apart.
//
// Pure function; thread-safe.
#pragma once

#include <string_view>

namespace labintake::terminology {

// Damerau-Levenshtein distance in bytes (changed, left out, put in, or neighbours swapped), or more than `most`.
int EditDistance(std::string_view a, std::string_view b, int most);

}  // namespace labintake::terminology
