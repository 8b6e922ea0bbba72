#include "terminology/validation/identity_check.h"

#include <algorithm>
#include <map>

#include "terminology/validation/confidence_gain.h"

namespace labintake::validation {
namespace {

// An identity bears a row out when it would notice at least this share of its misreadings.
constexpr double kMostMissed = 0.3;
// Misreadings are not all that can be wrong with a row (a neighbour's value, last year's column), so that an identity
// never takes more of a doubt than this leaves.
constexpr double kLeastLeft = 0.3;
// And two identities of a blood count share their inputs: together they leave at least this.
constexpr double kLeastLeftOfAll = 0.1;

bool Contains(const std::vector<size_t>& list, size_t item) {
  return std::find(list.begin(), list.end(), item) != list.end();
}

std::string Named(const Observation& row) { return row.name.text + " " + row.value.text; }

}  // namespace

IdentityCheck::IdentityCheck(const IdentityTable& table, const ReportHeader& header, std::vector<RowFacts>& rows)
    : rows_(rows), inputs_(table, header, rows) {
  for (const Identity& identity : table.identities()) {
    Outcome outcome;
    outcome.identity = &identity;
    outcome.state = inputs_.StateOf(identity, &outcome.rows);
    if (outcome.state != IdentityState::kSilent) outcomes_.push_back(std::move(outcome));
  }
  missed_.assign(rows.size(), 1);
  for (const Outcome& outcome : outcomes_) {
    if (outcome.state != IdentityState::kHolds || outcome.identity->severity != Severity::kDoubt) continue;
    for (const size_t row : outcome.rows)
      if (const double missed = MissedShare(*outcome.identity, row); missed <= kMostMissed) {
        missed_[row] *= std::max(missed, kLeastLeft);
        rows_[row].borne_out = true;
      }
  }
}

double IdentityCheck::MissedShare(const Identity& identity, size_t row) {
  const std::vector<Reading> readings = OtherReadings(*rows_[row].row->value.number);
  size_t missed = 0;
  for (const Reading& reading : readings) {
    inputs_.Suppose(row, reading.value);
    missed += inputs_.StateOf(identity, nullptr) == IdentityState::kFails ? 0 : 1;
  }
  inputs_.Restore(row);
  return readings.empty() ? 1 : static_cast<double>(missed) / static_cast<double>(readings.size());
}

std::vector<size_t> IdentityCheck::Suspects(const Outcome& failure) {
  // What validation doubts for a reason of its own explains the failure.
  std::vector<size_t> suspects;
  for (const size_t row : failure.rows)
    if (rows_[row].doubted) suspects.push_back(row);
  if (!suspects.empty()) return suspects;
  for (const size_t row : failure.rows)
    if (!rows_[row].borne_out) suspects.push_back(row);
  if (suspects.empty()) suspects = failure.rows;
  // One error breaks every identity that it is in.
  std::map<size_t, int> failures;
  for (const Outcome& outcome : outcomes_)
    if (outcome.state == IdentityState::kFails && outcome.identity->severity == Severity::kDoubt)
      for (const size_t row : outcome.rows) ++failures[row];
  int most = 0;
  for (const size_t row : suspects) most = std::max(most, failures[row]);
  std::erase_if(suspects, [&](size_t row) { return failures[row] < most; });
  return suspects;
}

bool IdentityCheck::MendsAll(size_t row, double number) {
  inputs_.Suppose(row, number);
  const bool mends = std::all_of(outcomes_.begin(), outcomes_.end(), [&](const Outcome& outcome) {
    return !Contains(outcome.rows, row) ||
           (outcome.identity->severity == Severity::kNote && outcome.state == IdentityState::kFails) ||
           inputs_.StateOf(*outcome.identity, nullptr) != IdentityState::kFails;
  });
  inputs_.Restore(row);
  return mends;
}

// The likeliest reading of each suspect that mends what it is in; of these the likeliest kinds only.
std::vector<IdentityCheck::Mending> IdentityCheck::Mendings(const std::vector<size_t>& suspects) {
  std::vector<Mending> all;
  for (const size_t row : suspects) {
    for (const Reading& reading : OtherReadings(*rows_[row].row->value.number)) {
      if (!MendsAll(row, reading.value)) continue;
      all.push_back({row, reading.text, reading.misreading});
      break;
    }
  }
  const auto likeliest = std::min_element(
      all.begin(), all.end(), [](const Mending& a, const Mending& b) { return a.misreading < b.misreading; });
  if (likeliest == all.end()) return all;
  const Misreading kind = likeliest->misreading;
  std::erase_if(all, [&](const Mending& m) { return m.misreading != kind; });
  return all;
}

void IdentityCheck::Tell(const Outcome& failure) {
  const Identity& identity = *failure.identity;
  const std::string about(identity.about);
  const bool explained =
      std::any_of(failure.rows.begin(), failure.rows.end(), [&](size_t r) { return rows_[r].doubted; });
  if (explained) return;
  const auto boxes_beside = [&](size_t row) {
    std::vector<Box> boxes;
    for (const size_t other : failure.rows)
      if (other != row && rows_[other].row->page == rows_[row].row->page) boxes.push_back(rows_[other].row->value.box);
    return boxes;
  };
  const auto add = [&](size_t row, std::string message) {
    (identity.severity == Severity::kDoubt ? Doubt : Note)(rows_[row], FindingCode::kIdentityFails, std::move(message),
                                                           rows_[row].row->value.box, boxes_beside(row));
  };
  const std::vector<size_t> suspects = Suspects(failure);
  const std::vector<Mending> mendings = Mendings(suspects);
  if (mendings.size() == 1) {
    const Observation& row = *rows_[mendings.front().row].row;
    add(mendings.front().row,
        row.value.text + " does not fit " + about + "; " + InStyleOf(row, mendings.front().text) + " would");
    return;
  }
  if (suspects.size() == 1) {
    add(suspects.front(), rows_[suspects.front()].row->value.text + " does not fit " + about);
    return;
  }
  std::string list;
  for (const size_t row : failure.rows) list += (list.empty() ? "" : ", ") + Named(*rows_[row].row);
  // A doubt stands on each row that a misreading would explain. Where none would, it is the laboratory's arithmetic, or
  // results that belong to different times: a note, once, on the row that is computed.
  const std::string message = "these do not fit " + about + ": " + list;
  if (identity.severity == Severity::kNote || mendings.empty())
    Note(rows_[failure.rows.front()], FindingCode::kIdentityFails, message, rows_[failure.rows.front()].row->value.box,
         boxes_beside(failure.rows.front()));
  else
    for (const Mending& mending : mendings) add(mending.row, message);
}

void IdentityCheck::FindFailures() {
  for (const Severity severity : {Severity::kDoubt, Severity::kNote})
    for (const Outcome& outcome : outcomes_)
      if (outcome.state == IdentityState::kFails && outcome.identity->severity == severity) Tell(outcome);
}

void IdentityCheck::RaiseConfidence() {
  for (size_t i = 0; i < rows_.size(); ++i) {
    if (!rows_[i].borne_out || rows_[i].doubted) continue;
    Raise(rows_[i].row, std::max(missed_[i], kLeastLeftOfAll), [&](double other) { return !MendsAll(i, other); });
  }
}

}  // namespace labintake::validation
