// /catalog, /panels: what people type, completed.
#include <array>

#include "db/printed_habits.h"
#include "review/api/routes.h"
#include "review/items/item_view.h"
#include "review/panels.h"
#include "terminology/catalog/catalog.h"
#include "terminology/catalog/catalog_search.h"
#include "terminology/unit_search.h"

namespace labintake::review {
namespace {

Response Analytes(Call& call) {
  QueryInput in(call.query);
  const std::string words = in.OptionalText("q", 200).value_or("");
  const auto limit = static_cast<std::size_t>(in.IntOr("limit", 1, 200, 20));
  if (auto wrong = in.Trouble()) return BadRequest(*wrong);
  OrderedJson analytes = OrderedJson::array();
  if (!words.empty()) {
    for (const terminology::AnalyteEntry& entry : terminology::SearchCatalog(words, limit)) {
      analytes.push_back(AnalyteJson(std::string(entry.id)));
    }
  }
  return Json({{"analytes", std::move(analytes)}});
}

// UCUM codes of the units in which the analyte is reported.
std::vector<std::string_view> UsualUnits(const std::string& analyte) {
  std::vector<std::string_view> units;
  const auto entry = terminology::Catalog::Find(analyte);
  if (!entry) return units;
  for (std::string_view list : {entry->conventional, entry->si, entry->unit}) {
    while (!list.empty()) {
      std::string_view one = list.substr(0, list.find(' '));
      list.remove_prefix(std::min(list.size(), one.size() + 1));
      if (one.starts_with('~')) one.remove_prefix(1);
      if (!one.empty()) units.push_back(one);
    }
  }
  return units;
}

Response Units(Call& call) {
  QueryInput in(call.query);
  const std::string typed = in.OptionalText("q", 60).value_or("");
  const std::string analyte = in.OptionalText("analyte", 200).value_or("");
  const auto limit = static_cast<std::size_t>(in.IntOr("limit", 1, 200, 20));
  if (auto wrong = in.Trouble()) return BadRequest(*wrong);
  OrderedJson units = OrderedJson::array();
  for (const terminology::UnitSuggestion& unit : terminology::SearchUnits(typed, UsualUnits(analyte), limit)) {
    units.push_back({{"text", unit.text}, {"ucum", unit.ucum}, {"usual", unit.usual}});
  }
  return Json({{"units", std::move(units)}});
}

Response ListPanels(Call&) {
  OrderedJson panels = OrderedJson::array();
  for (const Panel& panel : Panels()) {
    panels.push_back({{"id", panel.id}, {"name", panel.name}, {"rows", panel.rows.size()}});
  }
  return Json({{"panels", std::move(panels)}});
}

Response GetPanel(Call& call) {
  QueryInput in(call.query);
  const std::string lab = in.OptionalText("lab", 300).value_or("");
  const bool si = in.OneOf("system", {"conventional", "si"}) == "si";
  if (auto wrong = in.Trouble()) return BadRequest(*wrong);
  const Panel* const panel = FindPanel(call.parts[0]);
  if (panel == nullptr) return Complaint(404, "not-found", "There is no such panel.");
  std::vector<std::string> analytes;
  for (const PanelRow& row : panel->rows) analytes.emplace_back(row.analyte);
  const auto habits = db::ReadHabits(*call.services.database, lab, analytes);
  if (!habits) return Complaint(habits.error());
  OrderedJson rows = OrderedJson::array();
  for (const PanelRow& row : panel->rows) {
    const auto habit = habits->find(std::string(row.analyte));
    if (habit != habits->end()) {
      rows.push_back({{"analyte", row.analyte},
                      {"name", habit->second.name},
                      {"unit", habit->second.unit},
                      {"range", habit->second.range},
                      {"from", "laboratory"}});
    } else {
      rows.push_back({{"analyte", row.analyte},
                      {"name", row.name},
                      {"unit", si ? row.si : row.conventional},
                      {"range", ""},
                      {"from", "catalogue"}});
    }
  }
  return Json({{"id", panel->id}, {"name", panel->name}, {"rows", std::move(rows)}});
}

constexpr std::array kRoutes = {
    Route{Method::kGet, "/catalog/analytes", Access::kAny, Analytes},
    Route{Method::kGet, "/catalog/units", Access::kAny, Units},
    Route{Method::kGet, "/panels", Access::kAny, ListPanels},
    Route{Method::kGet, "/panels/{}", Access::kAny, GetPanel},
};

}  // namespace

std::span<const Route> CatalogRoutes() { return kRoutes; }

}  // namespace labintake::review
