#include "extractors/scan/page_language.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cstdint>
#include <unordered_map>

#include "data/column_heads_tsv.h"
#include "data/function_words_tsv.h"
#include "data/header_labels_tsv.h"
#include "terminology/fold.h"
#include "terminology/tsv.h"

namespace labintake::scan {
namespace {

struct Language {
  std::string_view code, model;
};
constexpr std::array<Language, 9> kLanguages = {{{"en", "eng"},
                                                 {"de", "deu"},
                                                 {"fr", "fra"},
                                                 {"es", "spa"},
                                                 {"it", "ita"},
                                                 {"nl", "nld"},
                                                 {"pl", "pol"},
                                                 {"pt", "por"},
                                                 {"tr", "tur"}}};

using Table = std::unordered_map<std::string, uint32_t>;  // word -> a bit for each language it belongs to

void Add(std::string_view tsv, Table* table) {
  terminology::ForEachRow(tsv, [&](const std::array<std::string_view, 3>& cells) {
    const auto language =
        std::find_if(kLanguages.begin(), kLanguages.end(), [&](const Language& l) { return l.code == cells[1]; });
    if (language == kLanguages.end()) return;
    std::string_view text = cells[0];
    while (!text.empty()) {
      const size_t end = std::min(text.find(' '), text.size());
      const std::string word = terminology::Fold(text.substr(0, end));
      if (word.size() >= 2) (*table)[word] |= 1U << (language - kLanguages.begin());
      text.remove_prefix(std::min(end + 1, text.size()));
    }
  });
}

const Table& Words() {
  static const Table table = [] {
    Table t;
    Add(data::function_words_tsv, &t);
    Add(data::header_labels_tsv, &t);
    Add(data::column_heads_tsv, &t);
    return t;
  }();
  return table;
}

}  // namespace

std::string PageLanguage(const std::vector<std::string>& words) {
  std::array<double, kLanguages.size()> score{};
  for (const std::string& word : words) {
    const auto it = Words().find(terminology::Fold(word));
    if (it == Words().end()) continue;
    // A word that many languages share says little.
    const double weight = 1.0 / std::popcount(it->second);
    for (size_t i = 0; i < score.size(); ++i)
      if ((it->second >> i & 1) != 0) score[i] += weight;
  }
  const size_t best = static_cast<size_t>(std::max_element(score.begin(), score.end()) - score.begin());
  double second = 0;
  for (size_t i = 0; i < score.size(); ++i)
    if (i != best) second = std::max(second, score[i]);
  constexpr double kLeast = 1.5, kMargin = 1.3;
  return score[best] >= kLeast && score[best] >= kMargin * second ? std::string(kLanguages[best].code) : "";
}

bool IsKnownWord(const std::string& word) { return Words().contains(terminology::Fold(word)); }

std::string_view ModelOf(std::string_view language) {
  const auto it =
      std::find_if(kLanguages.begin(), kLanguages.end(), [&](const Language& l) { return l.code == language; });
  return it == kLanguages.end() ? std::string_view() : it->model;
}

}  // namespace labintake::scan
