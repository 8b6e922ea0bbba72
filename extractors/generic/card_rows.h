// Results printed as cards: the fields of one test stand around its name, not on its line.
//
//   Urea        (4.60)                 Glucose
//   mmol/L   [=====|=====|=====]       Normal range: 74 - 106 mg/dL
//                                      118 High
//
// A card is anchored by a unit under a name, or by a labelled reference under a name; the result is the one number that
// stands in the card's part of the page. Where more than one could be it, the row goes to review. Pure function;
// thread-safe.
#pragma once

#include <vector>

#include "extractors/generic/table_rows.h"

namespace labintake::generic {

struct CardReading {
  TableHead head;  // name, result, unit and range, without places
  std::vector<RawRow> rows;
};

// REQUIRES: `lines` hold only what no table has read. Fewer than two cards on a page are none.
CardReading ReadCards(const std::vector<LaneLine>& lines, double page_width, const ReadingContext& context);

}  // namespace labintake::generic
