// Templates of known panels: which rows they have, with names and units as laboratories print them.
//
// The tables are lab_formats/panels/*.tsv, part of the program: a line "# " and the panel's name, a head line, and a
// line for each row: id of the analyte, name, unit of US-style reports, unit of SI-style reports. Thread-safe.
#pragma once

#include <string_view>
#include <vector>

namespace labintake::review {

struct PanelRow {
  std::string_view analyte, name, conventional, si;
};

struct Panel {
  std::string_view id;  // the name of its file
  std::string_view name;
  std::vector<PanelRow> rows;
};

// In the order of their names.
const std::vector<Panel>& Panels();
// nullptr for an unknown id.
const Panel* FindPanel(std::string_view id);

}  // namespace labintake::review
