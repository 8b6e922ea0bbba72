#include "extractors/formats/phrase_set.h"

#include <re2/filtered_re2.h>
#include <re2/re2.h>

#include <algorithm>
#include <mutex>

#include "extractors/formats/phrase.h"

namespace labintake::formats {
namespace {

constexpr size_t kShortestNeedle = 2;

// ^ and $ are those of a line.
std::string LinesExpressionOf(const Phrase& phrase) { return "(?m)" + ExpressionOf(phrase); }

}  // namespace

std::vector<std::string> NeedlesOf(const Phrase& phrase) {
  // A phrase matches while one of its atoms stands in a text, by RE2's reckoning, which knows all of them together.
  re2::FilteredRE2 filter(static_cast<int>(kShortestNeedle));
  int id = 0;
  if (filter.Add(LinesExpressionOf(phrase), RE2::Quiet, &id) != RE2::NoError) return {};
  std::vector<std::string> atoms;
  filter.Compile(&atoms);
  const auto may_match = [&](const std::vector<int>& found) {
    std::vector<int> expressions;
    filter.AllPotentials(found, &expressions);
    return !expressions.empty();
  };
  if (atoms.empty() || may_match({})) return {};
  // One that is always there says more than any of all; the longest of them says most.
  std::string longest;
  for (size_t without = 0; without < atoms.size(); ++without) {
    std::vector<int> others;
    for (size_t i = 0; i < atoms.size(); ++i)
      if (i != without) others.push_back(static_cast<int>(i));
    if (!may_match(others) && atoms[without].size() > longest.size()) longest = atoms[without];
  }
  if (!longest.empty()) atoms = {longest};
  const bool too_short =
      std::any_of(atoms.begin(), atoms.end(), [](const std::string& atom) { return atom.size() < kShortestNeedle; });
  if (too_short) return {};
  std::sort(atoms.begin(), atoms.end());
  return atoms;
}

struct PhraseSet::Expression {
  Phrase phrase;
  std::once_flag once;
  std::unique_ptr<RE2> compiled;
};

PhraseSet::PhraseSet() = default;
PhraseSet::~PhraseSet() = default;

size_t PhraseSet::Add(const Phrase& phrase, const std::vector<std::string>& needles) {
  const auto [it, is_new] = numbers_.try_emplace({phrase.regex, phrase.text}, expressions_.size());
  if (!is_new) return it->second;
  expressions_.emplace_back(std::make_unique<Expression>())->phrase = phrase;
  if (needles.empty()) always_.push_back(it->second);
  for (const std::string& needle : needles) needles_.push_back({needle, it->second});
  return it->second;
}

size_t PhraseSet::BucketOf(char first, char second) {
  return (static_cast<unsigned char>(first) << 5 ^ static_cast<unsigned char>(second)) % kBuckets;
}

void PhraseSet::Index() {
  const auto bucket_of = [](const Needle& needle) { return BucketOf(needle.text[0], needle.text[1]); };
  std::sort(needles_.begin(), needles_.end(),
            [&](const Needle& a, const Needle& b) { return bucket_of(a) < bucket_of(b); });
  for (const Needle& needle : needles_) ++begins_[bucket_of(needle) + 1];
  for (size_t b = 0; b < kBuckets; ++b) begins_[b + 1] += begins_[b];
}

std::vector<size_t> PhraseSet::Match(std::string_view lines) const {
  std::vector<bool> possible(expressions_.size());
  for (const size_t expression : always_) possible[expression] = true;
  for (size_t at = 0; at + kShortestNeedle <= lines.size(); ++at) {
    const size_t bucket = BucketOf(lines[at], lines[at + 1]);
    for (uint32_t n = begins_[bucket]; n < begins_[bucket + 1]; ++n) {
      const Needle& needle = needles_[n];
      if (lines.substr(at).starts_with(needle.text)) possible[needle.expression] = true;
    }
  }
  std::vector<size_t> found;
  for (size_t n = 0; n < possible.size(); ++n) {
    if (!possible[n]) continue;
    Expression& expression = *expressions_[n];
    std::call_once(expression.once, [&] {
      expression.compiled = std::make_unique<RE2>(LinesExpressionOf(expression.phrase), RE2::Quiet);
      ++compiled_;
    });
    if (RE2::PartialMatch(re2::StringPiece(lines), *expression.compiled)) found.push_back(n);
  }
  return found;
}

}  // namespace labintake::formats
