// Build tool: the catalogue's tables, folded and sorted, for Catalog.
//
//   catalog_compiler CATALOG_FOLDER OUT_FOLDER
//
// Reads CATALOG_FOLDER/*/{analytes,codes,names}.tsv. What would make the program wrong is an error here: unknown
// references, ids or codes given twice, cells too many. What needs judgement is `labintake catalog check`.
#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "terminology/catalog/name_key.h"

namespace {

namespace fs = std::filesystem;
using labintake::terminology::NameKey;
using labintake::terminology::NameTokens;
using labintake::terminology::Skeleton;
using labintake::terminology::SkeletonKey;
using Cells = std::vector<std::string>;

int errors = 0;
void Complain(const std::string& where, const std::string& what) {
  std::cerr << where << ": " << what << '\n';
  ++errors;
}

// The rows of a file, each with as many cells as the head.
std::vector<std::pair<std::string, Cells>> Rows(const fs::path& path, const std::string& head) {
  std::vector<std::pair<std::string, Cells>> rows;
  std::ifstream in(path, std::ios::binary);
  std::string line;
  size_t columns = 0;
  for (int number = 1; std::getline(in, line); ++number) {
    const std::string where = path.string() + ":" + std::to_string(number);
    if (line.empty() || line.starts_with("# ")) continue;
    Cells cells(1);
    for (const char c : line) {
      if (c == '\t')
        cells.emplace_back();
      else
        cells.back() += c;
    }
    if (columns == 0) {
      columns = cells.size();
      std::string joined;
      for (const std::string& cell : cells) joined += (joined.empty() ? "" : " ") + cell;
      if (joined != head) Complain(where, "the head must be: " + head);
      continue;
    }
    if (cells.size() > columns) Complain(where, "too many cells");
    cells.resize(columns);
    rows.emplace_back(where, std::move(cells));
  }
  if (columns == 0) Complain(path.string(), "cannot be read or is empty");
  return rows;
}

void Write(const fs::path& path, const std::map<std::string, std::string>& table) {
  std::ofstream out(path, std::ios::binary);
  for (const auto& [key, value] : table) out << key << '\t' << value << '\n';
  out.close();
  if (!out) Complain(path.string(), "cannot be written");
}

void Append(std::string& list, char separator, std::string_view item) {
  if (!list.empty()) list += separator;
  list += item;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 3) {
    std::cerr << "usage: catalog_compiler CATALOG_FOLDER OUT_FOLDER\n";
    return 1;
  }
  std::vector<fs::path> domains;
  for (const auto& entry : fs::directory_iterator(argv[1]))
    if (entry.is_directory()) domains.push_back(entry.path());
  std::sort(domains.begin(), domains.end());

  std::map<std::string, std::string> analytes, components, codes, names, skeletons, tokens;
  std::set<std::string> known_codes;
  for (const fs::path& domain : domains) {
    for (const auto& [where, cells] : Rows(domain / "analytes.tsv",
                                           "id name component specimen kind panel unit conventional si molar_mass "
                                           "charge low high source about")) {
      std::string rest;
      for (size_t i = 1; i < cells.size(); ++i) rest += (i > 1 ? "\t" : "") + cells[i];
      if (!analytes.emplace(cells[0], rest).second) Complain(where, "the id " + cells[0] + " is given twice");
      Append(components[cells[2]], ' ', cells[0]);
    }
  }
  for (const fs::path& domain : domains) {
    for (const auto& [where, cells] : Rows(domain / "codes.tsv", "analyte loinc scale unit long_common_name note")) {
      if (!analytes.contains(cells[0])) Complain(where, "there is no analyte " + cells[0]);
      if (!known_codes.insert(cells[1]).second) Complain(where, "the code " + cells[1] + " is given twice");
      Append(codes[cells[0]], '|', cells[1] + '\t' + cells[2] + '\t' + cells[3] + '\t' + cells[4]);
    }
    for (const auto& [where, cells] : Rows(domain / "names.tsv", "name language component only")) {
      if (!components.contains(cells[2])) Complain(where, "there is no component " + cells[2]);
      const std::vector<std::string> words = NameTokens(cells[0]);
      const std::string key = NameKey(words);
      if (key.empty()) Complain(where, "the name has no letters");
      const std::string meaning = cells[3].empty() ? cells[2] : cells[2] + ' ' + cells[3];
      std::string& meanings = names[key];
      if (('|' + meanings + '|').find('|' + meaning + '|') == std::string::npos) Append(meanings, '|', meaning);
      for (const std::string& word : words) tokens[word] = "";
    }
  }
  for (const auto& [key, meanings] : names) {
    std::vector<std::string> words;
    for (size_t at = 0; at <= key.size();) {
      const size_t end = std::min(key.find(' ', at), key.size());
      words.push_back(key.substr(at, end - at));
      at = end + 1;
    }
    Append(skeletons[SkeletonKey(words)], '|', key);
  }
  std::map<std::string, std::string> token_skeletons;
  for (const auto& [token, nothing] : tokens) Append(token_skeletons[Skeleton(token)], '|', token);
  const fs::path out = argv[2];
  Write(out / "analytes.compiled", analytes);
  Write(out / "components.compiled", components);
  Write(out / "codes.compiled", codes);
  Write(out / "names.compiled", names);
  Write(out / "skeletons.compiled", skeletons);
  Write(out / "name_tokens.compiled", tokens);
  Write(out / "token_skeletons.compiled", token_skeletons);
  return errors == 0 ? 0 : 1;
}
