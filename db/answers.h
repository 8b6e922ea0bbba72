// What people say of review items, when several of them work at once and some of it is keyed twice.
//
// An answer names the version that the person saw and a key that the client made. It is written once, whatever is sent
// again; it is written only when nobody else holds the item and nothing was said or read there since. What a second
// person has to key waits until he has (db/second_key.h); what two agree on, or a third says, becomes the decision.
// Every answer stays on record; taking one back is a record too.
#pragma once

#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "db/accounts.h"
#include "db/review_database.h"
#include "db/review_item.h"
#include "db/second_key.h"
#include "db/work_state.h"
#include "model/error.h"

namespace labintake::db {

struct AnswerRequest {
  std::string item;
  std::string key;      // made by the client; the same for a repeated request
  std::string version;  // WorkState::version as the person saw it
  DecisionAction action = DecisionAction::kPostpone;
  // As in Decision. Of a third key: what the first person said of fields that are not keyed again is taken over where
  // it is left out here.
  CorrectedFields fields;
  std::string note;
  bool learn = true;
  int postpone_minutes = 60;
};

// What an answer has come to.
struct AnswerResult {
  std::string item;
  std::string outcome;  // "decided", "second-key", "third-key", "postponed", "asked", "reopened"
  std::string state;    // of the item now
  int stage = 1;
  std::string version;
  bool repeated = false;  // the same request was answered before; nothing was written
};

// Why nothing was written although the answer may be right.
struct AnswerConflict {
  enum class Kind {
    kClaimed,    // somebody else holds the item: `by`, `until`
    kChanged,    // it was read or answered differently since
    kAnswered,   // it is decided; the answer has to be taken back first
    kWithdrawn,  // it is no longer asked
    kKeyReused,  // the key came with something else
    kNotYours,   // it waits for somebody else
  };
  Kind kind = Kind::kChanged;
  std::string by, until, version;
};
// "claimed", "changed", "answered", "withdrawn", "key-reused", "not-yours".
const char* ToString(AnswerConflict::Kind kind);

using AnswerOutcome = std::variant<AnswerResult, AnswerConflict>;

struct OwnAnswer {
  std::string item, kind;
  std::int64_t document = 0;
  int page = 0;
  std::string action;  // of a decision, or "ask"
  CorrectedFields fields;
  std::string at, outcome;
  bool can_undo = false;  // it is the last word on the item
};

class Answers {
 public:
  // `policy` must outlive it.
  Answers(ReviewDatabase& database, const SecondKeyPolicy& policy, int lease_seconds)
      : database_(database), policy_(policy), lease_seconds_(lease_seconds) {}

  // kNotFound: no such item. kArgument: the answer does not fit the item (as ApplyDecision; what is keyed again takes
  // `edit` with all its key fields).
  Result<AnswerOutcome> Answer(const Account& who, const AnswerRequest& request);

  // Takes the last answer back: one's own; a lead anybody's, and with it whatever was keyed. The item is this person's
  // afterwards.
  Result<AnswerOutcome> Undo(const Account& who, const std::string& item, const std::string& key,
                             const std::string& note);

  // Hands the item to somebody with a remark; `to` "" to any lead. kArgument: nobody of this name may work on it.
  Result<AnswerOutcome> Ask(const Account& who, const std::string& item, const std::string& key, const std::string& to,
                            const std::string& text);

  // Newest first.
  Result<std::vector<OwnAnswer>> Own(const Account& who, int limit);

  // The readings of the first two, where a third person has to decide; in an order that says nothing of who they were.
  Result<std::vector<KeyedAnswer>> Keyed(const WorkState& work);

  // The fields that are keyed where `work` is blind: all that are printed for an audit, those of the policy otherwise.
  std::vector<std::string> KeyFields(const WorkState& work) const;

 private:
  ReviewDatabase& database_;
  const SecondKeyPolicy& policy_;
  int lease_seconds_;
};

}  // namespace labintake::db
