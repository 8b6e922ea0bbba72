#include "extractors/scan/run_words.h"

#include <algorithm>
#include <cctype>
#include <optional>

#include "extractors/scan/arrows.h"
#include "extractors/scan/ink_check.h"
#include "extractors/scan/name_repair.h"
#include "extractors/scan/page_language.h"
#include "extractors/scan/plain_words.h"
#include "extractors/scan/reading_text.h"
#include "extractors/scan/reading_vote.h"
#include "extractors/scan/run_reader.h"
#include "extractors/scan/signs.h"
#include "extractors/scan/unit_repair.h"
#include "terminology/catalog/name_key.h"
#include "terminology/fold.h"
#include "terminology/units.h"

namespace labintake::scan {
namespace {

using ocr::ReadWord;

const View kFirst{};
const View kSecond{1.2, 0.35, 0.6, 1.35, 1};
const View kThird{1.7, 0.7, 0.3, 0.8, 1};
const View kRaw{1.35, 0.45, 0.15, 1.2, 0, true};  // where the recogniser finds no line, or the ink contradicts it

// Confidence of a word by what stands for it. The threshold of acceptance is 0.90, and a row is as good as its weakest
// word.
constexpr float kProven = 0.99F;            // two readings and the ink agree
constexpr float kAgreed = 0.97F;            // two readings agree, or one and the lists of words; the ink cannot tell
constexpr float kKnownUnit = 0.96F;         // one of the two is a unit of the table
constexpr float kMajority = 0.95F;          // two of three
constexpr float kMajorityOfNumber = 0.88F;  // two of three, and the ink cannot tell: not enough for a number
constexpr float kUnsureWord = 0.88F;        // a word of letters that one of the networks is not sure of
constexpr float kSureLetters = 0.5F;
constexpr float kDoubtful = 0.6F;  // the ink contradicts, or the recogniser itself hardly believes it
constexpr float kOpen = 0.4F;      // nothing settled it
constexpr double kSureShare = 0.8;
constexpr size_t kFewestVotes = 6;
constexpr double kLeastShareOfOtherWords = 0.4;
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

class RunWords {
 public:
  RunWords(const Recognizers& recognizers, const Raster& page, const TextRun& run)
      : recognizers_(recognizers), page_(page), run_(run) {}

  void Add(const ReadWord& w, float confidence, const std::string& other = "") {
    if (AddWithArrow(w, confidence, other)) return;
    AddPlain(w, confidence, other);
  }

  // The whole run, where it is an arrow.
  bool AddLoneArrow() {
    if (run_.blobs.size() != 1) return false;
    const Arrow arrow = ArrowOf(run_.blobs.front(), page_);
    if (arrow == Arrow::kNone) return false;
    AddArrow(arrow, run_.blobs.front());
    return true;
  }

  void AddPlain(const ReadWord& w, float confidence, const std::string& other) {
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
    word.raised = high > 0.3 * run_.letter_height && high < kRaisedHeight * run_.letter_height &&
                  word.bottom < run_.row - kRaisedFoot * run_.letter_height &&
                  word.text.find_first_not_of('*') != std::string::npos;  // which stands high by itself
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

  InkVerdict InkOf(const RunWord& word) const {
    if (!recognizers_.steps.ink) return InkVerdict::kUnknown;
    return CheckInk(PlainText(word.text), BlobsOf(word.x0, word.x1), run_.baseline, run_.letter_height);
  }

  // One word by its readings; `c` null where a third was not taken or has other words.
  void Decide(const ReadWord& a, const ReadWord& b, const ReadWord* c) {
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

  void Keep(const RunWord& word) { out_.push_back(word); }

  // Word `i` of `n`, by the readings that see so many; `open` as it stands so far.
  void AddMostSeen(const RunWord& open, size_t i, size_t n, const std::vector<std::vector<ReadWord>>& readings) {
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

  std::vector<RunWord> Take() {
    JoinSplitWords();
    return std::move(out_);
  }

 private:
  std::vector<image::Blob> BlobsOf(int x0, int x1) const {
    std::vector<image::Blob> blobs;
    for (const image::Blob& b : run_.blobs)
      if (b.x + b.width / 2 >= x0 && b.x + b.width / 2 <= x1) blobs.push_back(b);
    return blobs;
  }

  // "402↑": the arrow is a word of its own. False where the word ends in none.
  bool AddWithArrow(const ReadWord& w, float confidence, const std::string& other) {
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

  void AddArrow(Arrow arrow, const image::Blob& ink) {
    RunWord word;
    word.text = ToString(arrow);
    word.x0 = ink.x, word.x1 = ink.right();
    word.top = ink.y, word.bottom = ink.bottom();
    word.confidence = kUnsureWord;
    out_.push_back(std::move(word));
  }

  // The baseline. In a short run more letters may reach below it than stand on it ("µg/dL"); the row around knows
  // better.
  double FootOfLetters() const {
    constexpr double kSame = 0.1, kDescent = 0.45;  // letter heights
    const double higher = (run_.baseline - run_.row) / run_.letter_height;
    return higher > kSame && higher < kDescent ? run_.row : run_.baseline;
  }

  // "REFE RENCE": two words that are none, and one together.
  void JoinSplitWords() {
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

  const Recognizers& recognizers_;
  const Raster& page_;
  const TextRun& run_;
  std::vector<RunWord> out_;
};

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
  RunWords words(recognizers, page, runs[which]);
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

bool Contradicted(const RunWords& check, const std::vector<RunWord>& words) {
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

bool IsOpen(const RunWord& word) { return word.confidence <= kOpen; }

}  // namespace

std::vector<RunWord> ReadRunWords(const Recognizers& recognizers, const Raster& page, const std::vector<TextRun>& runs,
                                  size_t which, std::optional<std::vector<ReadWord>> latin_reading) {
  RunWords sign(recognizers, page, runs[which]);
  if (sign.AddLoneArrow()) return sign.Take();
  std::vector<ReadWord> a = ReadRun(*recognizers.language, page, runs, which, kFirst);
  if (a.empty()) a = ReadRun(*recognizers.language, page, runs, which, kRaw);
  RunWords check(recognizers, page, runs[which]);
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
    RunWords other(recognizers, page, runs[which]);
    for (const ReadWord& w : reading) other.Add(w, confidence, against);
    return other.Take();
  };
  for (const View& view : kFurther) {
    for (ocr::Recognizer* network : {recognizers.language, recognizers.latin}) {
      const bool known = network == recognizers.language && &view == &kFurther[kThirdOfFurther] && c;
      std::vector<ReadWord> again = known ? *c : ReadRun(*network, page, runs, which, view);
      if (contradicted && !again.empty()) {
        std::vector<RunWord> better = made_of(again, kMajority, "");
        if (std::all_of(better.begin(), better.end(),
                        [&](const RunWord& w) { return check.InkOf(w) == InkVerdict::kBorneOut; }))
          return better;
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
  RunWords voted(recognizers, page, runs[which]);
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
