// `export`: the rows that count, as CSV or JSON lines with the same stable columns (docs/store.md).
#pragma once

#include <ostream>

#include "db/export_row.h"
#include "db/store.h"
#include "model/error.h"

namespace labintake::pipeline {

enum class ExportFormat { kCsv, kJsonl };

// Errors: kStore.
Result<void> ExportRows(db::Store& store, const db::ExportFilter& filter, ExportFormat format, std::ostream& out);

}  // namespace labintake::pipeline
