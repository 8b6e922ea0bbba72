// Units of age in nine languages.
#pragma once

#include <string_view>

namespace labintake::fields {

enum class AgeUnit { kNone, kYear, kMonth, kWeek, kDay };

// `word` in plain letters and lower case (normal_text.h): "y", "yrs", "jaar", "monate".
AgeUnit AgeUnitOf(std::string_view word);

}  // namespace labintake::fields
