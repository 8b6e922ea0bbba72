// The columns of the export, whatever the format: the order in docs/store.md. Thread-safe.
#pragma once

#include <string>
#include <vector>

#include "db/export_row.h"

namespace labintake::db {

struct ExportColumn {
  // kText comes from a document or a person and is guarded against spreadsheets; the others are made by the program.
  enum class Kind { kPlain, kText, kNumber, kBool };

  const char* name;
  Kind kind;
  std::string (*get)(const ExportRow&);
};

// Columns are only ever added at the end.
const std::vector<ExportColumn>& ExportColumns();

}  // namespace labintake::db
