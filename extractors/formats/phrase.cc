#include "extractors/formats/phrase.h"

#include <re2/re2.h>

#include <algorithm>

#include "terminology/fold.h"

namespace labintake::formats {

std::string ExpressionOf(const Phrase& phrase) {
  if (phrase.regex) return phrase.text;
  const std::string folded = terminology::Fold(phrase.text);
  if (folded.empty()) return "$^";
  std::string expression = RE2::QuoteMeta(folded);
  // At its ends, words are whole. \b knows ASCII letters only; others end where a phrase ends.
  const auto ascii_word = [](char c) { return terminology::IsWordByte(c) && static_cast<unsigned char>(c) < 0x80; };
  if (ascii_word(folded.front())) expression.insert(0, "\\b");
  if (ascii_word(folded.back())) expression += "\\b";
  return expression;
}

std::string ExpressionProblem(const std::string& expression, int groups) {
  const RE2 compiled(expression, RE2::Quiet);
  if (!compiled.ok()) return compiled.error();
  if (compiled.NumberOfCapturingGroups() < groups) return "it has no group in round brackets";
  return "";
}

PhraseList::PhraseList(const std::vector<Phrase>& phrases) {
  for (const Phrase& phrase : phrases) expressions_.push_back(std::make_unique<RE2>(ExpressionOf(phrase), RE2::Quiet));
}
PhraseList::PhraseList(PhraseList&&) noexcept = default;
PhraseList& PhraseList::operator=(PhraseList&&) noexcept = default;
PhraseList::~PhraseList() = default;

bool PhraseList::AnyIn(std::string_view folded) const {
  return std::any_of(expressions_.begin(), expressions_.end(),
                     [&](const auto& e) { return RE2::PartialMatch(re2::StringPiece(folded), *e); });
}

bool PhraseList::AllIn(std::string_view folded) const {
  return std::all_of(expressions_.begin(), expressions_.end(),
                     [&](const auto& e) { return RE2::PartialMatch(re2::StringPiece(folded), *e); });
}

bool PhraseList::AnyIs(std::string_view folded) const {
  return std::any_of(expressions_.begin(), expressions_.end(),
                     [&](const auto& e) { return RE2::FullMatch(re2::StringPiece(folded), *e); });
}

}  // namespace labintake::formats
