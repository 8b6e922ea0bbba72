// Any bytes as dates, words and the header of a page: nothing crashes, hangs or throws, and what is found lies inside
// the text.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <vector>

#include "extractors/fields/date.h"
#include "extractors/generic/report_header.h"
#include "extractors/layout/line.h"
#include "terminology/vocabulary.h"

namespace {

using labintake::layout::Cell;
using labintake::layout::Line;

// Lines of the text, cells cut at tabs, words at spaces, each character five points wide.
std::vector<Line> LinesOf(const std::string& text) {
  std::vector<Line> lines;
  Line line;
  Cell cell;
  labintake::Word word;
  double x = 20, y = 40;
  const auto end_word = [&] {
    if (word.text.empty()) return;
    word.box.x1 = x;
    if (!cell.text.empty()) cell.text += ' ';
    cell.text += word.text;
    cell.box = cell.box.Union(word.box);
    cell.words.push_back(word);
    word = {};
  };
  const auto end_cell = [&] {
    end_word();
    if (cell.words.empty()) return;
    line.box = line.box.Union(cell.box);
    line.cells.push_back(cell);
    cell = {};
  };
  const auto end_line = [&] {
    end_cell();
    if (!line.cells.empty()) lines.push_back(line);
    line = {};
    x = 20;
    y += 12;
  };
  for (const char c : text) {
    if (c == '\n') {
      end_line();
      continue;
    }
    if (c == '\t') {
      end_cell();
      x += 20;
    } else if (c == ' ') {
      end_word();
    } else {
      if (word.text.empty()) {
        word.box = {x, y, x, y + 10};
        word.font_size = 10;
        word.baseline = y + 8;
        line.font_size = 10;
        line.page = 1;
      }
      word.text += c;
    }
    x += 5;
  }
  end_line();
  return lines;
}

void Check(bool holds) {
  if (!holds) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace labintake;
  constexpr size_t kMost = 20000;
  if (size > kMost) return 0;
  const std::string text(reinterpret_cast<const char*>(data), size);
  for (const auto order : {fields::DateOrder::kUnknown, fields::DateOrder::kDayFirst, fields::DateOrder::kMonthFirst}) {
    if (const auto date = fields::FindDate(text, order))
      Check(date->length > 0 && date->begin + date->length <= text.size());
  }
  const std::vector<std::string> texts{text};
  (void)fields::InferDateOrder(texts);
  (void)terminology::Fold(text);
  (void)terminology::LookUpColumnHead(text);
  (void)terminology::LookUpHeaderLabel(text);
  (void)terminology::LookUpResultWord(text);
  (void)terminology::StartsComment(text);
  const std::vector<Line> lines = LinesOf(text);
  ReportHeader header = generic::ReadHeader(lines, fields::DateOrder::kUnknown);
  const ReportHeader other = generic::ReadHeader(lines, fields::DateOrder::kDayFirst);
  (void)generic::PatientsDiffer(header, other);
  generic::MergeHeader(header, other);
  return 0;
}
