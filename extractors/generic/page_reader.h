// One page to observations, and every one of its lines to a class.
//
// Pure function; thread-safe. What a page needs from the pages before it travels in PageState.
#pragma once

#include <string>
#include <vector>

#include "extractors/generic/segment.h"
#include "extractors/generic/table_head.h"
#include "extractors/layout/line.h"
#include "model/report.h"

namespace labintake::generic {

struct PageInput {
  int number = 0;
  double width = 0, height = 0;
  std::vector<layout::Line> lines;
  std::vector<Rule> rules;
  std::vector<bool> furniture;  // one a line: repeated on other pages, no table head
};

// Tables that may go on over the page's end.
struct PageState {
  std::vector<TableHead> heads;
  std::string panel;
  double width = 0;
};

struct PageReading {
  std::vector<Observation> observations;    // in reading order
  std::vector<LineClass> classes;           // one a line
  std::vector<ClassifiedLine> more_unread;  // further unread results on lines that are named unread already
};

PageReading ReadPage(const PageInput& page, PageState& state, const ReadingContext& context);

}  // namespace labintake::generic
