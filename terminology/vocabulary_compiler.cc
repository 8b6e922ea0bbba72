// Build tool: writes a table of vocabulary folded and sorted, for CompiledTable.
//
//   vocabulary_compiler TABLE.tsv text  OUT     keys as of KeyOrText
//   vocabulary_compiler TABLE.tsv stems OUT HEADER_WORDS.tsv    date labels without the words that only say "date"
//
// A tsv has a head line, '#' comments, and lines of word, language, role; the first line of a word counts.
#include <array>
#include <fstream>
#include <functional>
#include <iostream>
#include <iterator>
#include <map>
#include <set>
#include <string>
#include <string_view>

#include "terminology/fold.h"
#include "terminology/tsv.h"

namespace {

using Cells = std::array<std::string_view, 3>;
using labintake::terminology::ForEachRow;
using labintake::terminology::Key;
using labintake::terminology::KeyOrText;
using labintake::terminology::StemOfKey;

std::string Contents(const char* path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 4) {
    std::cerr << "usage: vocabulary_compiler TABLE.tsv text|stems OUT [HEADER_WORDS.tsv]\n";
    return 1;
  }
  const std::string mode = argv[2];
  std::set<std::string, std::less<>> date_words;
  const auto note_date_word = [&](const Cells& cells) {
    if (cells[2] == "date_word") date_words.insert(Key(cells[0]));
  };
  if (mode == "stems" && (argc < 5 || !ForEachRow(Contents(argv[4]), note_date_word))) {
    std::cerr << "vocabulary_compiler: the words of dates cannot be read\n";
    return 1;
  }
  const std::set<std::string_view> dated = {"collected", "received", "reported", "printed", "birth_date"};
  std::map<std::string, std::string> table;
  const std::string text = Contents(argv[1]);
  const bool read = ForEachRow(text, [&](const Cells& cells) {
    const auto& [word, language, role] = cells;
    if (mode == "text") {
      table.emplace(KeyOrText(word), role);
    } else if (dated.contains(role)) {
      table.emplace(StemOfKey(Key(word), [&](std::string_view w) { return date_words.contains(w); }), role);
    }
  });
  std::ofstream out(argv[3]);
  for (const auto& [key, role] : table)
    if (!key.empty()) out << key << '\t' << role << '\n';
  out.close();
  if (!read || !out) {
    std::cerr << "vocabulary_compiler: " << argv[1] << " cannot be read or " << argv[3] << " not written\n";
    return 1;
  }
  return 0;
}
