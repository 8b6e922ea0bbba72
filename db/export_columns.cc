#include "db/export_columns.h"

#include <fmt/format.h>

namespace labintake::db {
namespace {

std::string Number(const std::optional<Decimal>& number) { return number ? number->ToString() : ""; }
std::string Bool(bool value) { return value ? "true" : "false"; }
std::string Point(double value) { return fmt::format("{:.2f}", value); }

using Row = ExportRow;
using Kind = ExportColumn::Kind;

}  // namespace

const std::vector<ExportColumn>& ExportColumns() {
  static const std::vector<ExportColumn> columns = {
      {"document", Kind::kNumber, [](const Row& r) { return std::to_string(r.document); }},
      {"client", Kind::kText, [](const Row& r) { return r.client; }},
      {"file", Kind::kText, [](const Row& r) { return r.file; }},
      {"sha256", Kind::kPlain, [](const Row& r) { return r.sha256; }},
      {"report", Kind::kNumber, [](const Row& r) { return std::to_string(r.report); }},
      {"page", Kind::kNumber, [](const Row& r) { return std::to_string(r.observation.page); }},
      {"lab", Kind::kText, [](const Row& r) { return r.header.lab; }},
      {"accession", Kind::kText, [](const Row& r) { return r.header.accession; }},
      {"collected", Kind::kText, [](const Row& r) { return r.header.collected; }},
      {"received", Kind::kText, [](const Row& r) { return r.header.received; }},
      {"reported", Kind::kText, [](const Row& r) { return r.header.reported; }},
      {"panel", Kind::kText, [](const Row& r) { return r.observation.panel; }},
      {"specimen", Kind::kText,
       [](const Row& r) { return r.observation.specimen.empty() ? r.header.specimen : r.observation.specimen; }},
      {"name", Kind::kText, [](const Row& r) { return r.observation.name.text; }},
      {"value", Kind::kText, [](const Row& r) { return r.observation.value.text; }},
      {"value_kind", Kind::kPlain, [](const Row& r) { return std::string(ToString(r.observation.value.kind)); }},
      {"comparator", Kind::kPlain, [](const Row& r) { return std::string(ToString(r.observation.value.comparator)); }},
      {"number", Kind::kPlain, [](const Row& r) { return Number(r.observation.value.number); }},
      {"unit", Kind::kText, [](const Row& r) { return r.observation.unit.text; }},
      {"ucum", Kind::kPlain, [](const Row& r) { return r.observation.unit.ucum; }},
      {"range", Kind::kText, [](const Row& r) { return r.observation.range.text; }},
      {"low", Kind::kPlain, [](const Row& r) { return Number(r.observation.range.low); }},
      {"low_inclusive", Kind::kBool, [](const Row& r) { return Bool(r.observation.range.low_inclusive); }},
      {"high", Kind::kPlain, [](const Row& r) { return Number(r.observation.range.high); }},
      {"high_inclusive", Kind::kBool, [](const Row& r) { return Bool(r.observation.range.high_inclusive); }},
      {"flag", Kind::kText, [](const Row& r) { return r.observation.flag.text; }},
      {"flag_code", Kind::kPlain, [](const Row& r) { return r.observation.flag.code; }},
      {"status", Kind::kPlain, [](const Row& r) { return std::string(ToString(r.status)); }},
      {"item", Kind::kPlain, [](const Row& r) { return r.item; }},
      {"decided_by", Kind::kText, [](const Row& r) { return r.decided_by; }},
      {"decided_at", Kind::kPlain, [](const Row& r) { return r.decided_at; }},
      {"final_at", Kind::kPlain, [](const Row& r) { return r.final_at; }},
      {"x0", Kind::kNumber, [](const Row& r) { return Point(r.observation.box.x0); }},
      {"y0", Kind::kNumber, [](const Row& r) { return Point(r.observation.box.y0); }},
      {"x1", Kind::kNumber, [](const Row& r) { return Point(r.observation.box.x1); }},
      {"y1", Kind::kNumber, [](const Row& r) { return Point(r.observation.box.y1); }},
      {"analyte", Kind::kPlain, [](const Row& r) { return r.observation.analyte.id; }},
      {"analyte_name", Kind::kPlain, [](const Row& r) { return r.observation.analyte.name; }},
      {"loinc", Kind::kPlain, [](const Row& r) { return r.observation.analyte.loinc; }},
      {"analyte_specimen", Kind::kPlain, [](const Row& r) { return r.observation.analyte.specimen; }},
      {"analyte_match", Kind::kPlain,
       [](const Row& r) {
         return std::string(r.analyte_by.empty() ? ToString(r.observation.analyte.match) : "person");
       }},
      {"analyte_by", Kind::kText, [](const Row& r) { return r.analyte_by; }},
      {"analyte_at", Kind::kPlain, [](const Row& r) { return r.analyte_at; }},
      {"canonical_value", Kind::kPlain, [](const Row& r) { return Number(r.observation.canonical.value); }},
      {"canonical_low", Kind::kPlain, [](const Row& r) { return Number(r.observation.canonical.low); }},
      {"canonical_high", Kind::kPlain, [](const Row& r) { return Number(r.observation.canonical.high); }},
      {"canonical_ucum", Kind::kPlain, [](const Row& r) { return r.observation.canonical.ucum; }},
      {"conversion", Kind::kPlain, [](const Row& r) { return r.observation.canonical.conversion; }},
      {"superseded_by", Kind::kPlain,
       [](const Row& r) { return r.superseded_by != 0 ? std::to_string(r.superseded_by) : ""; }},
  };
  return columns;
}

}  // namespace labintake::db
