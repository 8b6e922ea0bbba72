// Two readings of one document held against each other: by a definition, and by the general rules.
//
// Pure functions; thread-safe.
#pragma once

#include <functional>
#include <vector>

#include "model/report.h"

namespace labintake::formats {

// Rows of `general` whose result stands in no row of `reports` become unread lines and a finding of the report, unless
// `named` says that the definition knows the line and that it is no result. What looked like a result to `general`
// stays unread. Where both read the same place differently, the row has a note.
void NameWhatOnlyGeneralSaw(const std::vector<Report>& general,
                            const std::function<bool(int page, const Box& line)>& named, std::vector<Report>* reports);

// Rows of pages that print results a second time: those that repeat an earlier row are left out, and where they differ
// from it both have a doubt.
void FoldRepeatedRows(const std::function<bool(int page)>& again, Report* report);

}  // namespace labintake::formats
