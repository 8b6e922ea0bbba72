#include "extractors/scan/decided_words.h"

#include <algorithm>
#include <cctype>
#include <optional>
#include <string_view>
#include <utility>

#include "extractors/scan/name_repair.h"
#include "extractors/scan/page_language.h"
#include "extractors/scan/reading_text.h"
#include "extractors/scan/reading_vote.h"
#include "extractors/scan/signs.h"
#include "extractors/scan/unit_repair.h"
#include "terminology/catalog/name_key.h"
#include "terminology/fold.h"
#include "terminology/units.h"

namespace labintake::scan {
namespace {

using ocr::ReadWord;

constexpr float kProven = 0.99F;            // two readings and the ink agree
constexpr float kKnownUnit = 0.96F;         // one of the two is a unit of the table
constexpr float kMajorityOfNumber = 0.88F;  // two of three, and the ink cannot tell: not enough for a number
constexpr float kUnsureWord = 0.88F;        // a word of letters that one of the networks is not sure of
constexpr float kSureLetters = 0.5F;
constexpr float kDoubtful = 0.6F;   // the ink contradicts, or the recogniser itself hardly believes it
constexpr float kSelfDoubt = 0.3F;  // of the recogniser

// In letter heights of the run.
constexpr double kRaisedHeight = 0.8;
constexpr double kRaisedFoot = 0.22;
constexpr double kSplit = 0.5;
constexpr size_t kShortestWord = 4;  // bytes; shorter words are too near to each other

bool HasDigit(std::string_view text) {
  return std::any_of(text.begin(), text.end(), [](unsigned char c) { return std::isdigit(c) != 0; });
}

// "o1" and "OL" for "01": a raised mark of signs that look like digits is a number. "º" alone is none, nor are letters.
std::string DigitsOfMark(const std::string& text) {
  std::string digits = text;
  for (char& c : digits) {
    if (std::string_view("oO").find(c) != std::string_view::npos) c = '0';
    if (std::string_view("lIL|").find(c) != std::string_view::npos) c = '1';
  }
  const bool number = std::all_of(digits.begin(), digits.end(), [](unsigned char c) { return std::isdigit(c) != 0; });
  const bool sure = HasDigit(text) || (text.size() > 1 && text.find_first_of("oO") != std::string::npos);
  return number && sure ? digits : text;
}

}  // namespace

void DecidedWords::Add(const ReadWord& w, float confidence, const std::string& other) {
  if (AddWithArrow(w, confidence, other)) return;
  AddPlain(w, confidence, other);
}

bool DecidedWords::AddLoneArrow() {
  if (run_.blobs.size() != 1) return false;
  const Arrow arrow = ArrowOf(run_.blobs.front(), page_);
  if (arrow == Arrow::kNone) return false;
  AddArrow(arrow, run_.blobs.front());
  return true;
}

void DecidedWords::AddPlain(const ReadWord& w, float confidence, const std::string& other) {
  RunWord word;
  word.text = w.text;
  word.x0 = w.x0, word.x1 = w.x1;
  word.confidence = confidence;
  word.other_reading = UnitWithoutConfusion(other);
  const std::vector<image::Blob> blobs = BlobsOf(word.x0, word.x1);
  word.top = static_cast<int>(run_.baseline - run_.letter_height);
  word.bottom = static_cast<int>(run_.baseline);
  if (!blobs.empty()) {
    word.top = blobs.front().y, word.bottom = blobs.front().bottom();
    for (const image::Blob& b : blobs)
      word.top = std::min(word.top, b.y), word.bottom = std::max(word.bottom, b.bottom());
  }
  const double high = word.bottom - word.top;
  // An asterisk stands high by itself, and so does a dash, which is thick where it is blurred.
  const std::string plain = PlainText(word.text);
  word.raised = high > 0.3 * run_.letter_height && high < kRaisedHeight * run_.letter_height &&
                word.bottom < run_.row - kRaisedFoot * run_.letter_height &&
                plain.find_first_not_of("*-") != std::string::npos;
  if (word.raised) word.text = DigitsOfMark(word.text);
  const std::string unit = UnitWithoutConfusion(word.text);
  const MendedText mended = MendSigns(unit, blobs, page_, FootOfLetters(), run_.letter_height);
  const std::string whole = UnitWithoutConfusion(mended.text);
  const bool repaired = unit != word.text || whole != mended.text;
  word.text = whole;
  if (word.other_reading == word.text) {
    word.other_reading.clear();
    word.confidence = std::max(word.confidence, kUnsureWord);
  }
  if (repaired) word.confidence = std::min(word.confidence, kMajority);
  word.text = NameWithoutConfusion(word.text);
  if (const std::string name = NameWordFor(word.text); name != word.text) {
    word.text = name;
    word.confidence = std::min(word.confidence, kMajority);
  }
  if (HidesGreekLetter(word.text) ||
      (HasDigit(word.text) && HasRaisedPiece(word.text, blobs, run_.baseline, run_.letter_height)))
    word.confidence = std::min(word.confidence, kDoubtful);
  if (mended.doubtful) word.confidence = std::min(word.confidence, kDoubtful);
  const InkVerdict ink = InkOf(word);
  // Letters that look alike deceive both networks, but one of them is then less sure.
  if (!HasDigit(word.text) && word.text.size() >= 3 && w.confidence < kSureLetters)
    word.confidence = std::min(word.confidence, kUnsureWord);
  if (ink == InkVerdict::kContradicts || w.confidence < kSelfDoubt)
    word.confidence = std::min(word.confidence, kDoubtful);
  if (ink == InkVerdict::kBorneOut && word.confidence == kAgreed) word.confidence = kProven;
  if (ink != InkVerdict::kBorneOut && confidence == kMajority && HasDigit(word.text))
    word.confidence = std::min(word.confidence, kMajorityOfNumber);
  out_.push_back(std::move(word));
}

InkVerdict DecidedWords::InkOf(const RunWord& word) const {
  if (!recognizers_.steps.ink) return InkVerdict::kUnknown;
  return CheckInk(PlainText(word.text), BlobsOf(word.x0, word.x1), run_.baseline, run_.letter_height);
}

void DecidedWords::Decide(const ReadWord& a, const ReadWord& b, const ReadWord* c) {
  const std::string ta = PlainText(a.text), tb = PlainText(b.text), tc = c == nullptr ? "" : PlainText(c->text);
  const auto weaker = [](const ReadWord& x, const ReadWord& y) {
    ReadWord w = x;
    w.confidence = std::min(x.confidence, y.confidence);
    return w;
  };
  if (ta == tb) return Add(weaker(a, b), kAgreed);
  if (const auto settled = Settle(a.text, b.text, *recognizers_.language, *recognizers_.latin)) {
    ReadWord word = a;
    word.text = *settled;
    return Add(word, kAgreed);
  }
  // Vocabulary: a reading that is a unit against one that is none.
  const terminology::UnitMatch ua = terminology::LookUpUnit(a.text), ub = terminology::LookUpUnit(b.text);
  const bool known_a = ua.confidence == terminology::UnitConfidence::kKnown,
             known_b = ub.confidence == terminology::UnitConfidence::kKnown;
  if (known_a && known_b && ua.ucum == ub.ucum) return Add(a, kAgreed);
  // Two units that differ, mmol/L and nmol/L: a third view by one of the same networks does not settle a factor of a
  // million.
  if (known_a && known_b) return a.confidence >= b.confidence ? Add(a, kOpen, b.text) : Add(b, kOpen, a.text);
  if (known_a != known_b) return Add(known_a ? a : b, kKnownUnit);
  // Heads, labels and words of running text in the same way; a misread head costs a whole column.
  const auto word_of_vocabulary = [](const ReadWord& w) {
    return w.text.size() >= kShortestWord && !HasDigit(w.text) && (IsKnownWord(w.text) || IsWordOfNames(w.text));
  };
  const bool word_a = word_of_vocabulary(a), word_b = word_of_vocabulary(b);
  if (word_a != word_b) return Add(word_a ? a : b, kMajority);
  if (!word_a && c != nullptr && word_of_vocabulary(*c)) return Add(*c, kUnsureWord);
  // "Tl" and "TI", "O157" and "0157": signs that look alike, where only one is in the names of tests.
  if (terminology::Skeleton(terminology::Fold(a.text)) == terminology::Skeleton(terminology::Fold(b.text)) &&
      IsWordOfNames(a.text) != IsWordOfNames(b.text))
    return Add(IsWordOfNames(a.text) ? a : b, kMajority);
  if (c != nullptr && ta == tc) return Add(weaker(a, *c), kMajority);
  if (c != nullptr && tb == tc) return Add(weaker(b, *c), kMajority);
  if (a.confidence >= b.confidence) return Add(a, kOpen, b.text);
  Add(b, kOpen, a.text);
}

void DecidedWords::Keep(const RunWord& word) { out_.push_back(word); }

void DecidedWords::AddMostSeen(const RunWord& open, size_t i, size_t n,
                               const std::vector<std::vector<ReadWord>>& readings) {
  std::vector<std::vector<ReadWord>> of_word;
  for (const std::vector<ReadWord>& words : readings)
    if (words.size() == n) of_word.push_back({words[i]});
  const std::vector<Candidate> ranked = RankReadings(of_word);
  // Of figures many views together lose a point as easily as one.
  const bool sure =
      ranked.front().share >= kSureShare && of_word.size() >= kFewestVotes && !HasDigit(ranked.front().text);
  const std::string other = ranked.size() > 1 ? ranked[1].text : open.other_reading;
  Add(ranked.front().words.front(), sure ? kMajority : kOpen, sure ? "" : other);
}

std::vector<RunWord> DecidedWords::Take() {
  JoinSplitWords();
  return std::move(out_);
}

std::vector<image::Blob> DecidedWords::BlobsOf(int x0, int x1) const {
  std::vector<image::Blob> blobs;
  for (const image::Blob& b : run_.blobs)
    if (b.x + b.width / 2 >= x0 && b.x + b.width / 2 <= x1) blobs.push_back(b);
  return blobs;
}

bool DecidedWords::AddWithArrow(const ReadWord& w, float confidence, const std::string& other) {
  const std::optional<ArrowEnd> end = FindArrowEnd(w.text, BlobsOf(w.x0, w.x1), page_, run_.letter_height);
  if (!end) return false;
  if (!end->rest.empty()) {
    ReadWord rest = w;
    rest.text = end->rest, rest.x1 = end->rest_right;
    const size_t taken = w.text.size() - rest.text.size();
    const std::string rest_of_other = other.substr(0, other.size() - std::min(taken, other.size()));
    AddPlain(rest, confidence, rest_of_other == rest.text ? "" : rest_of_other);
  }
  AddArrow(end->arrow, end->ink);
  return true;
}

void DecidedWords::AddArrow(Arrow arrow, const image::Blob& ink) {
  RunWord word;
  word.text = ToString(arrow);
  word.x0 = ink.x, word.x1 = ink.right();
  word.top = ink.y, word.bottom = ink.bottom();
  word.confidence = kUnsureWord;
  out_.push_back(std::move(word));
}

double DecidedWords::FootOfLetters() const {
  constexpr double kSame = 0.1, kDescent = 0.45;  // letter heights
  const double higher = (run_.baseline - run_.row) / run_.letter_height;
  return higher > kSame && higher < kDescent ? run_.row : run_.baseline;
}

void DecidedWords::JoinSplitWords() {
  for (size_t k = 1; k < out_.size();) {
    RunWord &a = out_[k - 1], &b = out_[k];
    const bool near = b.x0 - a.x1 < kSplit * run_.letter_height;
    if (near && a.text.size() + b.text.size() >= 6 && IsKnownWord(a.text + b.text) && !IsKnownWord(a.text) &&
        !IsKnownWord(b.text)) {
      a.text += b.text;
      a.x1 = b.x1;
      a.top = std::min(a.top, b.top), a.bottom = std::max(a.bottom, b.bottom);
      a.confidence = std::min(a.confidence, b.confidence);
      out_.erase(out_.begin() + static_cast<std::ptrdiff_t>(k));
    } else {
      ++k;
    }
  }
}

}  // namespace labintake::scan
