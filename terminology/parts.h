// Lists as the catalogue's tables hold them: "cbc,differential", "g/L mmol/L".
//
// Pure; thread-safe.
#pragma once

#include <algorithm>
#include <string_view>

namespace labintake::terminology {

// Calls `visit` with each part of `list` that is not empty.
template <typename Visit>
void ForEachPart(std::string_view list, char separator, Visit visit) {
  while (!list.empty()) {
    const size_t end = std::min(list.find(separator), list.size());
    if (end > 0) visit(list.substr(0, end));
    list.remove_prefix(std::min(end + 1, list.size()));
  }
}

}  // namespace labintake::terminology
