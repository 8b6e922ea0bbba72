// Many phrases, looked for in a text at once.
//
// An expression is compiled when a text first has a string without which it cannot match (its needles), so that
// phrases that stand nowhere cost neither time nor memory. Immutable once Index() was called; thread-safe from then on.
#pragma once

#include <array>
#include <atomic>
#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "extractors/formats/definition.h"

namespace labintake::formats {

// Strings of two bytes or more, one of which stands in every text that `phrase` matches; sorted. None: there are no
// such strings, or RE2 refuses the expression. Costs as much as compiling it; done once for a definition (profile.h).
std::vector<std::string> NeedlesOf(const Phrase& phrase);

class PhraseSet {
 public:
  PhraseSet();
  ~PhraseSet();
  PhraseSet(const PhraseSet&) = delete;
  PhraseSet& operator=(const PhraseSet&) = delete;

  // The phrase's number, which is that of an equal one where there is one. REQUIRES: needles are NeedlesOf(phrase).
  size_t Add(const Phrase& phrase, const std::vector<std::string>& needles);
  // REQUIRES: called once, after the last Add and before the first Match.
  void Index();

  size_t size() const { return expressions_.size(); }
  // The numbers of the phrases that stand in folded lines, each of which ends with "\n"; ascending.
  std::vector<size_t> Match(std::string_view lines) const;
  // How many expressions texts have asked for.
  size_t compiled() const { return compiled_; }

 private:
  struct Expression;
  struct Needle {
    std::string text;
    size_t expression;
  };
  static constexpr size_t kBuckets = 1024;
  static size_t BucketOf(char first, char second);

  std::map<std::pair<bool, std::string>, size_t> numbers_;  // by regex and text
  std::vector<std::unique_ptr<Expression>> expressions_;    // each is compiled once
  mutable std::atomic<size_t> compiled_ = 0;
  std::vector<size_t> always_;   // expressions without needles
  std::vector<Needle> needles_;  // by bucket once they are indexed
  std::array<uint32_t, kBuckets + 1> begins_{};
};

}  // namespace labintake::formats
