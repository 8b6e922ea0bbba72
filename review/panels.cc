#include "review/panels.h"

#include <algorithm>

#include "data/panel_tables.h"
#include "terminology/tsv.h"

namespace labintake::review {
namespace {

Panel ReadPanel(std::string_view path, std::string_view text) {
  Panel panel;
  panel.id = path.substr(1, path.rfind('.') - 1);
  if (text.starts_with("# ")) panel.name = text.substr(2, text.find('\n') - 2);
  terminology::ForEachRow<4>(text, [&](const auto& cells) {
    panel.rows.push_back({cells[0], cells[1], cells[2], cells[3]});
  });
  return panel;
}

}  // namespace

const std::vector<Panel>& Panels() {
  static const std::vector<Panel> panels = [] {
    std::vector<Panel> all;
    for (const data::EmbeddedFile& file : data::panel_tables) all.push_back(ReadPanel(file.path, file.text));
    std::sort(all.begin(), all.end(), [](const Panel& a, const Panel& b) { return a.name < b.name; });
    return all;
  }();
  return panels;
}

const Panel* FindPanel(std::string_view id) {
  for (const Panel& panel : Panels()) {
    if (panel.id == id) return &panel;
  }
  return nullptr;
}

}  // namespace labintake::review
