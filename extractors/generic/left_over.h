// Words of a page that no field of any row took: next to a row without a unit or a range they may be what it lacks.
//
// Not thread-safe while rows are added.
#pragma once

#include <set>
#include <utility>
#include <vector>

#include "extractors/generic/segment.h"
#include "extractors/generic/table_head.h"
#include "extractors/generic/table_rows.h"

namespace labintake::generic {

class LeftOver {
 public:
  // The words that `row` has in columns whose heads are known, its flags, and what stands under it.
  void Take(const RawRow& row, const TableHead& head);

  bool TookAny(const Segment& s) const;

  // The pieces of `s` that no row took and that read as a range, a unit or a number.
  std::vector<Segment> FieldsIn(const Segment& s, const ReadingContext& context) const;

 private:
  void Take(const std::vector<Segment>& segments);
  bool Taken(const Word& w) const { return taken_.contains({w.box.x0, w.baseline}); }

  std::set<std::pair<double, double>> taken_;  // where words begin: x, baseline
};

}  // namespace labintake::generic
