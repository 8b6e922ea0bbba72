// What choosing among definitions needs of each: all that is read of a definition before a document may be its own.
#pragma once

#include <string>
#include <vector>

#include "extractors/formats/definition.h"

namespace labintake::formats {

struct SoughtMark {
  Mark mark;
  std::vector<std::string> needles;  // NeedlesOf (phrase_set.h) its phrase
};

struct Profile {
  std::string id, hash;                            // the definition's
  std::vector<SoughtMark> must, one_of, must_not;  // its fingerprint
  bool table = true;
};

// Costs more than reading it back (compiled_form.h).
Profile ProfileOf(const Definition& definition);

}  // namespace labintake::formats
