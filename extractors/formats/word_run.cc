#include "extractors/formats/word_run.h"

#include "terminology/fold.h"

namespace labintake::formats {

std::string Squeezed(std::string_view text) {
  std::string out = terminology::Fold(text);
  std::erase(out, ' ');
  return out;
}

std::vector<const Word*> WordsOf(const layout::Line& line) {
  std::vector<const Word*> words;
  for (const layout::Cell& cell : line.cells)
    for (const Word& word : cell.words) words.push_back(&word);
  return words;
}

WordRun Spell(const std::vector<const Word*>& words, size_t at, std::string_view text) {
  WordRun run;
  run.end = at;
  for (; run.end < words.size() && run.bytes < text.size(); ++run.end) {
    std::string word = Squeezed(words[run.end]->text);
    // A colon behind the last word is no part of the phrase.
    if (text.size() - run.bytes + 1 == word.size() && word.back() == ':' && text.back() != ':') word.pop_back();
    if (word.empty() || text.substr(run.bytes, word.size()) != word) break;
    run.bytes += word.size();
    run.box = run.box.Union(words[run.end]->box);
    if (!run.text.empty()) run.text += ' ';
    run.text += words[run.end]->text;
  }
  return run;
}

}  // namespace labintake::formats
