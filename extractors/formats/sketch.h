// A document described for the person who writes its laboratory's format (model/document_sketch.h).
//
// Pure functions; thread-safe.
#pragma once

#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "extractors/generic/document_trace.h"
#include "extractors/generic/page_input.h"
#include "model/document_sketch.h"
#include "model/page.h"
#include "model/report.h"

namespace labintake::formats {

DocumentSketch SketchOf(const std::vector<Page>& pages);

// The parts of it, each in a file of its own.

// The tables whose heads a definition finds again where the general rules found them; a form that comes again comes
// once. Heads that a definition would not find are left out. `reports` are the general rules' too.
std::vector<SketchTable> SketchTables(std::span<const generic::PageInput> pages,
                                      const std::vector<generic::TableTrace>& traces,
                                      const std::vector<Report>& reports);

// Labels that lead a definition to the values which the general rules found: `header` is theirs, of `page`.
std::vector<SketchField> SketchHeader(const generic::PageInput& page, fields::DateOrder order,
                                      const ReportHeader& header);

// What may be told of a document: no figures, no words of the patients that `reports` name.
class Tellable {
 public:
  explicit Tellable(const std::vector<Report>& reports);
  bool operator()(std::string_view text) const;

 private:
  std::set<std::string> personal_;  // folded words
};

// Names of organisations at the top, labels without their values, and standing lines of the foot, the best first.
// `lab` is the laboratory's name, "" where it is not known.
std::vector<SketchPhrase> SketchPhrases(const generic::PageInput& page, const std::string& lab,
                                        const Tellable& tellable);

// The largest type at the top that names neither an organisation nor a person; "" for none.
std::string SketchTitle(const generic::PageInput& page, const std::string& lab, const Tellable& tellable);

}  // namespace labintake::formats
