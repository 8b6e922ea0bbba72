// The definitions of a published table as they stand there, before they are worked out.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "model/error.h"
#include "terminology/ucum/atom.h"

namespace labintake::ucum {

struct UnitDefinition {
  std::string code;  // case-sensitive; "[IU]"
  std::string code_in_capitals;
  bool base = false;
  bool metric = false;
  bool arbitrary = false;
  std::string function;  // of special units
  std::string property;  // "number", "volume", ...
  // The unit is `factor` times the unit of the code `of`.
  Rational factor = 1;
  std::string of;
  bool of_in_capitals = false;  // `of` is made of the other codes
};

struct PrefixDefinition {
  std::string code;
  std::string code_in_capitals;
  Rational factor;
};

struct Definitions {
  std::string format, version, revision_date;
  std::vector<PrefixDefinition> prefixes;
  std::vector<UnitDefinition> units;
};

// data/ucumDefs.min.json of the package @lhncbc/ucum-lhc. Only its rows of source "UCUM" are units; the others are
// codes composed of them. Error kUnsupported: not such a file; kDamaged: one with a row that cannot be understood.
Result<Definitions> ReadUcumDefs(std::string_view json);

// ucum-essence.xml of the UCUM organisation. Errors as above.
Result<Definitions> ReadUcumEssence(std::string_view xml);

}  // namespace labintake::ucum
