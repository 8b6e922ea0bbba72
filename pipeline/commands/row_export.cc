#include "pipeline/commands/row_export.h"

#include <fmt/format.h>

#include <string>
#include <vector>

#include "pipeline/commands/csv.h"
#include "pipeline/commands/item_text.h"

namespace labintake::pipeline {
namespace {

// kText comes from a document or a person and is guarded against spreadsheets; kPlain is made by the program.
enum class ColumnKind { kPlain, kText, kNumber, kBool };

struct Column {
  const char* name;
  ColumnKind kind;
  std::string (*get)(const db::ExportRow&);
};

std::string Number(const std::optional<Decimal>& number) { return number ? number->ToString() : ""; }
std::string Bool(bool value) { return value ? "true" : "false"; }
std::string Point(double value) { return fmt::format("{:.2f}", value); }

using Row = db::ExportRow;

// Columns are only ever added at the end.
const std::vector<Column>& Columns() {
  static const std::vector<Column> columns = {
      {"document", ColumnKind::kNumber, [](const Row& r) { return std::to_string(r.document); }},
      {"client", ColumnKind::kText, [](const Row& r) { return r.client; }},
      {"file", ColumnKind::kText, [](const Row& r) { return r.file; }},
      {"sha256", ColumnKind::kPlain, [](const Row& r) { return r.sha256; }},
      {"report", ColumnKind::kNumber, [](const Row& r) { return std::to_string(r.report); }},
      {"page", ColumnKind::kNumber, [](const Row& r) { return std::to_string(r.observation.page); }},
      {"lab", ColumnKind::kText, [](const Row& r) { return r.header.lab; }},
      {"accession", ColumnKind::kText, [](const Row& r) { return r.header.accession; }},
      {"collected", ColumnKind::kText, [](const Row& r) { return r.header.collected; }},
      {"received", ColumnKind::kText, [](const Row& r) { return r.header.received; }},
      {"reported", ColumnKind::kText, [](const Row& r) { return r.header.reported; }},
      {"panel", ColumnKind::kText, [](const Row& r) { return r.observation.panel; }},
      {"specimen", ColumnKind::kText,
       [](const Row& r) { return r.observation.specimen.empty() ? r.header.specimen : r.observation.specimen; }},
      {"name", ColumnKind::kText, [](const Row& r) { return r.observation.name.text; }},
      {"value", ColumnKind::kText, [](const Row& r) { return r.observation.value.text; }},
      {"value_kind", ColumnKind::kPlain, [](const Row& r) { return std::string(ToString(r.observation.value.kind)); }},
      {"comparator", ColumnKind::kPlain,
       [](const Row& r) { return std::string(ToString(r.observation.value.comparator)); }},
      {"number", ColumnKind::kPlain, [](const Row& r) { return Number(r.observation.value.number); }},
      {"unit", ColumnKind::kText, [](const Row& r) { return r.observation.unit.text; }},
      {"ucum", ColumnKind::kPlain, [](const Row& r) { return r.observation.unit.ucum; }},
      {"range", ColumnKind::kText, [](const Row& r) { return r.observation.range.text; }},
      {"low", ColumnKind::kPlain, [](const Row& r) { return Number(r.observation.range.low); }},
      {"low_inclusive", ColumnKind::kBool, [](const Row& r) { return Bool(r.observation.range.low_inclusive); }},
      {"high", ColumnKind::kPlain, [](const Row& r) { return Number(r.observation.range.high); }},
      {"high_inclusive", ColumnKind::kBool, [](const Row& r) { return Bool(r.observation.range.high_inclusive); }},
      {"flag", ColumnKind::kText, [](const Row& r) { return r.observation.flag.text; }},
      {"flag_code", ColumnKind::kPlain, [](const Row& r) { return r.observation.flag.code; }},
      {"status", ColumnKind::kPlain, [](const Row& r) { return std::string(ToString(r.status)); }},
      {"item", ColumnKind::kPlain, [](const Row& r) { return r.item; }},
      {"decided_by", ColumnKind::kText, [](const Row& r) { return r.decided_by; }},
      {"decided_at", ColumnKind::kPlain, [](const Row& r) { return r.decided_at; }},
      {"final_at", ColumnKind::kPlain, [](const Row& r) { return r.final_at; }},
      {"x0", ColumnKind::kNumber, [](const Row& r) { return Point(r.observation.box.x0); }},
      {"y0", ColumnKind::kNumber, [](const Row& r) { return Point(r.observation.box.y0); }},
      {"x1", ColumnKind::kNumber, [](const Row& r) { return Point(r.observation.box.x1); }},
      {"y1", ColumnKind::kNumber, [](const Row& r) { return Point(r.observation.box.y1); }},
      {"analyte", ColumnKind::kPlain, [](const Row& r) { return r.observation.analyte.id; }},
      {"analyte_name", ColumnKind::kPlain, [](const Row& r) { return r.observation.analyte.name; }},
      {"loinc", ColumnKind::kPlain, [](const Row& r) { return r.observation.analyte.loinc; }},
      {"analyte_specimen", ColumnKind::kPlain, [](const Row& r) { return r.observation.analyte.specimen; }},
      {"analyte_match", ColumnKind::kPlain,
       [](const Row& r) {
         return std::string(r.analyte_by.empty() ? ToString(r.observation.analyte.match) : "person");
       }},
      {"analyte_by", ColumnKind::kText, [](const Row& r) { return r.analyte_by; }},
      {"analyte_at", ColumnKind::kPlain, [](const Row& r) { return r.analyte_at; }},
      {"canonical_value", ColumnKind::kPlain, [](const Row& r) { return Number(r.observation.canonical.value); }},
      {"canonical_low", ColumnKind::kPlain, [](const Row& r) { return Number(r.observation.canonical.low); }},
      {"canonical_high", ColumnKind::kPlain, [](const Row& r) { return Number(r.observation.canonical.high); }},
      {"canonical_ucum", ColumnKind::kPlain, [](const Row& r) { return r.observation.canonical.ucum; }},
      {"conversion", ColumnKind::kPlain, [](const Row& r) { return r.observation.canonical.conversion; }},
      {"superseded_by", ColumnKind::kPlain,
       [](const Row& r) { return r.superseded_by != 0 ? std::to_string(r.superseded_by) : ""; }},
  };
  return columns;
}

void WriteCsv(const Row& row, std::ostream& out) {
  const char* separator = "";
  for (const Column& column : Columns()) {
    const std::string text = column.get(row);
    out << separator << (column.kind == ColumnKind::kText ? CsvTextCell(text) : CsvCell(text));
    separator = ",";
  }
  out << '\n';
}

void WriteJson(const Row& row, std::ostream& out) {
  OrderedJson json;
  for (const Column& column : Columns()) {
    const std::string text = column.get(row);
    const bool literal = column.kind == ColumnKind::kNumber || column.kind == ColumnKind::kBool;
    json[column.name] = literal ? OrderedJson::parse(text) : OrderedJson(text);
  }
  out << Dump(json) << '\n';
}

}  // namespace

Result<void> ExportRows(db::Store& store, const db::ExportFilter& filter, ExportFormat format, std::ostream& out) {
  if (format == ExportFormat::kCsv) {
    const char* separator = "";
    for (const Column& column : Columns()) {
      out << separator << column.name;
      separator = ",";
    }
    out << '\n';
  }
  return store.ForEachExportRow(filter, [&](const Row& row) {
    if (format == ExportFormat::kCsv) {
      WriteCsv(row, out);
    } else {
      WriteJson(row, out);
    }
  });
}

}  // namespace labintake::pipeline
