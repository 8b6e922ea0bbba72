// Boxes as a person sees the page.
//
// A scanned page is read straightened (model/page.h); what was read in it carries boxes of the straightened page until
// here. Pure; thread-safe.
#pragma once

#include <vector>

#include "model/page.h"
#include "model/report.h"

namespace labintake::pipeline {

// Maps every box in `reports` that has a page (rows with their fields and findings, and lines) by that page's
// projection. Findings of a report as a whole have no page; their boxes are whole pages as displayed already.
void MapToDisplayed(const std::vector<Page>& pages, std::vector<Report>* reports);

}  // namespace labintake::pipeline
