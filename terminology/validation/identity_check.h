// Holds the results of one specimen against each other: the arithmetic between them is a checksum that no reader of
// letters has.
//
// Where an identity fails, the row that is wrong is sought: results that other identities bear out are not suspected,
// and of the others one misreading (printed_number.h) has to mend all that the row takes part in. The finding stands
// on that row alone where there is only one, else on all that may be wrong. Where an identity holds so tightly that
// misreadings would break it, its rows gain confidence.
#pragma once

#include <span>
#include <vector>

#include "model/report.h"
#include "terminology/validation/identity_table.h"
#include "terminology/validation/printed_number.h"
#include "terminology/validation/row_facts.h"

namespace labintake::validation {

class IdentityCheck {
 public:
  // All outlive the check.
  IdentityCheck(const IdentityTable& table, const ReportHeader& header, std::vector<RowFacts>& rows);

  // Adds findings to the rows. Rows that earlier checks doubt are taken for the culprits of what they break.
  void FindFailures();
  // Raises the confidence of rows that identities bear out (see docs/decisions/0015). After all checks.
  void RaiseConfidence();

 private:
  static constexpr size_t kNoRow = static_cast<size_t>(-1);
  enum class State { kSilent, kHolds, kFails };
  struct Outcome {
    const Identity* identity = nullptr;
    State state = State::kSilent;
    std::vector<size_t> rows;  // that took part, each once
  };
  struct Mending {
    size_t row = kNoRow;
    std::string text;
    Misreading misreading = Misreading::kDigit;
  };

  void BindPatient(const ReportHeader& header);
  void BindRows();
  State StateOf(const Identity& identity, std::vector<size_t>* rows) const;
  bool Applies(const Way& way) const;
  bool Holds(const Way& way) const;
  void AddRows(const std::vector<size_t>& inputs, std::vector<size_t>& rows) const;

  // The rest of the calls is answered as if `row` said `number`, until Restore.
  void Suppose(size_t row, double number);
  void Restore(size_t row);

  // The share of the misreadings of `row` that `identity`, which holds, would not notice.
  double MissedShare(const Identity& identity, size_t row);
  bool BorneOut(size_t row);
  std::vector<size_t> Suspects(const Outcome& failure);
  std::vector<Mending> Mendings(const std::vector<size_t>& suspects);
  bool MendsAll(size_t row, double number);
  void Tell(const Outcome& failure);

  const IdentityTable& table_;
  std::vector<RowFacts>& rows_;
  std::vector<Input> printed_;                  // by input of the table: what the digits allow
  std::vector<Input> points_;                   // the numbers themselves
  std::vector<size_t> row_of_;                  // by input
  std::vector<bool> as_printed_;                // by input: not in canonical units
  std::vector<std::vector<size_t>> inputs_of_;  // by row
  std::vector<Outcome> outcomes_;
  std::vector<double> missed_;  // by row: the product over the identities that bear it out; 1 for none
};

}  // namespace labintake::validation
