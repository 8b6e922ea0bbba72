#include "db/corrections.h"

#include "extractors/fields/flag.h"
#include "extractors/fields/range.h"
#include "extractors/fields/result_cell.h"
#include "terminology/catalog/name_key.h"
#include "terminology/units.h"

namespace labintake::db {
namespace {

using terminology::NameKey;
using terminology::NameTokens;

Value ParsedValue(const std::string& text, const Box& box) {
  Value value{text, ValueKind::kText, std::nullopt, Comparator::kNone, box};
  const fields::ResultCell cell = fields::ParseResultCell(text, {});
  // A number that may be a thousand or one, and a cell that holds more than a value, keep their text only.
  if (cell.mark_doubtful || !cell.rest.empty() || !cell.flag.text.empty() || !cell.unit_text.empty()) return value;
  if (cell.value.kind == ValueKind::kNone) return value;
  value = cell.value;
  value.text = text;
  value.box = box;
  return value;
}

ReferenceRange ParsedRange(const std::string& text, const Box& box) {
  const fields::RangeCell cell = fields::ParseRangeCell(text, {});
  ReferenceRange range;
  if (cell.kind == fields::RangeKind::kNumeric && !cell.mark_doubtful) range = cell.range;
  range.text = text;
  range.box = box;
  return range;
}

}  // namespace

Observation WithCorrections(Observation row, const CorrectedFields& corrected, const AssignAnalyteFn& assign) {
  const bool renamed = corrected.name && NameKey(NameTokens(*corrected.name)) != NameKey(NameTokens(row.name.text));
  if (corrected.name) row.name.text = *corrected.name;
  if (corrected.value) row.value = ParsedValue(*corrected.value, row.value.box);
  if (corrected.unit) row.unit = {*corrected.unit, terminology::LookUpUnit(*corrected.unit).ucum, row.unit.box};
  if (corrected.range) row.range = ParsedRange(*corrected.range, row.range.box);
  if (corrected.flag && !corrected.flag->empty()) {
    const std::optional<Flag> flag = fields::ParseFlag(*corrected.flag);
    row.flag = {*corrected.flag, flag ? flag->code : std::string(), false, row.flag.box};
  } else if (corrected.flag || (row.flag.text.empty() && (corrected.value || corrected.range))) {
    // Nothing is printed: what the value and range that the person read imply, if anything.
    const std::string code = fields::DeriveFlag(row.value, row.range);
    row.flag = {"", code, !code.empty(), row.flag.box};
  }
  if (corrected.analyte) {
    row.analyte.match = NameMatch::kNone;
    // An id that another version of the catalogue had is still what the person said.
    if (!assign(*corrected.analyte, row)) {
      row.analyte = {};
      row.analyte.id = *corrected.analyte;
      row.canonical = {};
    }
  } else if (renamed) {
    assign("", row);  // it was found by a name that is not printed there
  } else if (corrected.value || corrected.unit || corrected.range) {
    if (!assign(row.analyte.id, row)) row.canonical = {};
  }
  return row;
}

}  // namespace labintake::db
