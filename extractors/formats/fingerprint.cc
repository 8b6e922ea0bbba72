#include "extractors/formats/fingerprint.h"

#include <re2/re2.h>
#include <re2/set.h>

#include <algorithm>
#include <array>
#include <map>

#include "data/sent_out_tsv.h"
#include "extractors/formats/columns.h"
#include "extractors/formats/phrase.h"
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
void FindTables(std::span<const PageText> pages, Candidate* candidate) {
  const Definition& d = *candidate->format;
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

struct Fingerprints::Set {
  RE2::Set phrases;
  std::map<std::string, int> index;  // expression -> number in the set
  RE2 sent_out;                      // a line that names where tests were sent to

  static RE2::Options Options() {
    RE2::Options options;
    options.set_log_errors(false);
    options.set_max_mem(64 << 20);
    return options;
  }

  static std::string SentOut() {
    std::vector<std::string> expressions;
    terminology::ForEachRow(data::sent_out_tsv, [&](const auto& columns) {
      expressions.push_back(ExpressionOf({std::string(columns[0]), false}));
    });
    std::string all;
    for (const std::string& e : expressions) all += (all.empty() ? "" : "|") + e;
    return all;
  }

  Set() : phrases(Options(), RE2::UNANCHORED), sent_out(SentOut(), Options()) {}

  // The numbers of the marks' phrases in the set; -1 for an expression that RE2 refuses.
  std::vector<int> Add(const std::vector<Mark>& marks) {
    std::vector<int> added;
    for (const Mark& mark : marks) {
      // The set sees whole pages: ^ and $ are those of a line.
      const std::string expression = "(?m)" + ExpressionOf(mark.phrase);
      const auto [it, is_new] = index.try_emplace(expression, -1);
      if (is_new) it->second = phrases.Add(expression, nullptr);
      added.push_back(it->second);
    }
    return added;
  }

  struct Numbers {
    std::vector<int> must, one_of, must_not;
  };
  std::vector<Numbers> numbers;  // one a definition
};

Fingerprints::Fingerprints(std::span<const Definition> definitions)
    : definitions_(definitions), set_(std::make_unique<Set>()) {
  for (const Definition& d : definitions) {
    const Fingerprint& f = d.fingerprint;
    Set::Numbers numbers;
    numbers.must = set_->Add(f.must);
    numbers.one_of = set_->Add(f.one_of);
    numbers.must_not = set_->Add(f.must_not);
    set_->numbers.push_back(std::move(numbers));
  }
  if (!set_->index.empty()) set_->phrases.Compile();
}
Fingerprints::Fingerprints(Fingerprints&&) noexcept = default;
Fingerprints::~Fingerprints() = default;

std::vector<Candidate> Fingerprints::Candidates(std::span<const PageText> pages) const {
  std::vector<Candidate> out;
  if (set_->index.empty()) return out;
  pages = pages.first(std::min(pages.size(), kPages));
  std::vector<std::array<bool, kParts>> found(set_->index.size());
  for (size_t p = 0; p < pages.size(); ++p) {
    std::array<std::string, kParts> parts;
    for (const layout::Line& line : pages[p].lines) {
      const std::string text = terminology::Fold(line.Text());
      const double y = line.baseline / std::max(1.0, pages[p].height);
      const bool foot = y > kFootBegins || RE2::PartialMatch(text, set_->sent_out);
      std::string& part = parts[foot ? kFootPart : p == 0 && y < kTopEnds ? kTopPart : kBodyPart];
      part += text;
      part += '\n';
    }
    for (size_t part = 0; part < kParts; ++part) {
      std::vector<int> numbers;
      set_->phrases.Match(parts[part], &numbers);
      for (const int number : numbers) found[static_cast<size_t>(number)][part] = true;
    }
  }
  static constexpr std::array<bool, kParts> kNowhere{};
  const auto where = [&](int number) -> const std::array<bool, kParts>& {
    return number < 0 ? kNowhere : found[static_cast<size_t>(number)];
  };
  for (size_t i = 0; i < definitions_.size(); ++i) {
    const Definition& d = definitions_[i];
    const Set::Numbers& numbers = set_->numbers[i];
    Candidate candidate{&d, 0, true, {}};
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
      const Mark& mark = d.fingerprint.must[m];
      if (take(mark, where(numbers.must[m]))) continue;
      candidate.fits = false;
      if (where(numbers.must[m]) == kNowhere) candidate.reasons.push_back("lacks " + Quoted(mark.phrase));
    }
    bool one = numbers.one_of.empty();
    for (size_t m = 0; m < numbers.one_of.size(); ++m)
      one = take(d.fingerprint.one_of[m], where(numbers.one_of[m])) || one;
    if (!one) candidate.reasons.push_back("lacks all of the phrases of which it has one");
    candidate.fits = candidate.fits && one;
    if (candidate.score == 0) continue;
    for (size_t m = 0; m < numbers.must_not.size(); ++m) {
      const Mark& mark = d.fingerprint.must_not[m];
      if (!Counts(mark.place, where(numbers.must_not[m]))) continue;
      candidate.fits = false;
      candidate.reasons.push_back("has " + Quoted(mark.phrase) + ", which it must not have");
    }
    if (candidate.fits) FindTables(pages, &candidate);
    out.push_back(std::move(candidate));
  }
  std::stable_sort(out.begin(), out.end(), [](const Candidate& a, const Candidate& b) {
    return a.fits != b.fits ? a.fits : a.score > b.score;
  });
  return out;
}

}  // namespace labintake::formats
