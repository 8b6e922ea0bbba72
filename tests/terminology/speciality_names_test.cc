// Names of the panels of speciality laboratories, as they print them, each in its report: speciality_names.tsv.
#include <gtest/gtest.h>

#include <fstream>
#include <sstream>
#include <string>
#include <vector>

#include "terminology/catalog/resolver.h"
#include "terminology/ucum_kinds.h"

namespace labintake::terminology {
namespace {

const UcumKinds& Kinds() {
  static const UcumKinds kinds(*ucum::Table::OpenInstalled());
  return kinds;
}

// One line of the table: a name in its report, and what it means there. `value` stands where the meaning depends on it.
struct Printed {
  std::string report, section, ucum, name, value, analyte;
};

std::vector<Printed> ReadTable() {
  std::ifstream file(LABINTAKE_SOURCE_DIR "/tests/terminology/speciality_names.tsv");
  std::vector<Printed> rows;
  std::string line;
  std::getline(file, line);  // the heads
  while (std::getline(file, line)) {
    std::istringstream cells(line);
    Printed row;
    for (std::string* cell : {&row.report, &row.section, &row.ucum, &row.name, &row.value, &row.analyte})
      std::getline(cells, *cell, '\t');
    rows.push_back(row);
  }
  return rows;
}

// The rows of one report, under its title and their headings.
Report ReportOf(const std::vector<const Printed*>& rows) {
  Report report;
  double y = 40;
  const auto add_line = [&](LineClass line_class, const std::string& text) {
    report.lines.push_back({1, {50, y, 300, y + 10}, line_class, text});
    y += 12;
  };
  add_line(LineClass::kHeading, rows.front()->report);
  std::string section;
  for (const Printed* row : rows) {
    if (row->section != section) add_line(LineClass::kHeading, section = row->section);
    Observation o;
    o.page = 1;
    o.name.text = row->name;
    o.panel = section;
    o.unit.text = o.unit.ucum = row->ucum;
    o.value.text = row->value;
    o.value.number = Decimal::Parse(row->value);
    const bool word = !row->value.empty() && !o.value.number;
    o.value.kind = word ? ValueKind::kOrdinal : ValueKind::kQuantity;
    o.box = {50, y, 300, y + 10};
    report.observations.push_back(o);
    add_line(LineClass::kRow, row->name);
  }
  return report;
}

TEST(SpecialityNames, MeanOneAnalyteInTheirReport) {
  const std::vector<Printed> table = ReadTable();
  ASSERT_FALSE(table.empty());
  for (size_t i = 0; i < table.size();) {
    std::vector<const Printed*> rows;
    for (const std::string& report = table[i].report; i < table.size() && table[i].report == report; ++i)
      rows.push_back(&table[i]);
    Report report = ReportOf(rows);
    Resolver(&Kinds(), nullptr).Resolve(&report);
    for (size_t k = 0; k < rows.size(); ++k)
      EXPECT_EQ(report.observations[k].analyte.id, rows[k]->analyte)
          << rows[k]->report << ": " << rows[k]->name << " " << rows[k]->ucum << ", candidates "
          << testing::PrintToString(report.observations[k].analyte.candidates);
  }
}

}  // namespace
}  // namespace labintake::terminology
