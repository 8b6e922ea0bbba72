// A page as the readers take it: its lines, its drawn rules, and which lines repeat on other pages.
#pragma once

#include <vector>

#include "extractors/layout/line.h"

namespace labintake::generic {

struct PageInput {
  int number = 0;
  double width = 0, height = 0;
  std::vector<layout::Line> lines;
  std::vector<Rule> rules;
  std::vector<bool> furniture;  // one a line: repeated on other pages, no table head
};

}  // namespace labintake::generic
