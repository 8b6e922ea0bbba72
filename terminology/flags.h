// Printed flags and their codes of HL7 table 0078 (lab_formats/vocabulary/flags.tsv).
//
// Thread-safe after first use; the table is part of the program.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace labintake::terminology {

// The code of `text`, whole and without decorations. Marks and one- or two-letter flags must be printed as listed;
// longer words are folded ("HIGH", "Élevé", "above  range").
std::optional<std::string> LookUpFlag(std::string_view text);

}  // namespace labintake::terminology
