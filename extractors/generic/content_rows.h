// Rows known by their content alone: a name, a number, and a unit or a range on one line.
//
// For tables without heads, and for telling whether an unread line looks like a result. Pure functions; thread-safe.
#pragma once

#include <optional>
#include <vector>

#include "extractors/generic/table_head.h"
#include "extractors/generic/table_rows.h"

namespace labintake::generic {

// Indexes into a line's segments; -1 where there is none.
struct ContentRow {
  int name = -1, value = -1, unit = -1, range = -1, flag = -1;
  int others = 0;  // segments that fit none of these
};

// nullopt unless a name is followed by a numeric value (or titer) that has a known unit or stands beside a range.
std::optional<ContentRow> FindContentRow(const std::vector<Segment>& segments);

// Weaker than FindContentRow: a name, something that begins with a number, and a range or a unit. Enough to name a line
// unread.
bool LooksLikeResult(const std::vector<Segment>& segments);

// A name and a value with nothing else ("Cor  Amarelo claro", "pH  6,0"): a row where rows stand around it, else
// nothing.
bool IsPair(const std::vector<Segment>& segments);
// The same with any words for the value.
bool HasPairShape(const std::vector<Segment>& segments);

// "Glucose 92 mg/dL (70 - 99)" in one segment: cut into name, value with unit, and range; empty when not every word
// finds a place.
std::vector<Segment> CutRunOn(const Segment& s, const ReadingContext& context);

// A head without words for `lines`, from the extents and forms of their segments; nullopt unless at least `min_rows`
// lines are content rows whose columns agree.
std::optional<TableHead> InferHead(const std::vector<LaneLine>& lines, int min_rows);

// How many names of a line have a value right behind them: two and more are lists side by side.
int CountPairs(const std::vector<Segment>& segments);

// The part of `lines` between two x; lines with nothing there are left out.
std::vector<LaneLine> Strip(const std::vector<LaneLine>& lines, double x0, double x1);

// Lists without heads that stand side by side ("Casein 2+ | Alfalfa 0 | Apple 0"): one head for each,
// left to right. Fewer than two lists, or lists with fewer than `min_rows` pairs, are none.
std::vector<TableHead> InferLanes(const std::vector<LaneLine>& lines, int min_rows, double page_width);

}  // namespace labintake::generic
