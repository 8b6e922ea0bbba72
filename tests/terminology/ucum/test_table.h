// The table of units that the build made, for tests.
#pragma once

#include <gtest/gtest.h>

#include <string>

#include "terminology/ucum/table.h"

namespace labintake::ucum {

// Ends the program when the table is not there: nothing can be tested without it.
inline const Table& TestTable() {
  static const Table table = [] {
    Result<Table> opened = Table::Open(LABINTAKE_UCUM_TABLE);
    if (!opened) {
      ADD_FAILURE() << opened.error().message;
      std::abort();
    }
    return *std::move(opened);
  }();
  return table;
}

inline Unit ParsedUnit(std::string_view code) {
  Result<Unit> unit = TestTable().Parse(code);
  if (!unit) {
    ADD_FAILURE() << code << ": " << unit.error().message;
    return {};
  }
  return *std::move(unit);
}

}  // namespace labintake::ucum
