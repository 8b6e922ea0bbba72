// Writes one answer of a person: the answer itself, the decision that follows from it, and who has to key the item
// next.
//
// Inside the caller's transaction; may throw SQLite::Exception. For files of db/.
#pragma once

#include <string>
#include <vector>

#include "db/answer_table.h"
#include "db/answers.h"
#include "db/review_transaction.h"
#include "db/sqlite_reader.h"

namespace labintake::db {

// Answers::KeyFields.
std::vector<std::string> KeyFieldsOf(const SecondKeyPolicy& policy, const WorkState& work);

class AnswerWriter {
 public:
  // All must outlive it.
  AnswerWriter(ReviewDatabase& database, const SecondKeyPolicy& policy, const Account& who,
               const AnswerRequest& request)
      : database_(database), policy_(policy), who_(who), request_(request), fields_(request.fields) {}

  // As Answers::Answer. After an error the transaction must not be kept.
  Result<AnswerOutcome> Write();

 private:
  // What the first person said of fields that are not keyed again stands, where the third says nothing of them.
  void TakeOverFromFirst(const WorkState& work);
  Result<void> CheckFits(const StoredItem& item, const WorkState& work);
  Result<AnswerResult> Postpone(const StoredItem& item, const WorkState& work, NewAnswer line);
  Result<AnswerResult> Key(const StoredItem& item, const WorkState& work, NewAnswer line);
  bool NeedsSecond(const StoredItem& item, const WorkState& work);
  Result<void> Decide(const StoredItem& item, const StoredAnswer& stands);

  ReviewDatabase& database_;
  const SecondKeyPolicy& policy_;
  const Account& who_;
  const AnswerRequest& request_;
  CorrectedFields fields_;  // of the answer: those of the request, and what was taken over
  SecondKeyReason reason_ = SecondKeyReason::kNone;
};

}  // namespace labintake::db
