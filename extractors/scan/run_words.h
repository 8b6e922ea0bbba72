// A run of text to words that can be trusted, or that say how far not.
//
// A run that may hold a result is read by two networks from two different views: the model of the page's language,
// which knows its words, and the model of all Latin alphabets, which knows signs that the former lacks. The ink itself
// is a witness on numbers. Where the two differ a third view is read; what nothing settles keeps both readings. A run
// of nothing but words of the language or of names (plain_words.h), of which the first network is sure, is read once.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "extractors/ocr/recognizer.h"
#include "extractors/scan/steps.h"
#include "extractors/scan/text_runs.h"
#include "model/raster.h"

namespace labintake::scan {

struct RunWord {
  std::string text;
  int x0 = 0, x1 = 0;         // pixels of the page's picture
  float confidence = 0;       // 0..1, that the text is what is printed
  bool raised = false;        // smaller, and above the baseline: an exponent or a reference to a note
  int top = 0, bottom = 0;    // of its ink, pixels of the page's picture
  std::string other_reading;  // what the other network saw, where nothing settled the difference; "" otherwise
};

struct Recognizers {
  ocr::Recognizer* language = nullptr;
  ocr::Recognizer* latin = nullptr;  // null: read once only
  Steps steps = {};                  // of these, `ink` and `third` count here
};

// The readings that every run may get: by the model of the page's language, and by that of all Latin alphabets. They
// also tell how the page stands and its language (early_readings.h).
std::vector<ocr::ReadWord> ReadFirst(ocr::Recognizer& language, const Raster& page, const std::vector<TextRun>& runs,
                                     size_t which);
std::vector<ocr::ReadWord> ReadLatin(ocr::Recognizer& latin, const Raster& page, const std::vector<TextRun>& runs,
                                     size_t which);

// What these two gave for a run where it was read already.
struct EarlyReading {
  std::optional<std::vector<ocr::ReadWord>> first, latin;
};

// What is not in `early` is read here if it is needed.
std::vector<RunWord> ReadRunWords(const Recognizers& recognizers, const Raster& page, const std::vector<TextRun>& runs,
                                  size_t which, EarlyReading early = {});

}  // namespace labintake::scan
