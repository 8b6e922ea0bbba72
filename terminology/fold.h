// The forms of a text by which vocabulary is looked up. Shared by the program and by the compiler of its tables.
//
// Pure functions; thread-safe; any bytes are accepted.
#pragma once

#include <algorithm>
#include <string>
#include <string_view>

#include "model/ascii.h"

namespace labintake::terminology {

// NFKC, lower case, no diacritics, dashes to '-', white space to one space, trimmed. Digits, letters, %, #, /, ., (, )
// stay. Bytes that are no UTF-8 become U+FFFD.
std::string Fold(std::string_view text);

// True for a byte of a word of folded text; bytes of other scripts count as letters.
constexpr bool IsWordByte(char c) {
  return IsDigit(c) || (c >= 'a' && c <= 'z') || static_cast<unsigned char>(c) >= 0x80;
}

// Keeps only what tells phrases apart: letters, digits and the signs # % / & | + < > ( ), the signs without spaces
// around them; brackets of any kind are round. A '-' stays where it is a sign rather than a hyphen ("A-", "(-)",
// "-ve").
std::string KeyOfFolded(std::string_view folded);

// KeyOfFolded(Fold(text)).
std::string Key(std::string_view text);

// The same, but texts of signs alone ("#") are their own key.
std::string KeyOrText(std::string_view text);

// A key of a label without the words that only say that it is a date or a time: "date of collection" -> "collection".
// `is_date_word` is asked about each word.
template <typename IsDateWord>
std::string StemOfKey(std::string_view key, IsDateWord is_date_word) {
  constexpr std::string_view kBetweenWords = " /&()|";
  std::string stem;
  for (size_t at = 0; at < key.size();) {
    const size_t end = std::min(key.find_first_of(kBetweenWords, at), key.size());
    const std::string_view word = key.substr(at, end - at);
    at = end + 1;
    if (word.empty() || is_date_word(word)) continue;
    if (!stem.empty()) stem += ' ';
    stem += word;
  }
  return stem;
}

}  // namespace labintake::terminology
