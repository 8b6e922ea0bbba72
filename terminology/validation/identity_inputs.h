// What a report gives the formulas of identities to work with, and whether they hold.
#pragma once

#include <vector>

#include "model/report.h"
#include "terminology/validation/identity_table.h"
#include "terminology/validation/row_facts.h"

namespace labintake::validation {

// kSilent: something that it needs is not printed, is printed twice with different results, or has a comparator.
enum class IdentityState { kSilent, kHolds, kFails };

class IdentityInputs {
 public:
  // All outlive the inputs.
  IdentityInputs(const IdentityTable& table, const ReportHeader& header, const std::vector<RowFacts>& rows);

  // `rows`, when not null, receives the rows that took part, each once: those of the way that holds, or of all that do
  // not.
  IdentityState StateOf(const Identity& identity, std::vector<size_t>* rows) const;

  // From here on `row` says `number`, until Restore.
  void Suppose(size_t row, double number);
  void Restore(size_t row);

 private:
  static constexpr size_t kNoRow = static_cast<size_t>(-1);

  void BindPatient(const ReportHeader& header);
  void BindRows();
  bool Applies(const Way& way) const;
  bool Holds(const Way& way) const;
  void AddRows(const std::vector<size_t>& inputs, std::vector<size_t>& rows) const;

  const IdentityTable& table_;
  const std::vector<RowFacts>& rows_;
  // By input of the table.
  std::vector<Input> printed_;  // what the digits allow
  std::vector<Input> points_;   // the numbers themselves
  std::vector<size_t> row_of_;
  std::vector<bool> as_printed_;                // not in canonical units
  std::vector<std::vector<size_t>> inputs_of_;  // by row
};

}  // namespace labintake::validation
