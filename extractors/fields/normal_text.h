// A cell in plain letters for scanning, with the way back to what is printed.
//
// Dashes become '-', comparison signs '<', '>', "<=", ">=", raised digits "^2", letters lose their accents, odd spaces
// become ' '. Whatever has no plain form (arrows, other scripts, broken UTF-8) stays as it is, byte by byte.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "model/ascii.h"

namespace labintake::fields {

class NormalText {
 public:
  // Whether "6 .0" is a decimal that the text layer cut in two.
  enum class SplitDecimals { kKeep, kJoin };

  explicit NormalText(std::string_view source, SplitDecimals decimals = SplitDecimals::kKeep);

  const std::string& text() const { return text_; }
  // text() with A-Z in lower case; the same length.
  const std::string& lower() const { return lower_; }

  // The printed text of text()[begin, end).
  std::string_view Printed(size_t begin, size_t end) const {
    return source_.substr(origin_[begin], origin_[end] - origin_[begin]);
  }
  // The printed text from text()[begin] on.
  std::string_view PrintedFrom(size_t begin) const { return source_.substr(origin_[begin]); }
  // Where in text() the printed text ends that begins at `begin` and is `bytes` long.
  size_t EndOf(size_t begin, size_t bytes) const;

  size_t SkipSpaces(size_t i) const;
  // End of the word at `i`: the next space or the end.
  size_t WordEnd(size_t i) const;

 private:
  void Append(std::string_view plain, size_t from);

  std::string_view source_;
  std::string text_;
  std::string lower_;
  std::vector<size_t> origin_;  // text_.size() + 1 places in source_
};

inline bool IsLetter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
inline char CharAt(std::string_view text, size_t i) { return i < text.size() ? text[i] : '\0'; }
inline bool StartsWithAt(std::string_view text, size_t i, std::string_view part) {
  return i <= text.size() && text.substr(i).starts_with(part);
}

}  // namespace labintake::fields
