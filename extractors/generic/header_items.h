// Labels and values of a report's header: the cells of a line, cut at the labels in them.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "extractors/layout/line.h"
#include "terminology/vocabulary.h"

namespace labintake::generic {

struct HeaderItem {
  std::optional<terminology::HeaderLabel> label;  // nullopt: text that is no label
  std::string label_text;                         // as printed, without the colon
  Box label_box;
  bool colon = false;  // a colon stands after the label
  bool bold_label = false;
  std::string value;  // behind the label in its own cell, or the whole text of an item without a label
  Box value_box;
};

// The items of a line, left to right. "DOB: 03/14/1967 (57 y) Sex: F" in one cell gives two labels with their values; a
// cell that begins with a colon gives its text to the label before it; "Collected 2024-05-01" and "MRN 12345" are
// labels with values although no colon stands between them.
std::vector<HeaderItem> ItemsOf(const layout::Line& line);

// `text` without white space, colons and dashes at its ends.
std::string TrimValue(std::string_view text);

}  // namespace labintake::generic
