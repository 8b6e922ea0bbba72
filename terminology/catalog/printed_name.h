// What the words of a printed test name may mean: the name itself and what it says of specimen and kind of result.
//
// Pure functions; thread-safe after first use; any bytes are accepted.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace labintake::terminology {

// One way to read a name: a key of the catalogue's tables after some words were taken out.
struct NameReading {
  std::string key;
  std::string_view specimen;    // told by words of the name; "" for none
  std::string_view kind;        // "percent", "absolute" or ""
  bool specimen_taken = false;  // the specimen's words are not part of `key`
};

// Readings of the name as a whole, the one with the fewest words taken out first: as printed, without words for the
// kind of result, without words for the specimen, without words of method and sex, and combinations.
std::vector<NameReading> ReadingsOf(std::string_view printed);

// Parts of a name between brackets, commas, dashes: "White Blood Cells (WBC)" -> "White Blood Cells", "WBC". One part:
// the name has no parts.
std::vector<std::string_view> PartsOf(std::string_view name);

// Splits of a name into two names of one thing: "HGB-Hemoglobin", "Chorion gonadotropine HCG".
std::vector<std::pair<std::string, std::string>> HalvesOf(std::string_view name);

// True when no word of `part` says what is measured: only specimens, kinds, methods, or nothing at all.
bool IsAside(std::string_view part);

// The specimen that a heading or header names ("Urine chemistry" -> "urine"); "" for none.
std::string_view SpecimenIn(std::string_view text);

// The panel tags of a heading: "Lipid Panel" -> {"lipid"}.
std::vector<std::string_view> PanelsIn(std::string_view heading);

// Specimens that reports do not tell apart when they say "blood" or "serum" are one group; others are their own.
std::string_view SpecimenGroup(std::string_view specimen);

}  // namespace labintake::terminology
