#include "pipeline/routing/text_pattern.h"

#include "terminology/fold.h"

namespace labintake::pipeline {

TextPattern::TextPattern(std::string_view text) : text_(text) {
  for (std::size_t at = 0;;) {
    const std::size_t star = text.find('*', at);
    pieces_.push_back(terminology::Fold(text.substr(at, star - at)));
    if (star == std::string_view::npos) break;
    at = star + 1;
  }
}

bool TextPattern::Matches(std::string_view name) const {
  const std::string folded = terminology::Fold(name);
  const std::string &first = pieces_.front(), &last = pieces_.back();
  if (pieces_.size() == 1) return folded == first;
  if (folded.size() < first.size() + last.size() || !folded.starts_with(first) || !folded.ends_with(last)) return false;
  // The earliest place of each piece leaves most room for the next.
  std::size_t at = first.size();
  const std::size_t end = folded.size() - last.size();
  for (std::size_t i = 1; i + 1 < pieces_.size(); ++i) {
    const std::size_t found = folded.find(pieces_[i], at);
    if (found == std::string::npos || found + pieces_[i].size() > end) return false;
    at = found + pieces_[i].size();
  }
  return true;
}

}  // namespace labintake::pipeline
