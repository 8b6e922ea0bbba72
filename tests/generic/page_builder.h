// Pages for tests, drawn as text: each character is half an em (5 points) wide, each line 12 points high.
//
//   PageOf({"Test        Result   Units   Reference Range",
//           "Glucose     92       mg/dL   70-99"})
//
// Two spaces or more cut cells. A line that begins with "**" is bold.
#pragma once

#include <string>
#include <vector>

#include "model/page.h"

namespace labintake::test {

inline Page PageOf(const std::vector<std::string>& lines, int number = 1, double top = 60) {
  constexpr double kSize = 10, kAdvance = 5, kPitch = 14;
  Page page;
  page.number = number;
  page.width = 612;
  page.height = 792;
  page.kind = PageKind::kText;
  double baseline = top;
  for (std::string line : lines) {
    const bool bold = line.starts_with("**");
    if (bold) line.erase(0, 2);
    double x = 20;
    Word word;
    bool space = false;
    const auto finish = [&] {
      if (!word.text.empty()) page.words.push_back(word);
      word = Word{};
    };
    for (size_t i = 0; i < line.size();) {
      size_t n = 1;
      while (i + n < line.size() && (static_cast<unsigned char>(line[i + n]) & 0xc0) == 0x80) ++n;
      if (line[i] == ' ') {
        finish();
        space = true;
      } else {
        if (word.text.empty()) {
          word.box = {x, baseline - 0.8 * kSize, x, baseline + 0.2 * kSize};
          word.baseline = baseline;
          word.font_size = kSize;
          word.bold = bold;
          word.space_before = space;
          space = false;
        }
        word.text += line.substr(i, n);
        word.box.x1 = x + kAdvance;
      }
      x += kAdvance;
      i += n;
    }
    finish();
    baseline += kPitch;
  }
  return page;
}

}  // namespace labintake::test
