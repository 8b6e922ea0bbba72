#include "extractors/fields/flag_check.h"

#include "extractors/fields/flag.h"

namespace labintake::fields {

std::optional<std::string> SettleFlag(Observation* row, RangeKind range_kind, bool single_limits) {
  const bool banded = range_kind == RangeKind::kBanded;
  if (row->flag.text.empty()) {
    const bool limits = single_limits ? row->range.low || row->range.high : row->range.low && row->range.high;
    const bool reference = row->value.kind == ValueKind::kQuantity && !banded && limits;
    row->flag.code = reference ? DeriveFlag(row->value, row->range) : "";
    row->flag.derived = !row->flag.code.empty();
    return std::nullopt;
  }
  if (banded || !FlagContradicts(row->flag, row->value, row->range)) return std::nullopt;
  return "flag \"" + row->flag.text + "\", but " + row->value.text + " against " + row->range.text + " says otherwise";
}

}  // namespace labintake::fields
