#include "pipeline/commands/row_export.h"

#include <string>

#include "db/export_columns.h"
#include "pipeline/commands/csv.h"
#include "review/export_json.h"

namespace labintake::pipeline {
namespace {

using Row = db::ExportRow;
using db::ExportColumn;

void WriteCsv(const Row& row, std::ostream& out) {
  const char* separator = "";
  for (const ExportColumn& column : db::ExportColumns()) {
    const std::string text = column.get(row);
    out << separator << (column.kind == ExportColumn::Kind::kText ? CsvTextCell(text) : CsvCell(text));
    separator = ",";
  }
  out << '\n';
}

}  // namespace

Result<void> ExportRows(db::Store& store, const db::ExportFilter& filter, ExportFormat format, std::ostream& out) {
  if (format == ExportFormat::kCsv) {
    const char* separator = "";
    for (const ExportColumn& column : db::ExportColumns()) {
      out << separator << column.name;
      separator = ",";
    }
    out << '\n';
  }
  return store.ForEachExportRow(filter, [&](const Row& row) {
    if (format == ExportFormat::kCsv) {
      WriteCsv(row, out);
    } else {
      out << review::Dump(review::RowToJson(row)) << '\n';
    }
  });
}

}  // namespace labintake::pipeline
