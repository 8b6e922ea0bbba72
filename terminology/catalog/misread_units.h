// Units of recognised rows that were misread: the nearest that fits the analyte.
//
// Every change is a proposal (proposal.h). Const functions are thread-safe.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>

#include "model/report.h"
#include "terminology/catalog/unit_kinds.h"

namespace labintake::terminology {

using Codes = std::set<std::string_view>;  // UCUM

class UnitMender {
 public:
  // Learns which units `report` prints. `kinds` outlives the mender.
  UnitMender(const UnitKinds& kinds, const Report& report);

  // A unit that no table has, or a short one that is not among the `usual` ones of the row's analyte.
  void Mend(const Codes& usual, Observation* row) const;
  // "mg/d" is a unit, and may have made the row that of another specimen (urine of a day), so that `usual` has to be
  // what is usual by the name alone. It has lost a letter only where the report prints the whole elsewhere.
  void MendCut(const Codes& usual, Observation* row) const;
  // "80 - 9911" of "80 - 99fl": a row without a unit whose upper limit ends in what looks like one.
  void MendInRange(const Codes& usual, Observation* row) const;

 private:
  // The one unit of the report that is usual and has a letter or two more.
  std::optional<std::string> NearestOfReport(const std::string& text, const Codes& usual) const;
  bool Percent(const std::string& text, const Codes& usual) const;
  // Spellings of this report come before those of the table.
  std::optional<std::string> Nearest(const std::string& text, const Codes& usual) const;

  const UnitKinds& kinds_;
  std::map<std::pair<std::string, std::string>, int> printed_;  // spelling and code of the report's known units
};

}  // namespace labintake::terminology
