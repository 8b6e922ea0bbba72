#include "extractors/scan/plain_words.h"

#include <algorithm>
#include <string>
#include <string_view>

#include "extractors/scan/name_repair.h"
#include "extractors/scan/page_language.h"

namespace labintake::scan {
namespace {

// Of the recogniser, in a word's weakest letter.
constexpr float kSure = 0.85F;
// Bytes. Shorter words are too near to each other, and to units; those of running text ("of") are enough beside a
// longer one. In names there are symbols as well ("MCHC", "LDL-C"), whose letters nothing but the ink vouches for.
constexpr size_t kShortestWord = 4, kShortestOfNames = 6, kShortestBesideOthers = 2;

std::string_view WithoutPunctuation(std::string_view text) {
  while (!text.empty() && std::string_view("([").find(text.front()) != std::string_view::npos) text.remove_prefix(1);
  while (!text.empty() && std::string_view(")].,:;").find(text.back()) != std::string_view::npos) text.remove_suffix(1);
  return text;
}

bool IsLetter(unsigned char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c >= 0x80; }

enum class Kind { kOther, kShort, kPlain };

Kind KindOf(const ocr::ReadWord& word, const ocr::Recognizer& language) {
  const std::string text(WithoutPunctuation(word.text));
  if (word.confidence < kSure || text.empty()) return Kind::kOther;
  if (!std::all_of(text.begin(), text.end(), [](char c) { return IsLetter(c) || c == '-'; })) return Kind::kOther;
  if (text.size() < kShortestWord)
    return text.size() >= kShortestBesideOthers && IsKnownWord(text) ? Kind::kShort : Kind::kOther;
  const bool of_names = text.size() >= kShortestOfNames && IsWordOfNames(text);
  return of_names || IsKnownWord(text) || language.IsWord(text) ? Kind::kPlain : Kind::kOther;
}

}  // namespace

bool ArePlainWords(const std::vector<ocr::ReadWord>& words, const ocr::Recognizer& language) {
  bool plain = false;
  for (const ocr::ReadWord& word : words) {
    const Kind kind = KindOf(word, language);
    if (kind == Kind::kOther) return false;
    plain = plain || kind == Kind::kPlain;
  }
  return plain;
}

}  // namespace labintake::scan
