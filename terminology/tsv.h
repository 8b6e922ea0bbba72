// Tables of vocabulary as text: a head line, '#' comments, and three cells a line, or as many as the table has, with
// tabs between them.
#pragma once

#include <algorithm>
#include <array>
#include <string_view>

namespace labintake::terminology {

// Calls `row` with the cells of each line that is no head line and no comment; cells that are not there are empty. The
// views last as long as `tsv`. Returns false when there is not even a head line.
template <size_t kCells = 3, typename Row>
bool ForEachRow(std::string_view tsv, Row row) {
  bool head = true;
  while (!tsv.empty()) {
    const size_t end = std::min(tsv.find('\n'), tsv.size());
    std::string_view line = tsv.substr(0, end);
    tsv.remove_prefix(std::min(end + 1, tsv.size()));
    if (line.ends_with('\r')) line.remove_suffix(1);
    if (line.empty() || line.starts_with("# ")) continue;
    if (head) {
      head = false;
      continue;
    }
    std::array<std::string_view, kCells> cells;
    for (std::string_view& cell : cells) {
      const size_t tab = std::min(line.find('\t'), line.size());
      cell = line.substr(0, tab);
      line.remove_prefix(std::min(tab + 1, line.size()));
    }
    row(cells);
  }
  return !head;
}

}  // namespace labintake::terminology
