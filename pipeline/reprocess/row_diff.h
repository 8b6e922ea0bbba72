// What another run says otherwise than the one before, row by row, for a person to read.
//
// Rows are the same when they stand at the same place of the page (db/place_matching.h). Pure; thread-safe.
#pragma once

#include <string>
#include <vector>

#include "db/run_change.h"

namespace labintake::pipeline {

struct FieldChange {
  std::string field;  // "value", "lab"
  std::string before, after;
  bool operator==(const FieldChange&) const = default;
};

// What becomes of a person's answer about a row, or of the question.
enum class AnswerFate {
  kNone,        // nobody has been asked, and nobody is
  kStands,      // a person's answer stays in force
  kAskedAgain,  // a person has answered, and is asked again because it is read differently
  kAsked,       // the question is open now, and was not, or stays open
  kWithdrawn,   // the question was open, and is asked no more
};
// "", "stands", "asked-again", "asked", "withdrawn".
const char* ToString(AnswerFate fate);

struct ChangedRow {
  Observation row;                  // after; of a row that is gone: before
  std::vector<FieldChange> fields;  // empty for a row that is new or gone
  AnswerFate answer = AnswerFate::kNone;
};

struct RunDiff {
  std::vector<FieldChange> reports;  // of the reports as a whole; "2: lab" where there are several
  std::vector<ChangedRow> added, removed, changed;
  int unread_before = 0, unread_after = 0;

  bool empty() const;
};

RunDiff DiffRuns(const db::RunChange& change);

}  // namespace labintake::pipeline
