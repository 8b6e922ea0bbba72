// Tesseract: the picture of one line of text to words.
//
// The only file that knows the library is recognizer.cc. Not thread-safe; the environment must hold OMP_THREAD_LIMIT=1
// before the library is loaded, or its threads cost six times the time.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "model/error.h"

namespace labintake::ocr {

// Where Debian's packages tesseract-ocr-* put the models.
inline constexpr char kModelFolder[] = "/usr/share/tesseract-ocr/5/tessdata";

struct ReadWord {
  std::string text;      // UTF-8, never empty
  int x0 = 0, x1 = 0;    // pixels of the picture
  float confidence = 0;  // 0..1, of the word's weakest letter as the recogniser sees it
};

class Recognizer {
 public:
  // `language` as Tesseract names its models ("eng", "Latin"); `tessdata` "" for kModelFolder. Error
  // kConfiguration: no such model.
  static Result<std::unique_ptr<Recognizer>> Make(const std::string& language, const std::string& tessdata);
  virtual ~Recognizer() = default;

  // Eight bits a pixel, dark on light, rows of `width` bytes. Left to right; empty when nothing is read. `raw`: the
  // picture is taken as the line just as it is, otherwise the recogniser first looks for the line in it.
  virtual std::vector<ReadWord> ReadLine(const uint8_t* grey, int width, int height, bool raw) = 0;

  // Can the model read this letter (one code point) at all?
  virtual bool Knows(std::string_view letter) const = 0;

  // Is it a word of the model's language, as the model's list of words has it? False for a model without a list.
  virtual bool IsWord(std::string_view word) const = 0;
};

}  // namespace labintake::ocr
