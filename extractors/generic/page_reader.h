// One page to observations, and every one of its lines to a class.
//
// Pure function; thread-safe. What a page needs from the pages before it travels in PageState.
#pragma once

#include <string>
#include <vector>

#include "extractors/generic/document_trace.h"
#include "extractors/generic/page_guide.h"
#include "extractors/generic/segment.h"
#include "extractors/generic/table_head.h"
#include "model/report.h"

namespace labintake::generic {

// Tables that may go on over the page's end.
struct PageState {
  std::vector<TableHead> heads;
  std::string panel;
  double width = 0;
};

struct PageReading {
  std::vector<Observation> observations;    // in reading order
  std::vector<LineClass> classes;           // one a line
  std::vector<ClassifiedLine> more_unread;  // further unread results on lines that are named unread already
  std::vector<TableTrace> tables;           // with heads that are printed
};

// `guide` may be null: nothing is known of the page.
PageReading ReadPage(const PageInput& page, const PageGuide* guide, PageState& state, const ReadingContext& context);

}  // namespace labintake::generic
