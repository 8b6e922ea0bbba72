#include "extractors/generic/row_origin.h"

#include <algorithm>

namespace labintake::generic {
namespace {

bool Holds(const Box& box, const Word& word) {
  const double x = (word.box.x0 + word.box.x1) / 2, y = word.box.center_y();
  return x >= box.x0 && x <= box.x1 && y >= box.y0 && y <= box.y1;
}

bool HasWord(const Observation& row, const Word& word) {
  for (const Box* box : {&row.box, &row.name.box, &row.value.box, &row.unit.box, &row.range.box, &row.flag.box}) {
    if (Holds(*box, word)) return true;
  }
  return false;
}

}  // namespace

void MarkOrigin(const Page& page, std::vector<Observation>* rows) {
  std::vector<const Word*> recognised;
  for (const Word& word : page.words) {
    if (word.origin == Origin::kOcr) recognised.push_back(&word);
  }
  if (recognised.empty()) return;
  const bool all = recognised.size() == page.words.size();
  for (Observation& row : *rows) {
    const auto has = [&row](const Word* word) { return HasWord(row, *word); };
    if (all || std::any_of(recognised.begin(), recognised.end(), has)) row.origin = Origin::kOcr;
  }
}

}  // namespace labintake::generic
