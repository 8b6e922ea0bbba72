// Holds the results of one specimen against each other: the arithmetic between them is a checksum that no reader of
// letters has.
//
// Where an identity fails, the row that is wrong is sought: results that other identities bear out are not suspected,
// and of the others one misreading (printed_number.h) has to mend all that the row takes part in. The finding stands
// on that row alone where there is only one, else on all that may be wrong. Where an identity holds so tightly that
// misreadings would break it, its rows gain confidence.
#pragma once

#include <vector>

#include "model/report.h"
#include "terminology/validation/identity_inputs.h"
#include "terminology/validation/identity_table.h"
#include "terminology/validation/printed_number.h"
#include "terminology/validation/row_facts.h"

namespace labintake::validation {

class IdentityCheck {
 public:
  // All outlive the check. Rows that identities bear out are marked so.
  IdentityCheck(const IdentityTable& table, const ReportHeader& header, std::vector<RowFacts>& rows);

  // Adds findings to the rows. Rows that earlier checks doubt are taken for the culprits of what they break.
  void FindFailures();
  // Raises the confidence of rows that identities bear out (see docs/decisions/0015). After all checks.
  void RaiseConfidence();

 private:
  static constexpr size_t kNoRow = static_cast<size_t>(-1);
  struct Outcome {
    const Identity* identity = nullptr;
    IdentityState state = IdentityState::kSilent;
    std::vector<size_t> rows;  // that took part, each once
  };
  struct Mending {
    size_t row = kNoRow;
    std::string text;
    Misreading misreading = Misreading::kDigit;
  };

  // The share of the misreadings of `row` that `identity`, which holds, would not notice.
  double MissedShare(const Identity& identity, size_t row);
  std::vector<size_t> Suspects(const Outcome& failure);
  std::vector<Mending> Mendings(const std::vector<size_t>& suspects);
  bool MendsAll(size_t row, double number);
  void Tell(const Outcome& failure);

  std::vector<RowFacts>& rows_;
  IdentityInputs inputs_;
  std::vector<Outcome> outcomes_;
  std::vector<double> missed_;  // by row: the product over the identities that bear it out; 1 for none
};

}  // namespace labintake::validation
