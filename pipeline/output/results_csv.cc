#include "pipeline/output/results_csv.h"

#include <fmt/format.h>

#include <initializer_list>

#include "pipeline/cli.h"
#include "pipeline/commands/csv.h"
#include "pipeline/output/summary.h"

namespace labintake::pipeline {
namespace {

std::string OrEmpty(const std::optional<Decimal>& number) { return number ? number->ToString() : ""; }

std::string Join(const std::vector<Finding>& findings) {
  std::string out;
  for (const Finding& f : findings) {
    if (!out.empty()) out += "; ";
    const char* mark = f.severity == Severity::kNote ? "note " : "";
    out += fmt::format("{}{}: {}", mark, ToString(f.code), f.message);
  }
  return out;
}

std::string Line(std::initializer_list<std::string_view> fields) {
  std::string line;
  for (const std::string_view field : fields) line += CsvTextCell(field) + ",";
  line.back() = '\n';
  return line;
}

}  // namespace

void CsvWriter::Begin() {
  sink_(
      "file,report,page,panel,name,value,comparator,number,unit,ucum,range,low,high,flag,flag_code,status,confidence,"
      "findings,analyte,analyte_name,loinc,specimen,canonical_value,canonical_low,canonical_high,canonical_ucum\n");
}

void CsvWriter::Add(const FileResult& result) {
  if (!result.document) return;
  const std::string file = BaseName(result.path);
  for (const Report& report : result.document->reports) {
    const std::string number = std::to_string(report.number);
    for (const Observation& o : report.observations) {
      sink_(Line({file,
                  number,
                  std::to_string(o.page),
                  o.panel,
                  o.name.text,
                  o.value.text,
                  ToString(o.value.comparator),
                  OrEmpty(o.value.number),
                  o.unit.text,
                  o.unit.ucum,
                  o.range.text,
                  OrEmpty(o.range.low),
                  OrEmpty(o.range.high),
                  o.flag.text,
                  o.flag.code,
                  ToString(o.status),
                  ConfidenceText(o.confidence),
                  Join(o.findings),
                  o.analyte.id,
                  o.analyte.name,
                  o.analyte.loinc,
                  o.analyte.specimen,
                  OrEmpty(o.canonical.value),
                  OrEmpty(o.canonical.low),
                  OrEmpty(o.canonical.high),
                  o.canonical.ucum}));
    }
  }
}

}  // namespace labintake::pipeline
