#include "report_text.h"

#include <cstdio>
#include <cstdlib>
#include <optional>
#include <sstream>

#include "terminology/catalog/catalog.h"

namespace labintake::validation {
namespace {

// "13.5-17.5", "<5", ">=40".
void SetRange(const std::string& text, ReferenceRange& range) {
  range.text = text;
  if (text[0] == '<' || text[0] == '>') {
    const bool inclusive = text[1] == '=';
    const auto limit = Decimal::Parse(text.substr(inclusive ? 2 : 1));
    (text[0] == '<' ? range.high : range.low) = limit;
    (text[0] == '<' ? range.high_inclusive : range.low_inclusive) = inclusive;
    return;
  }
  const size_t dash = text.find('-', 1);
  range.low = Decimal::Parse(text.substr(0, dash));
  range.high = Decimal::Parse(text.substr(dash + 1));
}

std::optional<Decimal> Converted(const std::optional<Decimal>& number, double factor, double offset) {
  if (!number || (factor == 1 && offset == 0)) return number;
  char text[40];
  std::snprintf(text, sizeof text, "%.8f", std::atof(number->ToString().c_str()) * factor + offset);
  return Decimal::Parse(text);
}

void SetValue(std::string text, Value& value) {
  value.text = text;
  value.kind = ValueKind::kQuantity;
  if (text[0] == '<' || text[0] == '>') {
    value.comparator = text[0] == '<' ? Comparator::kLess : Comparator::kGreater;
    text.erase(0, 1);
  }
  value.number = Decimal::Parse(text);
  if (!value.number) value.kind = ValueKind::kOrdinal;
}

std::vector<std::string> Found(const Report& report, Severity severity) {
  std::vector<std::string> found;
  for (const Observation& row : report.observations)
    for (const Finding& f : row.findings)
      if (f.severity == severity) found.push_back(row.analyte.id + " " + ToString(f.code) + ": " + f.message);
  for (const Finding& f : report.findings)
    if (f.severity == severity) found.push_back(std::string(ToString(f.code)) + ": " + f.message);
  return found;
}

}  // namespace

Report MakeReport(std::string_view text) {
  Report report;
  std::istringstream lines{std::string(text)};
  std::string line, panel;
  while (std::getline(lines, line)) {
    std::istringstream words(line);
    std::string id, value, range = "-", flag = "-", unit = "-", factor = "1", offset = "0";
    if (!(words >> id) || id[0] == '#') continue;
    if (id[0] == '@') {
      panel = line.substr(line.find('@') + 1);
      continue;
    }
    words >> value >> range >> flag >> unit >> factor >> offset;
    const auto analyte = terminology::Catalog::Find(id);
    const double y = 20.0 * static_cast<double>(report.observations.size());
    Observation row;
    row.page = 1;
    row.panel = panel;
    row.confidence = 0.99;
    row.analyte.id = analyte ? id : "";
    row.name = {analyte ? std::string(analyte->name) : id, {0, y, 90, y + 10}};
    SetValue(value, row.value);
    row.value.box = {100, y, 130, y + 10};
    row.unit = {unit, unit, {140, y, 180, y + 10}};
    if (unit == "-") row.unit.text = row.unit.ucum = analyte ? std::string(analyte->unit) : "";
    if (range != "-") SetRange(range, row.range);
    row.range.box = {200, y, 260, y + 10};
    if (flag != "-") row.flag = {flag, flag, false, {270, y, 280, y + 10}};
    if (analyte && row.value.number && !analyte->unit.empty() && factor != "none") {
      const double by = std::atof(factor.c_str()), plus = std::atof(offset.c_str());
      row.canonical = {Converted(row.value.number, by, plus), Converted(row.range.low, by, plus),
                       Converted(row.range.high, by, plus), std::string(analyte->unit), ""};
    }
    report.observations.push_back(std::move(row));
  }
  return report;
}

Observation& RowOf(Report& report, std::string_view analyte) {
  for (Observation& row : report.observations)
    if (row.analyte.id == analyte) return row;
  std::fprintf(stderr, "there is no row of %s\n", std::string(analyte).c_str());
  std::abort();
}

std::vector<std::string> Doubts(const Report& report) { return Found(report, Severity::kDoubt); }
std::vector<std::string> Notes(const Report& report) { return Found(report, Severity::kNote); }

}  // namespace labintake::validation
