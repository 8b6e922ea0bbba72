// Printed unit spellings and the UCUM codes they stand for.
//
// A printed unit is never fed to a UCUM parser (K/uL is not kelvin): it is looked up in
// lab_formats/vocabulary/units.tsv first. Thread-safe after static initialisation; the table is part of the program.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace labintake::terminology {

enum class UnitConfidence {
  kNone,       // is no unit
  kPlausible,  // has the shape of a unit (quantity/quantity ...) but is not in the table
  kKnown,      // is in the table, after folding spaces, micro signs, superscripts and, where harmless, letter case
};

struct UnitMatch {
  UnitConfidence confidence = UnitConfidence::kNone;
  std::string ucum;  // "" unless kKnown
};

// The whole of `text` as one unit.
UnitMatch LookUpUnit(std::string_view text);

// How many bytes at the start of `text` are a unit (longest match, at a word end); 0 for none. `text` starts at a
// word's start. "mg/dL Premeno-luteal" -> 5; "x10E3/uL 01" -> 8; "% of total Hgb" -> 14; "mL/min/1.73 m2" -> 14.
// Plausible units are taken as one word only. Bare letters that are also flags or words (U, L, s) are no units here.
size_t ScanUnit(std::string_view text);

}  // namespace labintake::terminology
