#include "extractors/generic/row_edges.h"

#include <algorithm>
#include <utility>

namespace labintake::generic {

std::vector<double> RowEdges(const std::vector<Rule>& rules, const TableHead& head, double top, double bottom) {
  const double left = head.columns.front().x0, right = head.columns.back().x1;
  const double width = std::max(20.0, right - left);
  // Cells are often drawn one by one: their edges are added up by height before they are compared with the table's
  // width.
  std::vector<std::pair<double, double>> edges;  // y, width
  const auto add = [&](double y, double w) {
    if (y < top - 2 || y > bottom + 20) return;
    edges.emplace_back(y, w);
  };
  for (const Rule& r : rules) {
    const double overlap = std::min(r.box.x1, right + 20) - std::max(r.box.x0, left - 20);
    if (overlap < 4) continue;
    if (r.box.height() <= 2.5)
      add(r.box.center_y(), overlap);
    else if (r.box.height() >= 7 && r.box.height() < 150 && overlap > 0.6 * width) {
      add(r.box.y0, overlap);
      add(r.box.y1, overlap);
    }
  }
  std::sort(edges.begin(), edges.end());
  std::vector<double> out;
  for (size_t i = 0; i < edges.size();) {
    double sum = 0;
    size_t k = i;
    while (k < edges.size() && edges[k].first - edges[i].first < 1.6) sum += edges[k++].second;
    if (sum >= 0.6 * width) out.push_back(edges[i].first);
    i = k;
  }
  return out;
}

}  // namespace labintake::generic
