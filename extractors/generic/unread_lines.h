// Lines of a page that no reader took: which of them still look like results, so that they are named and not lost.
//
// A class too many costs a person a glance, one too few loses a result in silence: every rule errs towards kUnread.
// Not thread-safe while the page is being read; refers to its arguments, which outlive it.
#pragma once

#include <optional>
#include <vector>

#include "extractors/generic/segment.h"
#include "extractors/layout/line.h"
#include "model/report.h"

namespace labintake::generic {

// A label of the report's header, with or without a value behind its colon.
bool IsHeaderLabel(const Segment& s);

class UnreadLines {
 public:
  // One entry a line in each; `classes` are those given by the readers, `header` the sorted indexes of header lines.
  UnreadLines(const std::vector<layout::Line>& lines, const std::vector<std::vector<Segment>>& segments,
              const std::vector<std::optional<LineClass>>& classes, const std::vector<size_t>& header,
              const ReadingContext& context)
      : lines_(lines), segments_(segments), classes_(classes), header_(header), context_(context) {}

  // The class that line `i` ends with.
  LineClass Final(size_t i) const;

  // Bare numbers of line `i` over bare units: results whose names stand somewhere else.
  std::vector<const Segment*> Stacked(size_t i) const;

 private:
  bool InHeader(size_t i) const;
  bool Open(size_t i) const;
  bool IsLonePair(size_t i) const;
  bool ContinuesRows(size_t i) const;
  bool IsLabelledValue(const Segment& s) const;
  bool IsNamedValue(size_t i) const;
  bool HasReference(size_t i) const;
  bool IsGarbledRow(size_t i) const;
  bool HoldsResults(size_t i) const;
  bool NearRows(size_t i) const;
  bool IsRecognisedResult(size_t i) const;
  bool StandsInColumns(size_t i, const std::vector<Box>& figures) const;

  const std::vector<layout::Line>& lines_;
  const std::vector<std::vector<Segment>>& segments_;
  const std::vector<std::optional<LineClass>>& classes_;
  const std::vector<size_t>& header_;
  const ReadingContext& context_;
};

}  // namespace labintake::generic
