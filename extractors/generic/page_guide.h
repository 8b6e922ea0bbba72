// What is known of a document before it is read: where its tables stand, what their columns hold, which lines are no
// results.
//
// The general reader finds all of that out by itself; a guide, made from the definition of a laboratory's format, tells
// it. What a guide does not tell is found out as ever, so that fields, doubts and the accounting for every line have
// one implementation.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "extractors/fields/date.h"
#include "extractors/generic/page_input.h"
#include "extractors/generic/table_rows.h"
#include "model/report.h"

namespace labintake::generic {

struct GuidedTable {
  TableHead head;           // its lines, where `heads` is true
  bool heads = true;        // heads stand on the page
  size_t from = 0, to = 0;  // lines [from, to) are the table's
  bool exact = false;       // the columns' edges are known; else they are learned from the rows
  bool carried = false;     // goes on from the page before
  std::string panel;        // "": the heading in force
  std::string rule;         // Observation::rule of its rows
};

// Rows that were found by their shape.
struct GuidedRows {
  TableHead head;
  std::vector<RawRow> rows;
  std::string rule;
};

struct PageGuide {
  std::vector<std::optional<LineClass>> classes;  // one a line; nullopt: open
  std::vector<bool> headings;                     // one a line: it begins a panel
  std::vector<GuidedTable> tables;                // top to bottom; side by side, left to right
  std::vector<GuidedRows> rows;
  bool general_elsewhere = true;  // the general rules read what no table and no pattern took
};

// One document's guide; called from one thread, pages in order.
class DocumentGuide {
 public:
  virtual ~DocumentGuide() = default;

  virtual fields::DecimalMark decimal() const = 0;  // kUnknown: not told
  virtual std::optional<fields::DateOrder> dates() const = 0;
  virtual bool flags_from_range() const = 0;
  // Puts what is known of the header into `header`, which holds what the general rules found.
  virtual void ReadHeader(const PageInput& page, fields::DateOrder order, ReportHeader* header) const = 0;
  // May cut or join the cells of lines at the edges of columns.
  virtual PageGuide GuideOf(PageInput* page, const ReadingContext& context) = 0;
};

}  // namespace labintake::generic
