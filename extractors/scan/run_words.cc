#include "extractors/scan/run_words.h"

#include <algorithm>
#include <optional>

#include "extractors/scan/decided_words.h"
#include "extractors/scan/plain_words.h"
#include "extractors/scan/reading_text.h"
#include "extractors/scan/reading_vote.h"
#include "extractors/scan/run_reader.h"

namespace labintake::scan {
namespace {

using ocr::ReadWord;

const View kFirst{};
const View kSecond{1.2, 0.35, 0.6, 1.35, 1};
const View kThird{1.7, 0.7, 0.3, 0.8, 1};
const View kRaw{1.35, 0.45, 0.15, 1.2, 0, true};  // where the recogniser finds no line, or the ink contradicts it

constexpr double kLeastShareOfOtherWords = 0.4;

}  // namespace

std::vector<ReadWord> ReadLatin(ocr::Recognizer& latin, const Raster& page, const std::vector<TextRun>& runs,
                                size_t which) {
  return ReadRun(latin, page, runs, which, kSecond);
}

namespace {

// `c` is set to the third view, if it is read.
std::vector<RunWord> Compare(const Recognizers& recognizers, const Raster& page, const std::vector<TextRun>& runs,
                             size_t which, const std::vector<ReadWord>& a, const std::vector<ReadWord>& b,
                             std::optional<std::vector<ReadWord>>& c) {
  const auto third = [&] {
    if (recognizers.steps.third) c = ReadRun(*recognizers.language, page, runs, which, kThird);
  };
  DecidedWords words(recognizers, page, runs[which]);
  if (a.size() == b.size()) {
    bool open = false;
    for (size_t i = 0; i < a.size(); ++i) {
      open = open || (PlainText(a[i].text) != PlainText(b[i].text) &&
                      !Settle(a[i].text, b[i].text, *recognizers.language, *recognizers.latin));
    }
    if (open) third();
    for (size_t i = 0; i < a.size(); ++i) words.Decide(a[i], b[i], c && c->size() == a.size() ? &(*c)[i] : nullptr);
    return words.Take();
  }
  // Cut into words differently: the text of the whole run decides.
  const std::string ta = Joined(a), tb = Joined(b);
  if (ta == tb) {
    for (const ReadWord& w : a.size() > b.size() ? a : b) words.Add(w, kAgreed);
    return words.Take();
  }
  if (const auto settled = Settle(ta, tb, *recognizers.language, *recognizers.latin);
      settled && (*settled == ta || *settled == tb)) {
    for (const ReadWord& w : *settled == ta ? a : b) words.Add(w, kAgreed);
    return words.Take();
  }
  third();
  const std::string tc = c ? Joined(*c) : "";
  if (!tc.empty() && (tc == ta || tc == tb)) {
    for (const ReadWord& w : tc == ta ? a : b) words.Add(w, kMajority);
  } else {
    const bool take_a = Weakest(a) >= Weakest(b);
    for (const ReadWord& w : take_a ? a : b) words.Add(w, kOpen, take_a ? tb : ta);
  }
  return words.Take();
}

bool Contradicted(const DecidedWords& check, const std::vector<RunWord>& words) {
  return std::any_of(words.begin(), words.end(),
                     [&](const RunWord& w) { return check.InkOf(w) == InkVerdict::kContradicts; });
}

// Further views of a run that nothing settled.
constexpr size_t kThirdOfFurther = 0;
const View kFurther[] = {kThird, kRaw, {1.45, 0.5, 0.4, 1, 4}, {1.35, 0.45, 0.6, 1.35, 3}, {1.35, 0.45, 0.6, 0.9, 8}};

// True when nearly all views see the same, so that further ones change nothing.
bool Decided(const std::vector<std::vector<ReadWord>>& readings) {
  const std::vector<Candidate> ranked = RankReadings(readings);
  return !ranked.empty() && ranked.front().share >= kSureShare;
}

// Numbers, of which the ink bears out each, and comparators.
bool AreBorneOut(const DecidedWords& check, const std::vector<RunWord>& words) {
  return std::all_of(words.begin(), words.end(), [&](const RunWord& w) {
    const bool sign = w.text == "<" || w.text == ">" || w.text == "≤" || w.text == "≥";
    return (sign && words.size() > 1) || check.InkOf(w) == InkVerdict::kBorneOut;
  });
}

bool IsOpen(const RunWord& word) { return word.confidence <= kOpen; }

}  // namespace

std::vector<RunWord> ReadRunWords(const Recognizers& recognizers, const Raster& page, const std::vector<TextRun>& runs,
                                  size_t which, std::optional<std::vector<ReadWord>> latin_reading) {
  DecidedWords sign(recognizers, page, runs[which]);
  if (sign.AddLoneArrow()) return sign.Take();
  std::vector<ReadWord> a = ReadRun(*recognizers.language, page, runs, which, kFirst);
  if (a.empty()) a = ReadRun(*recognizers.language, page, runs, which, kRaw);
  DecidedWords check(recognizers, page, runs[which]);
  if (recognizers.latin == nullptr) {
    for (const ReadWord& w : a) check.Add(w, w.confidence);
    return check.Take();
  }
  if (!latin_reading && ArePlainWords(a, *recognizers.language)) {
    for (const ReadWord& w : a) check.Add(w, kAgreed);
    return check.Take();
  }
  std::vector<ReadWord> b =
      latin_reading ? std::move(*latin_reading) : ReadLatin(*recognizers.latin, page, runs, which);
  if (b.empty()) b = ReadRun(*recognizers.latin, page, runs, which, kRaw);
  std::optional<std::vector<ReadWord>> c;
  std::vector<RunWord> words = Compare(recognizers, page, runs, which, a, b, c);
  const bool contradicted = Contradicted(check, words), open = std::any_of(words.begin(), words.end(), IsOpen);
  if (!recognizers.steps.third || !(contradicted || open)) return words;
  // Other views may see what the ink shows, or agree.
  std::vector<std::vector<ReadWord>> readings = {a, b};
  const auto made_of = [&](const std::vector<ReadWord>& reading, float confidence, const std::string& against) {
    DecidedWords other(recognizers, page, runs[which]);
    for (const ReadWord& w : reading) other.Add(w, confidence, against);
    return other.Take();
  };
  for (const View& view : kFurther) {
    for (ocr::Recognizer* network : {recognizers.language, recognizers.latin}) {
      const bool known = network == recognizers.language && &view == &kFurther[kThirdOfFurther] && c;
      std::vector<ReadWord> again = known ? *c : ReadRun(*network, page, runs, which, view);
      if (contradicted && !again.empty()) {
        std::vector<RunWord> better = made_of(again, kMajority, "");
        if (AreBorneOut(check, better)) return better;
      }
      readings.push_back(std::move(again));
    }
    if (!contradicted && readings.size() >= kFewestVotes && Decided(readings)) break;
  }
  const std::vector<Candidate> ranked = RankReadings(readings);
  if (!open || ranked.empty()) return words;
  if (ranked.front().words.size() != words.size()) {
    return ranked.front().share < kLeastShareOfOtherWords
               ? words
               : made_of(ranked.front().words, kOpen, ranked.size() > 1 ? ranked[1].text : "");
  }
  DecidedWords voted(recognizers, page, runs[which]);
  for (size_t i = 0; i < words.size(); ++i) {
    if (IsOpen(words[i])) {
      voted.AddMostSeen(words[i], i, words.size(), readings);
    } else {
      voted.Keep(words[i]);
    }
  }
  return voted.Take();
}

}  // namespace labintake::scan
