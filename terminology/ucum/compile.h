// From a published table of units to the compiled one.
//
// Pure functions; thread-safe.
#pragma once

#include <string>
#include <string_view>

#include "model/error.h"
#include "terminology/ucum/table.h"

namespace labintake::ucum {

// A larger file is no table of units.
inline constexpr size_t kLargestSource = 16U << 20;

// `source` are the bytes of ucumDefs.min.json or of ucum-essence.xml, told apart by their content. `version` is
// recorded where the source names none. The compiled bytes depend on nothing else. kUnsupported: the source is neither.
// kDamaged: it is, but a definition is missing, refers to itself, or a base unit is not there; the message names it.
Result<std::string> CompileTable(std::string_view source, std::string_view version = "");

}  // namespace labintake::ucum
