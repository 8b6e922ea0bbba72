// The words of one run, decided one by one by their readings, the lists of words and units, and the ink.
//
// Not thread-safe. Refers to its arguments, which outlive it.
#pragma once

#include <string>
#include <vector>

#include "extractors/ocr/recognizer.h"
#include "extractors/scan/arrows.h"
#include "extractors/scan/ink_check.h"
#include "extractors/scan/run_words.h"
#include "extractors/scan/text_runs.h"
#include "model/raster.h"

namespace labintake::scan {

// Confidence of a word by what stands for it (the others are in decided_words.cc). The threshold of acceptance is 0.90,
// and a row is as good as its weakest word.
inline constexpr float kAgreed = 0.97F;    // two readings agree, or one and the lists of words; the ink cannot tell
inline constexpr float kMajority = 0.95F;  // two of three
inline constexpr float kOpen = 0.4F;       // nothing settled it

// Of a vote: the share of the weight that settles a word of letters, and the fewest readings that may.
inline constexpr double kSureShare = 0.8;
inline constexpr size_t kFewestVotes = 6;

class DecidedWords {
 public:
  DecidedWords(const Recognizers& recognizers, const Raster& page, const TextRun& run)
      : recognizers_(recognizers), page_(page), run_(run) {}

  // `other`: what another reading says, where nothing settled it; "" otherwise.
  void Add(const ocr::ReadWord& w, float confidence, const std::string& other = "");
  // The whole run, where it is an arrow.
  bool AddLoneArrow();
  InkVerdict InkOf(const RunWord& word) const;
  // One word by its readings; `c` null where a third was not taken or has other words.
  void Decide(const ocr::ReadWord& a, const ocr::ReadWord& b, const ocr::ReadWord* c);
  // A word that is decided already.
  void Keep(const RunWord& word);
  // Word `i` of `n`, by the readings that see so many; `open` as it stands so far.
  void AddMostSeen(const RunWord& open, size_t i, size_t n, const std::vector<std::vector<ocr::ReadWord>>& readings);
  // The words so far; none are left.
  std::vector<RunWord> Take();

 private:
  // A word without an arrow behind it.
  void AddPlain(const ocr::ReadWord& w, float confidence, const std::string& other);
  std::vector<image::Blob> BlobsOf(int x0, int x1) const;
  // "402↑": the arrow is a word of its own. False where the word ends in none.
  bool AddWithArrow(const ocr::ReadWord& w, float confidence, const std::string& other);
  void AddArrow(Arrow arrow, const image::Blob& ink);
  // The baseline. In a short run more letters may reach below it than stand on it ("µg/dL"); the row around knows
  // better.
  double FootOfLetters() const;
  // "REFE RENCE": two words that are none, and one together.
  void JoinSplitWords();

  const Recognizers& recognizers_;
  const Raster& page_;
  const TextRun& run_;
  std::vector<RunWord> out_;
};

}  // namespace labintake::scan
