#include "extractors/image/flat_areas.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <utility>

namespace labintake::image {
namespace {

// Times what three quarters of the pixels of a patch differ by: a tint that was printed in dots is coarser than paper.
constexpr double kSpreadOfQuarter = 2.5;

}  // namespace

void Area::LevelsOfRow(int y, std::vector<int>* out) const {
  out->resize(static_cast<size_t>(box.width));
  for (int x = 0; x < box.width; x += tile) std::fill_n(out->begin() + x, std::min(tile, box.width - x), LevelAt(x, y));
}

FlatAreas::FlatAreas(const Raster& picture, int tile, int spread) : picture_(picture), spread_(spread) {
  std::vector<Tiles> levels = MeasureEach(picture, tile, {0.25, 0.5, 0.75});
  const Tiles &low = levels[0], &high = levels[2];
  middle_ = std::move(levels[1]);
  open_.resize(middle_.values.size());
  for (size_t k = 0; k < open_.size(); ++k) open_[k] = high.values[k] - low.values[k] <= spread_;
}

std::optional<Patch> FlatAreas::Next() {
  while (next_ < open_.size() && open_[next_] == 0) ++next_;
  if (next_ == open_.size()) return std::nullopt;
  const auto columns = static_cast<size_t>(middle_.columns);
  return From(static_cast<int>(next_ % columns), static_cast<int>(next_ / columns));
}

void FlatAreas::Leave(int x, int y) { open_[Index(x / middle_.size, y / middle_.size)] = 0; }

Patch FlatAreas::From(int column, int row) {
  Patch patch = {{column, row}};
  open_[Index(column, row)] = 0;
  for (size_t next = 0; next < patch.size(); ++next) {
    const auto [a, b] = patch[next];
    for (const auto& [c, d] : {std::pair{a + 1, b}, {a - 1, b}, {a, b + 1}, {a, b - 1}}) {
      if (c < 0 || d < 0 || c >= middle_.columns || d >= middle_.rows) continue;
      if (open_[Index(c, d)] == 0) continue;
      if (std::abs(middle_.at(c, d) - middle_.at(a, b)) > spread_ / 2) continue;
      open_[Index(c, d)] = 0;
      patch.push_back({c, d});
    }
  }
  return patch;
}

bool FlatAreas::AtBorder(const Patch& patch) const {
  return std::any_of(patch.begin(), patch.end(), [&](const std::pair<int, int>& tile) {
    const auto& [i, j] = tile;
    return i == 0 || j == 0 || i + 1 == middle_.columns || j + 1 == middle_.rows;
  });
}

Area FlatAreas::Around(const Patch& patch, int margin) const {
  int i0 = middle_.columns, i1 = 0, j0 = middle_.rows, j1 = 0;
  for (const auto& [i, j] : patch)
    i0 = std::min(i0, i), i1 = std::max(i1, i), j0 = std::min(j0, j), j1 = std::max(j1, j);
  i0 = std::max(0, i0 - margin), i1 = std::min(middle_.columns - 1, i1 + margin);
  j0 = std::max(0, j0 - margin), j1 = std::min(middle_.rows - 1, j1 + margin);
  Area area;
  area.tile = middle_.size;
  area.columns = i1 - i0 + 1;
  const int rows = j1 - j0 + 1, x = i0 * area.tile, y = j0 * area.tile;
  area.box = {x, y, std::min(picture_.width, (i1 + 1) * area.tile) - x,
              std::min(picture_.height, (j1 + 1) * area.tile) - y};
  // The level of the nearest tile of the patch.
  area.levels.assign(static_cast<size_t>(area.columns) * rows, -1);
  const auto level = [&](int i, int j) -> int& { return area.levels[static_cast<size_t>(j) * area.columns + i]; };
  Patch order;
  Histogram astray{};
  for (const auto& [i, j] : patch) {
    level(i - i0, j - j0) = middle_.at(i, j);
    order.push_back({i - i0, j - j0});
    for (int v = j * area.tile; v < std::min((j + 1) * area.tile, picture_.height); ++v)
      for (int u = i * area.tile; u < std::min((i + 1) * area.tile, picture_.width); ++u)
        ++astray[static_cast<size_t>(
            std::abs(picture_.grey[static_cast<size_t>(v) * picture_.width + u] - middle_.at(i, j)))];
  }
  area.spread = std::max(spread_, static_cast<int>(kSpreadOfQuarter * Quantile(astray, 0.75)));
  for (int j = j0; j <= j1; ++j)
    for (int i = i0; i <= i1; ++i) area.paper = std::max(area.paper, middle_.at(i, j));
  for (size_t next = 0; next < order.size(); ++next) {
    const auto [a, b] = order[next];
    for (const auto& [c, d] : {std::pair{a + 1, b}, {a - 1, b}, {a, b + 1}, {a, b - 1}}) {
      if (c < 0 || d < 0 || c >= area.columns || d >= rows || level(c, d) >= 0) continue;
      level(c, d) = level(a, b);
      order.push_back({c, d});
    }
  }
  return area;
}

}  // namespace labintake::image
