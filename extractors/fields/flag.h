// Flags: printed marks and words, and the flag that value and range imply.
#pragma once

#include <optional>
#include <string_view>

#include "model/observation.h"

namespace labintake::fields {

// A whole text that is a flag by the table lab_formats/vocabulary/flags.tsv, decorations removed ("(H)", "H*", "L**",
// "High (A)"): text as printed, code of HL7 table 0078. nullopt when it is none. One-letter flags are case-sensitive.
std::optional<Flag> ParseFlag(std::string_view text);

// "H", "L" or "N" where value and range decide it beyond doubt, else "". A value with a comparator is decided only
// when the whole half-line lies on one side (value ">500" against "> 200" is "N"; "<10" against "5-20" is "").
std::string DeriveFlag(const Value& value, const ReferenceRange& range);

// True when a printed code cannot stand beside this value and range: "H" for a value that is certainly inside or below,
// "N" for a value that is certainly outside. False whenever there is doubt (no range, text, "A").
bool FlagContradicts(const Flag& flag, const Value& value, const ReferenceRange& range);

}  // namespace labintake::fields
