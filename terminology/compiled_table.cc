#include "terminology/compiled_table.h"

namespace labintake::terminology {

std::optional<std::string_view> CompiledTable::Find(std::string_view key) const {
  // Lines in [low, high) may still hold the key; both stand at starts of lines.
  size_t low = 0, high = text_.size();
  while (low < high) {
    const size_t middle = low + (high - low) / 2;
    const size_t before = middle == 0 ? std::string_view::npos : text_.rfind('\n', middle - 1);
    const size_t begin = before == std::string_view::npos || before < low ? low : before + 1;
    const size_t end = text_.find('\n', begin);
    const std::string_view line = text_.substr(begin, end - begin);
    const size_t tab = line.find('\t');
    const int order = line.substr(0, tab).compare(key);
    if (order == 0) return line.substr(tab + 1);
    if (order < 0)
      low = end + 1;
    else
      high = begin;
  }
  return std::nullopt;
}

}  // namespace labintake::terminology
