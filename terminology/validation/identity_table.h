// The identities between analytes of one specimen: lab_formats/catalog/identities.tsv.
//
// An identity has one or more ways to hold (an LDL may be Friedewald's or Sampson's); one that holds suffices. Parsed
// once, at first use; immutable and thread-safe after that. Views last as long as the program.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "model/observation.h"
#include "terminology/validation/formula.h"

namespace labintake::validation {

// One line of the table.
struct Way {
  std::string_view name;
  Formula formula;
  std::vector<Formula> when;  // all must hold, else the way says nothing; an input that they name must be present
  // The two sides may be this far apart where the printed digits do not allow more: in units of the formula, and as a
  // share of its left side.
  double absolute = 0, relative = 0;
};

struct Identity {
  std::string_view id;
  std::string_view about;               // the formula for people: "MCV = hematocrit / red cells"
  Severity severity = Severity::kNote;  // of a failure; kDoubt where the identity is exact by definition
  std::vector<Way> ways;
};

class IdentityTable {
 public:
  static const IdentityTable& Get();
  // For tests. Lines that cannot be used are left out and described in `problems`. `tsv` outlives the table.
  static IdentityTable Parse(std::string_view tsv, std::vector<std::string>* problems);

  const std::vector<Identity>& identities() const { return identities_; }
  // What the inputs of the formulas are: an id of the catalogue, several with '|' between them (the first that is
  // printed), `age` or `female`.
  const std::vector<std::string_view>& inputs() const { return inputs_; }

  struct Use {
    std::string_view analyte;
    std::string_view unit;  // UCUM: only a result that is printed in it, and as it is printed; "" for any
    size_t input = 0;
    size_t choice = 0;  // place among the ids of the input
  };
  // The inputs that an analyte can be, none for most.
  std::span<const Use> UsesOf(std::string_view analyte) const;

 private:
  std::vector<Identity> identities_;
  std::vector<std::string_view> inputs_;
  std::vector<Use> uses_;  // by analyte
};

}  // namespace labintake::validation
