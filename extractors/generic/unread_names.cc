#include "extractors/generic/unread_names.h"

#include <algorithm>
#include <cctype>
#include <cmath>
#include <string>

#include "extractors/generic/unread_lines.h"
#include "terminology/catalog/catalog.h"
#include "terminology/catalog/name_key.h"
#include "terminology/vocabulary.h"

namespace labintake::generic {
namespace {

constexpr int kMostWords = 8;
constexpr size_t kShortestName = 3;           // letters
constexpr double kSameEdge = 4;               // points
constexpr double kNear = 10, kGap = 3.5;      // ems
constexpr double kUnitBelow = 2.2;            // ems
constexpr double kBlankAbove = 1.3;           // times what is below a heading
constexpr double kFar = 1e6, kLeastSize = 4;  // points

bool IsRecognised(const Segment& s) {
  return std::any_of(s.words.begin(), s.words.end(), [](const Word& w) { return w.origin == Origin::kOcr; });
}

bool IsCapitals(const std::string& text) {
  return std::none_of(text.begin(), text.end(), [](unsigned char c) { return std::islower(c) != 0; });
}

bool HasDigit(const std::string& text) {
  return std::any_of(text.begin(), text.end(), [](unsigned char c) { return std::isdigit(c) != 0; });
}

class Finder {
 public:
  Finder(const std::vector<layout::Line>& lines, const std::vector<std::vector<Segment>>& segments,
         const std::vector<Observation>& rows, const std::vector<ClassifiedLine>& unread)
      : lines_(lines), segments_(segments) {
    for (const Observation& row : rows) rows_.push_back({row.name.box, IsCapitals(row.name.text)});
    for (const ClassifiedLine& line : unread) rows_.push_back({line.box, IsCapitals(line.text)});
  }

  // Does cell `k` of line `i`, which its reader took for `told`, name a test whose result is missing?
  bool IsMissing(size_t i, size_t k, LineClass told) const {
    const Segment& name = segments_[i][k];
    const Segment* const next = k + 1 < segments_[i].size() ? &segments_[i][k + 1] : nullptr;
    if (!NamesTest(name) || !IsRecognised(name) || IsTaken(name)) return false;
    if (IsOverUnit(i, name)) return true;
    if (told == LineClass::kGuideline || told == LineClass::kUnread) return false;
    if (next != nullptr && next->IsUnit()) return true;
    if (next != nullptr && (HasDigit(next->text) || next->IsProse() || next->IsValue())) return false;
    return IsAmongNames(name) && !IsHeading(i, name, told == LineClass::kHeading);
  }

 private:
  struct Row {
    Box name;
    bool capitals = false;
  };

  static bool SameEdge(const Box& a, const Box& b) { return std::abs(a.x0 - b.x0) <= kSameEdge; }
  // From the name down to a row, in ems.
  static double Down(const Segment& name, const Row& row) {
    return (row.name.y0 - name.box.y0) / std::max(name.font_size, kLeastSize);
  }

  bool IsTaken(const Segment& name) const {
    return std::any_of(rows_.begin(), rows_.end(), [&](const Row& row) {
      return row.name.OverlapX(name.box) > 0 && row.name.OverlapY(name.box) > 0;
    });
  }

  bool IsAmongNames(const Segment& name) const {
    return std::any_of(rows_.begin(), rows_.end(), [&](const Row& row) {
      return SameEdge(row.name, name.box) && std::abs(Down(name, row)) <= kNear;
    });
  }

  bool IsOverUnit(size_t i, const Segment& name) const {
    for (size_t k = i + 1; k < lines_.size(); ++k) {
      if (lines_[k].baseline - lines_[i].baseline > kUnitBelow * name.font_size) break;
      for (const Segment& s : segments_[k])
        if (s.IsUnit() && SameEdge(s.box, name.box)) return true;
    }
    return false;
  }

  // A heading stands nearer to what is under it than to what is above it, or in capitals over rows that are not.
  bool IsHeading(size_t i, const Segment& name, bool told) const {
    bool above = false, below = false, small = false;  // rows
    for (const Row& row : rows_) {
      if (!SameEdge(row.name, name.box)) continue;
      const double down = Down(name, row);
      above = above || (down < 0 && down >= -kGap);
      below = below || down > 0;
      small = small || !row.capitals;
    }
    double up = kFar, down = kFar;  // to the lines in the same column
    for (size_t k = 0; k < lines_.size(); ++k) {
      const double distance = lines_[k].baseline - lines_[i].baseline;
      const bool in_column = std::any_of(segments_[k].begin(), segments_[k].end(),
                                         [&](const Segment& s) { return SameEdge(s.box, name.box); });
      if (!in_column || k == i) continue;
      (distance < 0 ? up : down) = std::min(distance < 0 ? up : down, std::abs(distance));
    }
    return (IsCapitals(name.text) && small) || (below && up > kBlankAbove * down) || (told && !above);
  }

  const std::vector<layout::Line>& lines_;
  const std::vector<std::vector<Segment>>& segments_;
  std::vector<Row> rows_;  // and unread results
};

}  // namespace

bool NamesTest(const Segment& s) {
  if (!s.IsNameLike() || s.word_count > kMostWords || s.text.back() == ':' || IsHeaderLabel(s) ||
      terminology::StartsComment(s.text))
    return false;
  const std::string key = terminology::NameKey(terminology::NameTokens(s.text));
  return key.size() >= kShortestName && !terminology::Catalog::MeaningsOf(key).empty();
}

std::vector<const Segment*> NamesWithoutResult(const std::vector<layout::Line>& lines,
                                               const std::vector<std::vector<Segment>>& segments,
                                               const std::vector<LineClass>& classes,
                                               const std::vector<Observation>& rows,
                                               const std::vector<ClassifiedLine>& unread) {
  const Finder finder(lines, segments, rows, unread);
  std::vector<const Segment*> out;
  for (size_t i = 0; i < segments.size(); ++i) {
    const LineClass told = classes[i];
    if (told == LineClass::kTableHead || told == LineClass::kPrevious) continue;
    bool named = told != LineClass::kUnread;  // the line stands for its first
    for (size_t k = 0; k < segments[i].size(); ++k) {
      if (!finder.IsMissing(i, k, told)) continue;
      if (named) out.push_back(&segments[i][k]);
      named = true;
    }
  }
  return out;
}

}  // namespace labintake::generic
