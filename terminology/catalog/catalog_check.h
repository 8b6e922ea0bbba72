// Is the catalogue sound? What `labintake catalog check` proves.
//
// Pure function; reads every table once (tens of milliseconds). Thread-safe.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "terminology/catalog/official_names.h"
#include "terminology/ucum/table.h"

namespace labintake::terminology {

struct CatalogProblem {
  std::string subject;  // an analyte's id, a LOINC code, or a name's key
  std::string message;  // one sentence
};

struct CatalogReport {
  std::vector<CatalogProblem> problems;
  size_t analytes = 0, components = 0, names = 0;
  size_t codes = 0, verified_codes = 0;  // verified: the official name is in hand
};

// Check digits; codes against the specimen and property of their official names, and against `official` where that has
// the code; names with two meanings in one context; units that are no UCUM or do not convert to the canonical one;
// limits, masses and charges that are no numbers.
CatalogReport CheckCatalog(const ucum::Table& units, const OfficialNames& official);

// LOINC's check digit: modulus 10, doubling every second digit from the right (LOINC Users' Guide, appendix C).
bool HasCheckDigit(std::string_view loinc);

}  // namespace labintake::terminology
