// The name of the laboratory in a letterhead, and what the place of a laboratory says about its dates.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "extractors/fields/date.h"
#include "extractors/layout/line.h"

namespace labintake::generic {

// The organisation named in the biggest or boldest type near the top; "" when none is certain. Words in `taken` (values
// of labels: clinics that send samples) are none.
std::string LetterheadName(std::span<const layout::Line> lines, std::span<const Box> taken);

// True when a word of the text is one of names of laboratories and hospitals, or has "lab" in it ("PathLabs").
bool NamesOrganisation(std::string_view text);

// A laboratory's name without the address or sentence behind it.
std::string LabNameOf(std::string_view text);

// The order of dates in the country that addresses, telephone numbers, licences and the language of labels give away.
fields::DateOrder OrderOfPlace(std::span<const std::string> lines);

}  // namespace labintake::generic
