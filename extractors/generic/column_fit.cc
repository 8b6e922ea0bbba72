#include "extractors/generic/column_fit.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace labintake::generic {

using terminology::ColumnRole;

namespace {

// Costs are in the unit of Misfit: 1 is "doubtful".
constexpr double kSkip = 2.2;         // a segment inside the table that belongs to nothing
constexpr double kSkipOutside = 0.5;  // one beside the table
constexpr double kFloatingFlagCost = 0.45;
constexpr double kSameColumn = 0.25;  // a second segment in one column

}  // namespace

double PlaceCost(const Segment& s, const Column& c) {
  const double width = std::max(1.0, std::min(s.box.width(), c.x1 - c.x0));
  const double overlap = std::min(s.box.x1, c.x1) - std::max(s.box.x0, c.x0);
  const double em = std::max(s.font_size, 4.0);
  if (overlap > 0) return 0.4 * (1 - std::min(1.0, overlap / width));
  return std::min(3.5, 0.6 + (-overlap) / (3 * em));
}

namespace {

struct Dp {
  double cost = 0;
  std::vector<int> columns;
};

Dp Assign(const std::vector<Segment>& segments, const TableHead& head) {
  const size_t n = segments.size(), m = head.columns.size();
  constexpr double kInf = std::numeric_limits<double>::infinity();
  double left = kInf, right = 0;
  for (const Column& c : head.columns) {
    left = std::min(left, c.x0);
    right = std::max(right, c.x1);
  }
  // state: last column used, 0 = none yet, k+1 = column k
  std::vector<std::vector<double>> best(n + 1, std::vector<double>(m + 1, kInf));
  std::vector<std::vector<std::pair<size_t, int>>> from(n + 1,
                                                        std::vector<std::pair<size_t, int>>(m + 1, {0, kNoColumn}));
  best[0][0] = 0;
  for (size_t i = 0; i < n; ++i) {
    const Segment& s = segments[i];
    const double em = std::max(s.font_size, 4.0);
    const bool outside = s.box.x0 > right + 1.5 * em || s.box.x1 < left - 1.5 * em;
    const double skip = outside ? kSkipOutside : kSkip;
    std::vector<double> cost(m);
    for (size_t c = 0; c < m; ++c) cost[c] = PlaceCost(s, head.columns[c]) + Misfit(s, head.columns[c].role);
    for (size_t last = 0; last <= m; ++last) {
      if (best[i][last] == kInf) continue;
      const auto relax = [&](size_t state, int column, double add) {
        const double total = best[i][last] + add;
        if (total < best[i + 1][state]) {
          best[i + 1][state] = total;
          from[i + 1][state] = {last, column};
        }
      };
      relax(last, kNoColumn, skip);
      // A mark right of the table is no flag of it (a footnote, "new result").
      if (s.is_flag && s.box.x0 <= right + 1.5 * em) relax(last, kFloatingFlag, kFloatingFlagCost);
      for (size_t c = last == 0 ? 0 : last - 1; c < m; ++c) {
        const bool again = last != 0 && c == last - 1;
        // A second cell of the same column stands behind the first with a gap: only words do that.
        const bool field =
            again && head.columns[c].role != ColumnRole::kNote && head.columns[c].role != ColumnRole::kPrevious;
        const double repeat = field ? kSameColumn + (s.IsNumericValue() || s.IsRange() ? 0.6 : 0) : 0;
        relax(c + 1, static_cast<int>(c), cost[c] + repeat);
      }
    }
  }
  Dp out;
  size_t state = 0;
  out.cost = kInf;
  for (size_t last = 0; last <= m; ++last)
    if (best[n][last] < out.cost) {
      out.cost = best[n][last];
      state = last;
    }
  out.columns.assign(n, kNoColumn);
  for (size_t i = n; i > 0; --i) {
    out.columns[i - 1] = from[i][state].second;
    state = from[i][state].first;
  }
  return out;
}

bool FillsResult(const std::vector<Segment>& segments, const Dp& dp, const TableHead& head) {
  for (size_t i = 0; i < segments.size(); ++i)
    if (dp.columns[i] >= 0 && IsResultRole(head.columns[static_cast<size_t>(dp.columns[i])].role) &&
        segments[i].IsValue())
      return true;
  return false;
}

bool FillsUnit(const std::vector<Segment>& segments, const Dp& dp, const TableHead& head) {
  for (size_t i = 0; i < segments.size(); ++i)
    if (dp.columns[i] >= 0 && head.columns[static_cast<size_t>(dp.columns[i])].role == ColumnRole::kUnit &&
        segments[i].IsUnit())
      return true;
  return false;
}

// The column whose extent a word is nearest to.
size_t NearestColumn(const Word& w, const TableHead& head) {
  size_t best = 0;
  double best_distance = std::numeric_limits<double>::infinity();
  for (size_t c = 0; c < head.columns.size(); ++c) {
    const Column& col = head.columns[c];
    const double x = w.box.center_x();
    const double d = x < col.x0 ? col.x0 - x : x > col.x1 ? x - col.x1 : 0;
    if (d < best_distance) {
      best_distance = d;
      best = c;
    }
  }
  return best;
}

// Places between words where the nearest column changes.
std::vector<size_t> CutPlaces(const Segment& s, const TableHead& head) {
  std::vector<size_t> cuts;
  for (size_t i = 1; i < s.words.size(); ++i) {
    const size_t a = NearestColumn(s.words[i - 1], head), b = NearestColumn(s.words[i], head);
    if (b > a) cuts.push_back(i);
  }
  return cuts;
}

}  // namespace

const Segment* Fit::In(const TableHead& head, ColumnRole role) const {
  for (size_t i = 0; i < segments.size(); ++i)
    if (columns[i] >= 0 && head.columns[static_cast<size_t>(columns[i])].role == role) return &segments[i];
  return nullptr;
}

const Segment* Fit::Result(const TableHead& head) const {
  for (size_t i = 0; i < segments.size(); ++i)
    if (columns[i] >= 0 && IsResultRole(head.columns[static_cast<size_t>(columns[i])].role)) return &segments[i];
  return nullptr;
}

namespace {

// Where the table has no column for units, a unit behind a number belongs to it: "4,31" "T/L" is one cell with a wide
// space.
std::vector<Segment> JoinUnits(const std::vector<Segment>& segments, const TableHead& head,
                               const ReadingContext& context) {
  if (head.Has(ColumnRole::kUnit)) return segments;
  std::vector<Segment> out;
  for (const Segment& s : segments) {
    const bool joins = !out.empty() && s.IsUnit() && s.text.size() > (s.text == "%" ? 0u : 1u) && !s.is_flag &&
                       out.back().IsNumericValue() && out.back().result.unit_text.empty() &&
                       s.box.x0 - out.back().box.x1 < 8 * s.font_size;
    if (!joins) {
      out.push_back(s);
      continue;
    }
    std::vector<Word> words = out.back().words;
    words.insert(words.end(), s.words.begin(), s.words.end());
    std::string text = out.back().text + " " + s.text;
    out.back() = MakeSegment(std::move(words), std::move(text), s.line, context);
  }
  return out;
}

}  // namespace

Fit FitLine(const std::vector<Segment>& segments, const TableHead& head, const ReadingContext& context) {
  Fit fit{JoinUnits(segments, head, context), {}, 0};
  Dp dp = Assign(fit.segments, head);
  for (size_t i = 0; i < fit.segments.size() && fit.segments.size() < 24; ++i) {
    if (fit.segments[i].word_count < 2 || fit.segments[i].word_count > 12) continue;
    // A cell that reads well where it stands is left whole. "6,9 /nl" under an earlier result may be two: the unit,
    // flush left, beside a number that is flush right.
    const int column = dp.columns[i];
    const ColumnRole role = column < 0 ? ColumnRole::kNote : head.columns[static_cast<size_t>(column)].role;
    const bool unitless = role == ColumnRole::kPrevious && !FillsUnit(fit.segments, dp, head);
    if (column >= 0 && Misfit(fit.segments[i], role) < 0.2 && role != ColumnRole::kName && !unitless) continue;
    for (const size_t cut : CutPlaces(fit.segments[i], head)) {
      std::vector<Segment> tried = fit.segments;
      const Segment whole = tried[i];
      tried[i] = Slice(whole, 0, cut, context);
      tried.insert(tried.begin() + static_cast<std::ptrdiff_t>(i) + 1, Slice(whole, cut, whole.words.size(), context));
      Dp other = Assign(tried, head);
      // A cut that gives an empty result column a value, or the row its unit, is worth more than a tidy line.
      const bool result = FillsResult(tried, other, head) && !FillsResult(fit.segments, dp, head);
      const double gain = result || (unitless && FillsUnit(tried, other, head)) ? 1.0 : 0;
      if (other.cost + 0.2 - gain < dp.cost) {
        fit.segments = std::move(tried);
        dp = std::move(other);
        break;
      }
    }
  }
  fit.columns = std::move(dp.columns);
  fit.cost = dp.cost;
  return fit;
}

namespace {

// Results set flush right far from a head set flush left: values that no column takes, between the head of the results
// and the next one, with one right edge.
void WidenToFlushResults(const std::vector<std::vector<Segment>>& lines, TableHead& head,
                         const ReadingContext& context) {
  constexpr double kEdge = 3;  // points
  constexpr size_t kFewest = 3;
  for (size_t c = 0; c + 1 < head.columns.size(); ++c) {
    Column& column = head.columns[c];
    if (column.role != ColumnRole::kResult) continue;
    double edge = 0, x1 = 0;
    size_t flush = 0, filled = 0;
    bool ragged = false;
    for (const std::vector<Segment>& line : lines) {
      if (line.size() < 2 || line.size() > 24) continue;
      const Fit fit = FitLine(line, head, context);
      if (fit.In(head, ColumnRole::kName) == nullptr) continue;
      filled += fit.Result(head) != nullptr;
      for (size_t i = 0; i < fit.segments.size(); ++i) {
        const Segment& s = fit.segments[i];
        if (fit.columns[i] >= 0 || !s.IsValue() || s.box.x0 < column.x1 || s.box.x1 > head.columns[c + 1].x0) continue;
        x1 = std::max(x1, s.box.x1);
        if (s.text.ends_with('*')) continue;  // the mark stands beyond the edge
        ragged = ragged || (flush > 0 && std::abs(s.box.x1 - edge) > kEdge);
        edge = s.box.x1;
        ++flush;
      }
    }
    if (flush >= kFewest && flush > 2 * filled && !ragged) column.x1 = x1;
  }
}

}  // namespace

void LearnExtents(const std::vector<std::vector<Segment>>& lines, TableHead& head, const ReadingContext& context) {
  WidenToFlushResults(lines, head, context);
  std::vector<Column> learned = head.columns;
  for (const std::vector<Segment>& line : lines) {
    if (line.size() < 2 || line.size() > 24) continue;
    const Fit fit = FitLine(line, head, context);
    const Segment* name = fit.In(head, ColumnRole::kName);
    const Segment* result = fit.Result(head);
    if (name == nullptr || result == nullptr || !name->IsNameLike() || !result->IsValue()) continue;
    if (fit.cost > 1.0 * static_cast<double>(line.size())) continue;
    for (size_t i = 0; i < fit.segments.size(); ++i) {
      if (fit.columns[i] < 0) continue;
      Column& c = learned[static_cast<size_t>(fit.columns[i])];
      const Segment& s = fit.segments[i];
      if (Misfit(s, c.role) > 0.5) continue;
      c.x0 = std::min(c.x0, s.box.x0);
      c.x1 = std::max(c.x1, s.box.x1);
    }
  }
  // Extents may not swallow the neighbour's head.
  for (size_t c = 0; c < learned.size(); ++c) {
    if (c + 1 < learned.size() && !(learned[c + 1].head == Box{}) && learned[c].x1 > learned[c + 1].head.x0)
      learned[c].x1 = std::max(head.columns[c].x1, std::min(learned[c].x1, learned[c + 1].head.x0 - 1));
    if (c > 0 && !(learned[c - 1].head == Box{}) && learned[c].x0 < learned[c - 1].head.x1)
      learned[c].x0 = std::min(head.columns[c].x0, std::max(learned[c].x0, learned[c - 1].head.x1 + 1));
  }
  head.columns = std::move(learned);
}

}  // namespace labintake::generic
