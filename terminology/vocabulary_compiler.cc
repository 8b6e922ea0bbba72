// Build tool: writes a table of vocabulary folded and sorted, for CompiledTable.
//
//   vocabulary_compiler TABLE.tsv text  OUT     keys as of KeyOrText
//   vocabulary_compiler TABLE.tsv stems OUT HEADER_WORDS.tsv    date labels without the words that only say "date"
//
// A tsv has a head line, '#' comments, and lines of word, language, role; the first line of a word counts.
#include <algorithm>
#include <fstream>
#include <functional>
#include <iostream>
#include <map>
#include <set>
#include <string>

#include "terminology/fold.h"

namespace {

using labintake::terminology::Key;
using labintake::terminology::KeyOrText;
using labintake::terminology::StemOfKey;

bool ForEachRow(const char* path, const std::function<void(const std::string&, const std::string&)>& row) {
  std::ifstream in(path);
  std::string line;
  bool head = true;
  while (std::getline(in, line)) {
    if (line.empty() || line.starts_with("# ")) continue;
    if (head) {
      head = false;
      continue;
    }
    const size_t first = line.find('\t');
    const size_t second = first == std::string::npos ? first : line.find('\t', first + 1);
    if (second != std::string::npos) row(line.substr(0, first), line.substr(second + 1));
  }
  return in.eof() && !head;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 4) {
    std::cerr << "usage: vocabulary_compiler TABLE.tsv text|stems OUT [HEADER_WORDS.tsv]\n";
    return 1;
  }
  const std::string mode = argv[2];
  std::set<std::string> date_words;
  if (mode == "stems" && (argc < 5 || !ForEachRow(argv[4], [&](const std::string& word, const std::string& role) {
                            if (role == "date_word") date_words.insert(Key(word));
                          }))) {
    std::cerr << "vocabulary_compiler: the words of dates cannot be read\n";
    return 1;
  }
  const std::set<std::string> dated = {"collected", "received", "reported", "printed", "birth_date"};
  std::map<std::string, std::string> table;
  const bool read = ForEachRow(argv[1], [&](const std::string& word, const std::string& role) {
    if (mode == "text") {
      table.emplace(KeyOrText(word), role);
    } else if (dated.contains(role)) {
      const std::string stem =
          StemOfKey(Key(word), [&](std::string_view w) { return date_words.contains(std::string(w)); });
      if (!stem.empty()) table.emplace(stem, role);
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
