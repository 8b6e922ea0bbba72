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
      for (Box* box : {&o.box, &o.name.box, &o.value.box, &o.unit.box, &o.range.box, &o.flag.box}) map(o.page, *box);
      for (Finding& f : o.findings) map(o.page, f.box);
    }
    for (ClassifiedLine& line : report.lines) map(line.page, line.box);
  }
}

}  // namespace labintake::pipeline
