// A table that was sorted at build time and is searched in place: nothing is loaded when the program starts.
//
// Thread-safe; the text outlives the table.
#pragma once

#include <optional>
#include <string_view>

namespace labintake::terminology {

class CompiledTable {
 public:
  // `text` is lines of "key TAB value NEWLINE", ascending by key as bytes, each key once (vocabulary_compiler writes it
  // so).
  explicit CompiledTable(std::string_view text) : text_(text) {}

  std::optional<std::string_view> Find(std::string_view key) const;

 private:
  std::string_view text_;
};

}  // namespace labintake::terminology
