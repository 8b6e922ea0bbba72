// Which format a document has: phrases that must and must not stand on it, and tables that have to be found.
//
// All phrases of all definitions are one PhraseSet, and a definition is decoded when its phrases say that it may be the
// document's: the number of definitions costs little to begin with, and nothing per page. Immutable once made;
// thread-safe.
#pragma once

#include <memory>
#include <span>
#include <string>
#include <vector>

#include "extractors/formats/definition_store.h"
#include "extractors/layout/line.h"

namespace labintake::formats {

// What a page offers to fingerprints.
struct PageText {
  double height = 0;
  double width = 0;
  std::span<const layout::Line> lines;
};

// How a definition fits a document. Reasons are sentences made of the definition's own words.
struct Candidate {
  const Profile* format = nullptr;
  double score = 0;
  bool fits = false;
  std::vector<std::string> reasons;
};

// A phrase counts as its words (1 to 4), twice that at the top of the first page, half at a page's foot and in
// sentences about another laboratory ("performed at ..."); a table that is found counts kTableScore.
inline constexpr double kTableScore = 3;
// Shares of a page's height; the top is that of the first page.
inline constexpr double kTopEnds = 0.25, kFootBegins = 0.88;

class Fingerprints {
 public:
  // `definitions` outlive this.
  explicit Fingerprints(const DefinitionStore& definitions);
  Fingerprints(Fingerprints&&) noexcept;
  ~Fingerprints();

  // Definitions that have something in common with the document, best first: those that fit before those that do not.
  std::vector<Candidate> Candidates(std::span<const PageText> pages) const;

 private:
  struct Phrases;

  const DefinitionStore* definitions_;
  std::unique_ptr<const Phrases> phrases_;
};

}  // namespace labintake::formats
