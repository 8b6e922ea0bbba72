// Tests of the catalogue on a recognised page that no row took, with no result beside them that could be read.
//
// Pure function; thread-safe.
#pragma once

#include <cstddef>
#include <optional>
#include <vector>

#include "extractors/generic/segment.h"
#include "extractors/layout/line.h"
#include "model/report.h"

namespace labintake::generic {

// A segment that is the name of a test in the catalogue, and no label, remark or sentence.
bool NamesTest(const Segment& s);

// Segments that name a test of the catalogue and stand with a unit, beside or below, or in the column of the rows'
// names. Headings count only with a unit or right under a row. With a figure behind them, in guidelines and in unread
// lines, each of which stands for the first of its own, only those over a unit count; those of heads and of earlier
// results never. One entry a line in `lines`, `segments` and `classes` (final classes); `rows` and `unread`: the page's
// rows, and the unread results that are no whole lines.
std::vector<const Segment*> NamesWithoutResult(const std::vector<layout::Line>& lines,
                                               const std::vector<std::vector<Segment>>& segments,
                                               const std::vector<LineClass>& classes,
                                               const std::vector<Observation>& rows,
                                               const std::vector<ClassifiedLine>& unread);

}  // namespace labintake::generic
