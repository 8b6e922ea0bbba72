// Analyte and canonical quantity as columns of the table `rows`, and lists as JSON. Pure but for the statement given.
#pragma once

#include <string>
#include <vector>

#include "db/sqlite_connection.h"
#include "model/observation.h"

namespace labintake::db {

// In the order of BindAnalyte and ReadAnalyte. No other table of the store has columns of these names.
inline constexpr const char* kAnalyteColumns =
    "analyte, analyte_name, loinc, analyte_specimen, analyte_match, candidates,"
    " canonical_value, canonical_low, canonical_high, canonical_ucum, conversion";
inline constexpr const char* kAnalyteMarks = "?,?,?,?,?,?,?,?,?,?,?";

void BindAnalyte(const Observation& row, Binder& binder);
void ReadAnalyte(RowReader& reader, Observation& row);

// [[x0, y0, x1, y1], ...]; what is no such list is none.
std::string BoxesToJson(const std::vector<Box>& boxes);
std::vector<Box> BoxesFromJson(const std::string& json);

}  // namespace labintake::db
