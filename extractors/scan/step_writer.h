// Pictures of single steps, for people who tune (--save-steps).
#pragma once

#include <string>
#include <vector>

#include "extractors/scan/text_runs.h"
#include "model/raster.h"

namespace labintake::scan {

// Writes PREFIX-STEP.png; nothing for an empty prefix. A picture that cannot be written is left out.
void SaveStep(const std::string& prefix, const char* step, const Raster& raster);
// The same with the boxes of `runs` drawn.
void SaveRuns(const std::string& prefix, const char* step, const Raster& raster, const std::vector<TextRun>& runs);

}  // namespace labintake::scan
