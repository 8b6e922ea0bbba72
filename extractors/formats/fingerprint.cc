#include "extractors/formats/fingerprint.h"

#include <re2/re2.h>

#include <algorithm>
#include <array>

#include "data/sent_out_tsv.h"
#include "extractors/formats/columns.h"
#include "extractors/formats/phrase.h"
#include "extractors/formats/phrase_set.h"
#include "terminology/fold.h"
#include "terminology/tsv.h"

namespace labintake::formats {
namespace {

constexpr size_t kPages = 12;  // of a long document, so many are looked at
constexpr int kMostWords = 4;

constexpr const char* kPlaceNames[] = {"in the body", "at the top", "at the foot"};
enum Part { kBodyPart, kTopPart, kFootPart, kParts };

int WordsOf(const std::string& text) { return 1 + static_cast<int>(std::count(text.begin(), text.end(), ' ')); }

std::string Quoted(const Phrase& phrase) { return "\"" + phrase.text + "\""; }

bool Counts(Place place, const std::array<bool, kParts>& found) {
  switch (place) {
    case Place::kTop: return found[kTopPart];
    case Place::kFoot: return found[kFootPart];
    case Place::kBody: return found[kBodyPart] || found[kTopPart];
    case Place::kAnywhere: return found[kBodyPart] || found[kTopPart] || found[kFootPart];
  }
  return false;
}

double Worth(const Phrase& phrase, const std::array<bool, kParts>& found) {
  const double words = std::min(kMostWords, WordsOf(phrase.text));
  return found[kTopPart] ? 2 * words : found[kBodyPart] ? words : words / 2;
}

// Looks for the heads of the candidate's tables.
void FindTables(const Definition& d, std::span<const PageText> pages, Candidate* candidate) {
  bool any_heads = false, any_found = false;
  for (const TableRule& table : d.tables) {
    const bool heads =
        std::any_of(table.columns.begin(), table.columns.end(), [](const ColumnRule& c) { return !c.heads.empty(); });
    if (!heads) continue;
    any_heads = true;
    const HeadFinder finder(table);
    const bool here = std::any_of(pages.begin(), pages.end(), [&](const PageText& page) {
      for (size_t i = 0; i < page.lines.size(); ++i)
        if (!finder.Find(page.lines, i, page.width).empty()) return true;
      return false;
    });
    if (!here) continue;
    any_found = true;
    candidate->score += kTableScore;
    candidate->reasons.push_back("has the heads of its table " + table.name);
  }
  if (any_heads && !any_found && d.fingerprint.table) {
    candidate->fits = false;
    candidate->reasons.push_back("lacks the heads of all its tables");
  }
}

}  // namespace

struct Fingerprints::Phrases {
  // The numbers of a definition's phrases in the set, in their order.
  struct Numbers {
    std::vector<size_t> must, one_of, must_not;
  };

  PhraseSet set;
  std::vector<Numbers> numbers;  // one a definition
  RE2 sent_out;                  // a line that names where tests were sent to

  static std::string SentOut() {
    std::vector<std::string> expressions;
    terminology::ForEachRow(data::sent_out_tsv, [&](const auto& columns) {
      expressions.push_back(ExpressionOf({std::string(columns[0]), false}));
    });
    std::string all;
    for (const std::string& e : expressions) all += (all.empty() ? "" : "|") + e;
    return all;
  }

  explicit Phrases(const DefinitionStore& definitions) : sent_out(SentOut(), RE2::Quiet) {
    const auto add = [&](const std::vector<SoughtMark>& marks) {
      std::vector<size_t> added;
      for (const SoughtMark& sought : marks) added.push_back(set.Add(sought.mark.phrase, sought.needles));
      return added;
    };
    for (size_t i = 0; i < definitions.size(); ++i) {
      const Profile& profile = definitions.ProfileAt(i);
      numbers.push_back({add(profile.must), add(profile.one_of), add(profile.must_not)});
    }
    set.Index();
  }
};

Fingerprints::Fingerprints(const DefinitionStore& definitions)
    : definitions_(&definitions), phrases_(std::make_unique<const Phrases>(definitions)) {}
Fingerprints::Fingerprints(Fingerprints&&) noexcept = default;
Fingerprints::~Fingerprints() = default;

std::vector<Candidate> Fingerprints::Candidates(std::span<const PageText> pages) const {
  std::vector<Candidate> out;
  if (phrases_->set.size() == 0) return out;
  pages = pages.first(std::min(pages.size(), kPages));
  std::vector<std::array<bool, kParts>> found(phrases_->set.size());
  for (size_t p = 0; p < pages.size(); ++p) {
    std::array<std::string, kParts> parts;
    for (const layout::Line& line : pages[p].lines) {
      const std::string text = terminology::Fold(line.Text());
      const double y = line.baseline / std::max(1.0, pages[p].height);
      const bool foot = y > kFootBegins || RE2::PartialMatch(text, phrases_->sent_out);
      std::string& part = parts[foot ? kFootPart : p == 0 && y < kTopEnds ? kTopPart : kBodyPart];
      part += text;
      part += '\n';
    }
    for (size_t part = 0; part < kParts; ++part)
      for (const size_t number : phrases_->set.Match(parts[part])) found[number][part] = true;
  }
  static constexpr std::array<bool, kParts> kNowhere{};
  for (size_t i = 0; i < definitions_->size(); ++i) {
    const Profile& profile = definitions_->ProfileAt(i);
    const Phrases::Numbers& numbers = phrases_->numbers[i];
    Candidate candidate{&profile, 0, true, {}};
    const auto take = [&](const Mark& mark, const std::array<bool, kParts>& at) {
      if (!Counts(mark.place, at)) {
        if (at != kNowhere) candidate.reasons.push_back("has " + Quoted(mark.phrase) + " in another place only");
        return false;
      }
      candidate.score += Worth(mark.phrase, at);
      const size_t part = at[kTopPart] ? kTopPart : at[kBodyPart] ? kBodyPart : kFootPart;
      candidate.reasons.push_back("has " + Quoted(mark.phrase) + " " + kPlaceNames[part]);
      return true;
    };
    for (size_t m = 0; m < numbers.must.size(); ++m) {
      const Mark& mark = profile.must[m].mark;
      if (take(mark, found[numbers.must[m]])) continue;
      candidate.fits = false;
      if (found[numbers.must[m]] == kNowhere) candidate.reasons.push_back("lacks " + Quoted(mark.phrase));
    }
    bool one = numbers.one_of.empty();
    for (size_t m = 0; m < numbers.one_of.size(); ++m)
      one = take(profile.one_of[m].mark, found[numbers.one_of[m]]) || one;
    if (!one) candidate.reasons.push_back("lacks all of the phrases of which it has one");
    candidate.fits = candidate.fits && one;
    if (candidate.score == 0) continue;
    for (size_t m = 0; m < numbers.must_not.size(); ++m) {
      const Mark& mark = profile.must_not[m].mark;
      if (!Counts(mark.place, found[numbers.must_not[m]])) continue;
      candidate.fits = false;
      candidate.reasons.push_back("has " + Quoted(mark.phrase) + ", which it must not have");
    }
    if (candidate.fits) {
      if (const Definition* definition = definitions_->At(i)) {
        FindTables(*definition, pages, &candidate);
      } else {
        candidate.fits = false;
        candidate.reasons.push_back("cannot be decoded from the compiled form; remove that file");
      }
    }
    out.push_back(std::move(candidate));
  }
  std::stable_sort(out.begin(), out.end(), [](const Candidate& a, const Candidate& b) {
    return a.fits != b.fits ? a.fits : a.score > b.score;
  });
  return out;
}

}  // namespace labintake::formats
