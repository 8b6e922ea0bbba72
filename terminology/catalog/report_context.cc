#include "terminology/catalog/report_context.h"

#include <algorithm>
#include <map>
#include <string>
#include <utility>

#include "terminology/catalog/printed_name.h"

namespace labintake::terminology {
namespace {

// Lines at the top of a report among which its title is.
constexpr int kTitleLines = 12;
// Rows on each side of a row that tell its specimen where nothing else does.
constexpr int kRowsAround = 2;

// Calls `visit` with the lines at the top of the report among which its title is.
template <typename Visit>
void ForEachTitleLine(const Report& report, Visit visit) {
  int seen = 0;
  for (const ClassifiedLine& line : report.lines) {
    if (line.page != report.first_page || seen == kTitleLines) return;
    if (line.line_class != LineClass::kFurniture && line.line_class != LineClass::kHeading) continue;
    ++seen;
    visit(line.text);
  }
}

}  // namespace

std::vector<std::string_view> PanelsOfTitle(const Report& report) {
  std::vector<std::string_view> tags;
  ForEachTitleLine(report, [&](const std::string& text) {
    for (const std::string_view tag : PanelsIn(text)) tags.push_back(tag);
  });
  return tags;
}

std::string_view SpecimenOfTitle(const Report& report) {
  std::string_view found;
  ForEachTitleLine(report, [&](const std::string& text) {
    const std::string_view specimen = SpecimenIn(text);
    if (specimen == "hair" || specimen == "saliva" || specimen == "breath") found = specimen;
  });
  return found;
}

std::string_view SpecimenAround(const std::vector<Observation>& rows, const std::vector<std::string_view>& specimens,
                                size_t at) {
  std::vector<std::string_view> near;
  for (const int step : {-1, 1}) {
    int seen = 0;
    for (auto i = static_cast<std::ptrdiff_t>(at) + step; i >= 0 && i < std::ssize(rows) && seen < kRowsAround;
         i += step) {
      const size_t k = static_cast<size_t>(i);
      if (rows[k].panel != rows[at].panel) break;
      if (specimens[k].empty()) continue;
      near.push_back(specimens[k]);
      ++seen;
    }
  }
  if (near.size() < 2) return "";
  const bool agreed = std::all_of(near.begin(), near.end(), [&](std::string_view s) { return s == near.front(); });
  return agreed ? near.front() : "";
}

std::string_view SpecimenOfRows(const std::vector<std::string_view>& specimens) {
  constexpr size_t kFewestRows = 5;
  std::string_view found;
  size_t told = 0;
  for (const std::string_view specimen : specimens) {
    if (specimen.empty()) continue;
    if (found.empty()) found = specimen;
    if (specimen != found) return "";
    ++told;
  }
  return told >= kFewestRows && told * 2 > specimens.size() && found != "blood" ? found : std::string_view();
}

std::vector<Section> SectionsOf(const Report& report) {
  struct Event {
    int page;
    double y;
    const ClassifiedLine* heading;  // nullptr for a row
    size_t row;
  };
  std::vector<Event> events;
  for (const ClassifiedLine& line : report.lines)
    if (line.line_class == LineClass::kHeading) events.push_back({line.page, line.box.y0, &line, 0});
  for (size_t i = 0; i < report.observations.size(); ++i)
    events.push_back({report.observations[i].page, report.observations[i].box.y0, nullptr, i});
  std::stable_sort(events.begin(), events.end(),
                   [](const Event& a, const Event& b) { return std::pair(a.page, a.y) < std::pair(b.page, b.y); });
  std::vector<Section> sections(report.observations.size());
  std::map<std::string, Section> of_panel;
  std::vector<const ClassifiedLine*> block;
  bool in_rows = false;
  for (const Event& event : events) {
    if (event.heading != nullptr) {
      if (in_rows) block.clear();
      in_rows = false;
      block.push_back(event.heading);
      continue;
    }
    in_rows = true;
    const std::string& panel = report.observations[event.row].panel;
    const auto [it, fresh] = of_panel.try_emplace(panel);
    Section& section = it->second;
    if (fresh) section = {SpecimenIn(panel), PanelsIn(panel)};
    // Only headings that led to this panel: on pages with columns others may stand between.
    const bool led_here = !panel.empty() && std::any_of(block.begin(), block.end(), [&](const ClassifiedLine* line) {
      return line->text.find(panel) != std::string::npos;
    });
    sections[event.row] = section;
    if (!led_here || !section.specimen.empty()) continue;
    for (auto line = block.rbegin(); line != block.rend() && sections[event.row].specimen.empty(); ++line)
      sections[event.row].specimen = SpecimenIn((*line)->text);
  }
  return sections;
}

}  // namespace labintake::terminology
