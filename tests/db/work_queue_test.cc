#include "db/work_queue.h"

#include <gtest/gtest.h>

#include <atomic>
#include <set>
#include <thread>

#include "db/audit_log.h"
#include "db/drafts.h"
#include "db/review_transaction.h"
#include "tests/db/review_fixture.h"

namespace labintake::db::testing {
namespace {

using Texts = std::vector<std::string>;

class WorkQueueTest : public ::testing::Test {
 protected:
  // A document with `rows` doubtful rows, and its items in the order of the page.
  Texts Put(const std::string& bytes, int rows, const std::string& client = "C1") {
    std::vector<Observation> observations;
    for (int i = 0; i < rows; ++i) {
      observations.push_back(DoubtfulRow("Row " + std::to_string(i), std::to_string(i), "mg/dL", 100 + 20 * i));
    }
    const std::int64_t id = f_.t.Put(Doc(std::move(observations)), bytes, 1, client).id;
    Texts items;
    for (const ReviewItem& item : f_.t.Items()) {
      if (item.document == id) items.push_back(item.id);
    }
    documents_.push_back(id);
    return items;
  }

  ReviewFixture f_;
  std::vector<std::int64_t> documents_;
};

TEST_F(WorkQueueTest, GivesOutByAgeAndPlace) {
  const Texts items = Put("a", 3);
  EXPECT_EQ(f_.Next("Ann"), items[0]);
  EXPECT_EQ(f_.Next("Ann"), items[0]) << "what she holds comes first";
  EXPECT_EQ(f_.Next("Ann", {items[0]}), items[1]);
  EXPECT_EQ(f_.Next("Ann", {items[0], items[1]}), items[2]);
  EXPECT_EQ(f_.Next("Ann", items), "");
  const WorkState state = f_.State(items[0]);
  EXPECT_EQ(state.claim->name, "Ann");
  EXPECT_EQ(state.claim->until, "2024-05-01T08:05:00Z");
  EXPECT_EQ(state.reason, "value-ambiguous");
}

TEST_F(WorkQueueTest, TwoPeopleNeverHoldOneItem) {
  const Texts items = Put("a", 2);
  EXPECT_EQ(f_.Next("Ann"), items[0]);
  EXPECT_EQ(f_.Next("Ben"), items[1]);
  EXPECT_EQ(f_.Next("Cem"), "");
  EXPECT_EQ(Must(f_.queue->Claim(f_.Person("Ben"), items[0])).name, "Ann");
}

TEST_F(WorkQueueTest, PeopleWorkOnDocumentsOfTheirOwn) {
  const Texts first = Put("a", 2), second = Put("b", 2);
  EXPECT_EQ(f_.Next("Ann"), first[0]);
  EXPECT_EQ(f_.Next("Ben"), second[0]);
  EXPECT_EQ(f_.Next("Ben", {second[0]}), second[1]) << "and stay on them";
  EXPECT_EQ(f_.Next("Cem"), first[1]) << "where there is nothing else, they share";
}

TEST_F(WorkQueueTest, AClaimRunsOut) {
  const Texts items = Put("a", 1);
  EXPECT_EQ(f_.Next("Ann"), items[0]);
  f_.t.now = "2024-05-01T08:04:59Z";
  EXPECT_EQ(f_.Next("Ben"), "");
  f_.t.now = "2024-05-01T08:05:00Z";
  EXPECT_EQ(f_.State(items[0]).claim, std::nullopt);
  EXPECT_EQ(f_.Next("Ben"), items[0]);
  EXPECT_EQ(Must(f_.queue->Claim(f_.Person("Ann"), items[0])).name, "Ben");
}

TEST_F(WorkQueueTest, AClaimIsHeldLonger) {
  const Texts items = Put("a", 1);
  EXPECT_EQ(f_.Next("Ann"), items[0]);
  f_.t.now = "2024-05-01T08:04:00Z";
  EXPECT_EQ(Must(f_.queue->Claim(f_.Person("Ann"), items[0])).until, "2024-05-01T08:09:00Z");
  f_.t.now = "2024-05-01T08:06:00Z";
  EXPECT_EQ(f_.Next("Ben"), "");
}

TEST_F(WorkQueueTest, NobodyHoardsItems) {
  const Texts items = Put("a", kMaxHeld + 2);
  Texts held;
  for (int i = 0; i < kMaxHeld; ++i) held.push_back(f_.Next("Ann", held));
  const auto more = f_.queue->Next(f_.Person("Ann"), {}, held);
  ASSERT_FALSE(more);
  EXPECT_EQ(more.error().code, ErrorCode::kArgument);
  EXPECT_FALSE(f_.queue->Claim(f_.Person("Ann"), items[kMaxHeld]));
  EXPECT_TRUE(f_.queue->Claim(f_.Person("Ann"), items[0])) << "what is held may be held longer";
  ASSERT_TRUE(f_.queue->ReleaseAll(f_.Person("Ann")));
  EXPECT_EQ(f_.Next("Ben"), items[0]);
}

TEST_F(WorkQueueTest, ALeadReleasesForOthers) {
  const Texts items = Put("a", 1);
  f_.Next("Ann");
  ASSERT_TRUE(f_.queue->Release(f_.Person("Ben"), items[0]));
  EXPECT_EQ(f_.State(items[0]).claim->name, "Ann");
  ASSERT_TRUE(f_.queue->Release(f_.Person("Lea"), items[0]));
  EXPECT_EQ(f_.State(items[0]).claim, std::nullopt);
  EXPECT_EQ(f_.queue->Release(f_.Person("Lea"), "qnosuch").error().code, ErrorCode::kNotFound);
}

TEST_F(WorkQueueTest, UrgentDocumentsComeFirst) {
  const Texts first = Put("a", 2), second = Put("b", 1), third = Put("c", 1);
  EXPECT_EQ(f_.Next("Ann"), first[0]);
  ASSERT_TRUE(f_.queue->SetPriority(f_.Person("Lea"), documents_[2], 2));
  ASSERT_TRUE(f_.queue->SetPriority(f_.Person("Lea"), documents_[1], -1));
  EXPECT_EQ(f_.Next("Ann", {first[0]}), third[0]) << "before the rest of her document";
  EXPECT_EQ(f_.Next("Ann", {first[0], third[0]}), first[1]);
  EXPECT_EQ(f_.Next("Ann", {first[0], third[0], first[1]}), second[0]);
  EXPECT_EQ(f_.queue->SetPriority(f_.Person("Lea"), 99, 1).error().code, ErrorCode::kNotFound);
}

TEST_F(WorkQueueTest, Filters) {
  const Texts first = Put("a", 1), second = Put("b", 1, "C2");
  WorkFilter filter;
  filter.client = "C2";
  EXPECT_EQ(f_.Next("Ann", {}, filter), second[0]);
  filter = {};
  filter.document = documents_[0];
  EXPECT_EQ(f_.Next("Ann", {}, filter), first[0]);
  filter = {};
  filter.lab = "Another Laboratory";
  EXPECT_EQ(f_.Next("Ben", {}, filter), "");
  filter = {};
  filter.reason = "value-ambiguous";
  filter.kind = "row";
  filter.lab = "Fake Laboratory";
  EXPECT_EQ(Must(f_.queue->List(filter, "", 10)).size(), 2u);
  filter.kind = "document";
  EXPECT_TRUE(Must(f_.queue->List(filter, "", 10)).empty());
}

TEST_F(WorkQueueTest, ListsPageByPage) {
  const Texts first = Put("a", 3), second = Put("b", 2);
  ASSERT_TRUE(f_.queue->SetPriority(f_.Person("Lea"), documents_[1], 1));
  Texts all;
  std::string after;
  for (;;) {
    const auto page = Must(f_.queue->List({}, after, 2));
    for (const WorkSummary& s : page) all.push_back(s.work.item);
    if (page.size() < 2) break;
    after = page.back().work.item;
  }
  EXPECT_EQ(all, (Texts{second[0], second[1], first[0], first[1], first[2]}));
  const WorkSummary one = Must(f_.queue->List({}, "", 1)).at(0);
  EXPECT_EQ(one.name, "Row 0");
  EXPECT_EQ(one.value, "0");
  EXPECT_EQ(one.client, "C1");
  EXPECT_EQ(one.file, "fake.pdf");
  EXPECT_FALSE(f_.queue->List({}, "qnosuch", 2));
}

TEST_F(WorkQueueTest, Counts) {
  const Texts items = Put("a", 3);
  Put("b", 2, "C2");
  f_.Next("Ann");
  f_.t.now = "2024-05-03T08:00:00Z";
  Put("c", 1);
  EXPECT_EQ(f_.Say("Ben", items[1], DecisionAction::kPostpone), "postponed");
  const WorkCounts counts = Must(f_.queue->Count(f_.Person("Ann"), {}));
  EXPECT_EQ(counts.open, 6);
  EXPECT_EQ(counts.mine, 0) << "the claim has run out";
  EXPECT_EQ(counts.postponed, 1);
  EXPECT_EQ(counts.by_client, (WorkCounts::ByText{{"C1", 4}, {"C2", 2}}));
  EXPECT_EQ(counts.by_age, (WorkCounts::ByText{{"hour", 1}, {"day", 0}, {"week", 5}, {"older", 0}}));
  EXPECT_EQ(counts.by_stage, (WorkCounts::ByText{{"1", 6}}));
  EXPECT_EQ(counts.oldest_at, "2024-05-01T08:00:00Z");
  WorkFilter filter;
  filter.client = "C2";
  EXPECT_EQ(Must(f_.queue->Count(f_.Person("Ann"), filter)).open, 2);
}

TEST_F(WorkQueueTest, FollowsTheItems) {
  const Texts items = Put("a", 2);
  const std::string version = f_.State(items[0]).version;
  // A later run is sure of the first row and reads the second differently.
  f_.t.Put(Doc({Row("Row 0", "0", "mg/dL", 100), DoubtfulRow("Row 1", "7", "mg/dL", 120, FindingCode::kFlagDisagrees)}),
           "a", 2);
  EXPECT_EQ(f_.Next("Ann"), items[1]);
  EXPECT_NE(f_.State(items[0]).version, version);
  EXPECT_EQ(f_.State(items[1]).reason, "flag-disagrees");
  EXPECT_EQ(f_.Next("Ann", {items[1]}), "");
}

TEST_F(WorkQueueTest, EveryClaimIsOnRecord) {
  Put("a", 1);
  const std::int64_t before = Must(AuditLog(*f_.database).Verify()).entries;
  const std::string item = f_.Next("Ann");
  const auto entries = Must(AuditLog(*f_.database).List({before, {}, {}}, 10));
  ASSERT_EQ(entries.size(), 1u);
  EXPECT_EQ(entries[0].event.action, "claim");
  EXPECT_EQ(entries[0].event.item, item);
  EXPECT_EQ(entries[0].event.document, documents_[0]);
}

TEST_F(WorkQueueTest, DraftsAreTheirAuthors) {
  Drafts drafts(*f_.database);
  ASSERT_TRUE(drafts.Save(f_.Person("Ann"), "q1", "{\"value\":\"5\"}"));
  ASSERT_TRUE(drafts.Save(f_.Person("Ann"), "q1", "{\"value\":\"51\"}"));
  EXPECT_EQ(Must(drafts.Get(f_.Person("Ann"), "q1")), "{\"value\":\"51\"}");
  EXPECT_EQ(Must(drafts.Get(f_.Person("Ben"), "q1")), std::nullopt);
  ASSERT_TRUE(drafts.Drop(f_.Person("Ben"), "q1"));
  EXPECT_NE(Must(drafts.Get(f_.Person("Ann"), "q1")), std::nullopt);
  ASSERT_TRUE(drafts.Drop(f_.Person("Ann"), "q1"));
  EXPECT_EQ(Must(drafts.Get(f_.Person("Ann"), "q1")), std::nullopt);
}

// Twenty people at once on a thousand items, each with a connection of his own: every item is given to one person and
// answered once, and every answer is there afterwards.
TEST_F(WorkQueueTest, TwentyPeopleOnAThousandItems) {
  constexpr int kDocuments = 20, kRows = 50, kPeople = 20;
  for (int d = 0; d < kDocuments; ++d) Put("document " + std::to_string(d), kRows);
  std::vector<Account> people;
  for (int p = 0; p < kPeople; ++p) {
    people.push_back(Must(Accounts(*f_.database).Add("P" + std::to_string(p), Role::kEntry, "", "test")));
  }
  std::mutex mutex;
  std::map<std::string, int> holder;  // who works on an item now
  std::map<std::string, std::string> answered;
  std::atomic<int> doubles{0}, failures{0};
  std::vector<std::thread> threads;
  for (int p = 0; p < kPeople; ++p) {
    threads.emplace_back([&, p] {
      const auto database = f_.Connect();
      WorkQueue queue(*database, kLease);
      const SecondKeyPolicy none;
      Answers answers(*database, none, kLease);
      for (int n = 0;; ++n) {
        const auto item = queue.Next(people[p], {}, {});
        if (!item) {
          ++failures;
          return;
        }
        if (!*item) return;
        {
          const std::lock_guard lock(mutex);
          if (!holder.emplace(**item, p).second) ++doubles;
        }
        AnswerRequest request;
        request.item = **item;
        request.key = "p" + std::to_string(p) + "-" + std::to_string(n);
        request.version = Must(queue.State(**item)).version;
        request.action = DecisionAction::kEdit;
        request.fields.value = "by P" + std::to_string(p);
        for (int again = 0; again < 2; ++again) {  // as after a lost connection
          const auto outcome = answers.Answer(people[p], request);
          if (Said(outcome) != "decided" || std::get<AnswerResult>(*outcome).repeated != (again == 1)) ++failures;
        }
        const std::lock_guard lock(mutex);
        answered[**item] = *request.fields.value;
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(failures, 0);
  EXPECT_EQ(doubles, 0);
  EXPECT_EQ(answered.size(), static_cast<std::size_t>(kDocuments * kRows));
  for (const ReviewItem& item : f_.t.Items()) {
    ASSERT_EQ(item.state, ItemState::kDecided);
    ASSERT_EQ(item.decisions.size(), 1u);
    ASSERT_EQ(item.decisions[0].corrected.value, answered[item.id]);
    ASSERT_EQ("by " + item.decisions[0].by, answered[item.id]);
  }
  EXPECT_EQ(Must(AuditLog(*f_.database).Verify()).first_broken, std::nullopt);
}

}  // namespace
}  // namespace labintake::db::testing
