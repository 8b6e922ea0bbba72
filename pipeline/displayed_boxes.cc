#include "pipeline/displayed_boxes.h"

#include <unordered_map>

namespace labintake::pipeline {

void MapToDisplayed(const std::vector<Page>& pages, std::vector<Report>* reports) {
  std::unordered_map<int, const Projection*> of_page;
  for (const Page& page : pages) {
    if (!page.displayed.identity()) of_page.emplace(page.number, &page.displayed);
  }
  if (of_page.empty()) return;
  const auto map = [&](int page, Box& box) {
    const auto it = of_page.find(page);
    if (it != of_page.end()) box = it->second->Map(box);
  };
  for (Report& report : *reports) {
    for (Observation& o : report.observations) {
      // All members by name: whoever adds one with a box has to come by here.
      auto& [page, box, panel, specimen, name, value, unit, range, flag, analyte, canonical, rule, origin, confidence,
             score, status, findings] = o;
      for (Box* of : {&box, &name.box, &value.box, &unit.box, &range.box, &flag.box}) map(page, *of);
      for (Finding& f : findings) {
        map(page, f.box);
        for (Box& other : f.also) map(page, other);
      }
    }
    for (ClassifiedLine& line : report.lines) map(line.page, line.box);
  }
}

}  // namespace labintake::pipeline
