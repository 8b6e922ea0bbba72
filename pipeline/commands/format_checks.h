// What is wrong with definitions that the schema allows: in the catalogue's eyes, and on the samples.
//
// Pure functions; thread-safe.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "model/report.h"
#include "pipeline/commands/author_files.h"

namespace labintake::pipeline {

// A sample as all definitions together read it.
struct ReadSample {
  std::string name;
  std::string owner;  // id of the lab format that is to read it; "" for none
  Document document;
};

// Errors: analytes in `names` that the catalogue does not have, with those that are spelt most alike.
std::vector<FormatProblem> CheckNames(const AuthorFile& file);

// Errors: a definition that fits a sample which is another's or nobody's, two that fit one too equally to choose, and
// one that does not fit its own. Warning: a verified definition that no sample names.
std::vector<FormatProblem> CheckFingerprints(std::span<const AuthorFile> files, std::span<const ReadSample> samples);

// Warnings, over all samples that the definition read: phrases of until, after, skip, sections and ignore that stand
// nowhere; expressions of skip, sections and ignore, and patterns of rows, that one line alone has: such an expression
// says what this one report prints, and no rule; tables and patterns that give no row.
std::vector<FormatProblem> CheckPatterns(const AuthorFile& file, std::span<const ReadSample> samples);

// Notes: names that mean no analyte, and units that are not in the table of units, as the samples print them.
std::vector<FormatProblem> ListUnknown(const AuthorFile& file, std::span<const ReadSample> samples);

}  // namespace labintake::pipeline
