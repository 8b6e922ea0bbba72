// Result words that were misread.
//
// Pure function; thread-safe.
#pragma once

#include <string>
#include <string_view>

namespace labintake::terminology {

// The one result word of the vocabulary, folded, that `text` is but for a letter, or for two where it is long
// ("Nomocytic": "normocytic"); "" where there are none or several, and where `text` is short.
std::string NearResultWord(std::string_view text);

}  // namespace labintake::terminology
