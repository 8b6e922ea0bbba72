// A recogniser that says what it was told to, call by call, and keeps what it was shown.
#pragma once

#include <deque>
#include <set>
#include <string>
#include <vector>

#include "extractors/ocr/recognizer.h"
#include "model/raster.h"

namespace labintake::scan {

// Where in the picture the word is seen, as shares of its width.
struct Scripted {
  std::string text;
  double from = 0, to = 1;
  float confidence = 0.9F;
};

class FakeRecognizer : public ocr::Recognizer {
 public:
  explicit FakeRecognizer(std::deque<std::vector<Scripted>> readings = {}, std::set<std::string> unknown_letters = {})
      : readings_(std::move(readings)), unknown_letters_(std::move(unknown_letters)) {}

  std::vector<ocr::ReadWord> ReadLine(const uint8_t* grey, int width, int height, bool raw) override {
    Raster picture;
    picture.width = width;
    picture.height = height;
    picture.grey.assign(grey, grey + static_cast<size_t>(width) * height);
    shown.push_back(std::move(picture));
    raws.push_back(raw);
    std::vector<ocr::ReadWord> out;
    if (readings_.empty()) return out;
    for (const Scripted& w : readings_.front())
      out.push_back({w.text, static_cast<int>(w.from * width), static_cast<int>(w.to * width), w.confidence});
    readings_.pop_front();
    return out;
  }

  bool Knows(std::string_view letter) const override { return !unknown_letters_.contains(std::string(letter)); }

  bool IsWord(std::string_view word) const override { return words.contains(std::string(word)); }

  size_t calls() const { return shown.size(); }

  std::vector<Raster> shown;
  std::vector<bool> raws;
  std::set<std::string> words;  // of its language

 private:
  std::deque<std::vector<Scripted>> readings_;
  std::set<std::string> unknown_letters_;
};

}  // namespace labintake::scan
