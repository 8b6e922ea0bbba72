// Phrases of a definition, ready to be looked for in lines.
//
// A text matches where its words stand in the line, in this order with nothing between them: letter case, accents and
// spacing do not count, and "Iron" is not found in "Ironbridge". A regular expression (RE2) is tried on the folded line
// (terminology::Fold): lower case, no accents, single spaces.
//
// Immutable; thread-safe.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "extractors/formats/definition.h"
#include "model/error.h"

namespace re2 {
class RE2;
}

namespace labintake::formats {

// The expression over folded text by which `phrase` is looked for.
std::string ExpressionOf(const Phrase& phrase);

// What is wrong with an expression, in RE2's words; "" for a good one. With `groups`, it has to have that many.
std::string ExpressionProblem(const std::string& expression, int groups = 0);

class PhraseList {
 public:
  // Expressions that RE2 refuses match nothing; ExpressionProblem finds them first.
  explicit PhraseList(const std::vector<Phrase>& phrases);
  PhraseList(PhraseList&&) noexcept;
  PhraseList& operator=(PhraseList&&) noexcept;
  ~PhraseList();

  bool empty() const { return expressions_.empty(); }
  // Does one of the phrases, or does each, stand in the folded text?
  bool AnyIn(std::string_view folded) const;
  bool AllIn(std::string_view folded) const;
  // As the whole of the text.
  bool AnyIs(std::string_view folded) const;

 private:
  std::vector<std::unique_ptr<re2::RE2>> expressions_;
};

}  // namespace labintake::formats
