// A store with people who work on it: Ann, Ben and Cem key, Lea leads, Ada administers, Rob reads.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "db/accounts.h"
#include "db/answers.h"
#include "db/work_queue.h"
#include "tests/db/fake_reports.h"

namespace labintake::db::testing {

inline constexpr int kLease = 300;

class ReviewFixture {
 public:
  ReviewFixture();

  // Another connection to the same database.
  std::shared_ptr<ReviewDatabase> Connect();
  const Account& Person(const std::string& name) { return people_.at(name); }

  // As a person would: sees the item as it is now and answers.
  Result<AnswerOutcome> Try(const std::string& who, const std::string& item, DecisionAction action,
                            CorrectedFields fields = {});
  // "decided", "second-key", ..., or the conflict, or the error's message.
  std::string Say(const std::string& who, const std::string& item, DecisionAction action, CorrectedFields fields = {});
  std::string SayUndo(const std::string& who, const std::string& item);
  std::string Next(const std::string& who, const std::vector<std::string>& except = {}, const WorkFilter& filter = {});
  WorkState State(const std::string& item) { return Must(queue->State(item)); }

  TestStore t;
  SecondKeyPolicy policy;
  std::shared_ptr<ReviewWriter> writer = std::make_shared<ReviewWriter>();
  std::shared_ptr<ReviewDatabase> database = Connect();
  std::unique_ptr<WorkQueue> queue = std::make_unique<WorkQueue>(*database, kLease);
  std::unique_ptr<Answers> answers = std::make_unique<Answers>(*database, policy, kLease);

 private:
  std::map<std::string, Account> people_;
  int keys_ = 0;
};

std::string Said(const Result<AnswerOutcome>& outcome);

CorrectedFields ValueAndUnit(const std::string& value, const std::string& unit);

}  // namespace labintake::db::testing
