// From a raw row to an observation: fields parsed, checked against each other, and a confidence.
//
// Pure functions; thread-safe.
#pragma once

#include <optional>

#include "extractors/generic/table_rows.h"
#include "model/observation.h"

namespace labintake::generic {

// What a row's table is like; findings are relative to it.
struct TableFacts {
  bool prints_units = false;  // most rows with numbers have a unit
  bool prints_ranges = false;
  bool further_have_no_units = false;  // none of several further results (RawRow::further) has one
  bool prints_bars = false;            // the limits stand over drawn bars
  bool prints_signs = false;           // "+" and "-" stand beside numbers as flags
  bool inferred = false;               // columns were found from content
};

// nullopt when the row turns out to be none (no name or nothing in its result column). `page` is 1-based.
std::optional<Observation> ReadFields(const RawRow& row, const TableHead& head, const TableFacts& facts, int page,
                                      const ReadingContext& context);

// A name without row numbers, footnote marks and raised site codes: "12 Lysozyme*" and "WBC⁰¹" are "Lysozyme" and
// "WBC".
Name CleanName(const std::vector<Segment>& segments);

}  // namespace labintake::generic
