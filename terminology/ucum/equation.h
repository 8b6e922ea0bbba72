// The equations that stand in place of a factor (Equation in conversion.h).
#pragma once

#include <optional>

#include "terminology/ucum/conversion.h"

namespace labintake::ucum {

// HbA1c between a plain number (%) and a fraction of amounts (mmol/mol), with or without {Hb}, either way. nullopt: the
// units are not these two. The text is left empty.
std::optional<Conversion> ConvertHba1c(const Unit& from, const Unit& to);

}  // namespace labintake::ucum
