// Rows without columns: a pattern over one to four lines, whose named groups are the fields.
//
// Matching is on the text of lines as printed, with two spaces between cells and "\n" between lines; a group is traced
// back to the words that it stands for. Immutable; thread-safe.
#pragma once

#include <memory>
#include <optional>
#include <vector>

#include "extractors/formats/definition.h"
#include "extractors/generic/page_guide.h"

namespace re2 {
class RE2;
}

namespace labintake::formats {

class LineMatcher {
 public:
  // REQUIRES: the pattern was checked (definition_file.h).
  explicit LineMatcher(const LinePattern& rule);
  LineMatcher(LineMatcher&&) noexcept;
  ~LineMatcher();

  // The rows that `lines` hold by this pattern, top to bottom; each line serves one row. Lines for which `open` is
  // false take no part.
  generic::GuidedRows Match(const std::vector<layout::Line>& lines, const std::vector<bool>& open, double page_width,
                            const generic::ReadingContext& context) const;

  // Do the two look at one strip of the page?
  bool Overlaps(const LineMatcher& other) const { return rule_.from < other.rule_.to && other.rule_.from < rule_.to; }

 private:
  const LinePattern& rule_;
  std::unique_ptr<re2::RE2> pattern_;
  size_t line_count_ = 1;
  std::vector<std::pair<int, size_t>> groups_;  // number of the group -> column
};

}  // namespace labintake::formats
