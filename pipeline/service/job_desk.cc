#include "pipeline/service/job_desk.h"

#include <algorithm>
#include <set>

namespace labintake::pipeline {
namespace {

// Retries and jobs that others queued are found at least that often.
constexpr std::int64_t kTendMs = 5'000;
// Between questions to a database that refuses: doubled every time.
constexpr std::int64_t kFirstPauseMs = 500, kLongestPauseMs = 30'000;

}  // namespace

JobDesk::JobDesk(db::JobQueue& queue, std::int64_t lease_ms, db::Clock& clock, EventLog& log,
                 std::function<void(std::int64_t)> ended, std::function<void(const db::ClaimedJob&)> lost)
    : queue_(queue), lease_ms_(lease_ms), clock_(clock), log_(log), ended_(std::move(ended)), lost_(std::move(lost)) {}

bool JobDesk::MayAsk() const { return !refused_ || clock_.SteadyMs() >= ask_again_ms_; }

template <typename T>
bool JobDesk::Answered(const Result<T>& result) {
  if (result || result.error().code != ErrorCode::kStore) {
    if (refused_) log_.Info("database-works-again");
    refused_ = false;
    pause_ms_ = 0;
    return true;
  }
  if (!refused_) log_.Error("database-refuses", {{"message", result.error().message}});
  refused_ = true;
  pause_ms_ = std::clamp(2 * pause_ms_, kFirstPauseMs, kLongestPauseMs);
  ask_again_ms_ = clock_.SteadyMs() + pause_ms_;
  return false;
}

std::vector<db::Lease> JobDesk::Tend(std::span<const db::Lease> held, const db::RunInfo& run) {
  if (!MayAsk()) return {};
  Flush();
  const std::int64_t now_ms = clock_.SteadyMs();
  std::vector<db::Lease> lost;
  if (now_ms >= next_beat_ms_ && MayAsk()) {
    const auto renewed = queue_.Heartbeat();
    if (Answered(renewed)) {
      next_beat_ms_ = now_ms + lease_ms_ / 3;
      const std::set<std::int64_t> documents(renewed->begin(), renewed->end());
      for (const db::Lease& lease : held) {
        if (!documents.contains(lease.document)) lost.push_back(lease);
      }
    }
  }
  if (now_ms >= next_tend_ms_ && MayAsk()) {
    const auto tended = queue_.Tend(run);
    if (Answered(tended)) {
      may_have_jobs_ = true;
      next_tend_ms_ = now_ms + kTendMs;
      if (tended->next_ms) {
        next_tend_ms_ =
            std::min(next_tend_ms_, now_ms + std::max<std::int64_t>(*tended->next_ms - clock_.WallMs(), 10));
      }
      if (tended->lost > 0) log_.Warning("leases-ended", {{"jobs", tended->lost}});
      for (const std::int64_t document : tended->failed) {
        log_.Error("job-failed", {{"document", document}, {"class", ToString(db::ErrorClass::kServiceLost)}});
        ended_(document);
      }
    }
  }
  return lost;
}

std::vector<db::ClaimedJob> JobDesk::Claim(const db::ClaimRequest& request) {
  // What is read and cannot be stored would only grow.
  if (request.most <= 0 || !may_have_jobs_ || refused_) return {};
  auto claimed = queue_.Claim(request);
  if (!Answered(claimed)) return {};
  may_have_jobs_ = static_cast<int>(claimed->size()) == request.most;
  return *std::move(claimed);
}

void JobDesk::Conclude(Conclusion conclusion) {
  if (refused_ || !Store(conclusion)) conclusions_.push_back(std::move(conclusion));
}

void JobDesk::Return(std::span<const db::ClaimedJob> jobs) {
  for (const db::ClaimedJob& job : jobs) returns_.push_back({job.lease, job.lane});
  if (!refused_) Flush();
}

std::int64_t JobDesk::next_ms() const { return refused_ ? ask_again_ms_ : std::min(next_beat_ms_, next_tend_ms_); }

void JobDesk::Flush() {
  while (!conclusions_.empty()) {
    if (!Store(conclusions_.front())) return;
    conclusions_.pop_front();
  }
  if (returns_.empty() || !Answered(queue_.Return(returns_))) return;
  returns_.clear();
  may_have_jobs_ = true;
}

// False when the database refused.
bool JobDesk::Store(const Conclusion& conclusion) {
  if (const auto* document = std::get_if<Document>(&conclusion.outcome)) return StoreDocument(conclusion, *document);
  return StoreFailure(conclusion, std::get<db::JobError>(conclusion.outcome));
}

bool JobDesk::StoreDocument(const Conclusion& conclusion, const Document& document) {
  const std::int64_t id = conclusion.job.lease.document;
  const auto finished = queue_.Finish(conclusion.job.lease, document, conclusion.run);
  if (!Answered(finished)) return false;
  if (!finished) {
    return StoreFailure(conclusion,
                        {db::ErrorClass::kStoreUnreadable, ToString(finished.error().code), finished.error().message});
  }
  if (finished->lease == db::LeaseOutcome::kLost) {
    Lost(conclusion.job);
    return true;
  }
  log_.Info("job-done", {{"document", id},
                         {"rows", finished->stored.rows},
                         {"items", finished->stored.open_items},
                         {"lane", ToString(conclusion.job.lane)},
                         {"attempt", conclusion.job.attempt},
                         {"seconds", static_cast<double>(clock_.SteadyMs() - conclusion.begun_ms) / 1000}});
  ended_(id);
  return true;
}

bool JobDesk::StoreFailure(const Conclusion& conclusion, const db::JobError& error) {
  const std::int64_t id = conclusion.job.lease.document;
  const auto failed = queue_.Fail(conclusion.job.lease, error, conclusion.run);
  if (!Answered(failed)) return false;
  if (!failed || failed->lease == db::LeaseOutcome::kLost) {
    Lost(conclusion.job);
  } else if (failed->state == db::JobState::kFailed) {
    log_.Error("job-failed", {{"document", id}, {"class", ToString(error.error_class)}, {"message", error.message}});
    ended_(id);
  } else {
    log_.Warning("job-retry", {{"document", id},
                               {"class", ToString(error.error_class)},
                               {"attempt", conclusion.job.attempt},
                               {"seconds", static_cast<double>(failed->delay_ms) / 1000},
                               {"message", error.message}});
    next_tend_ms_ = std::min(next_tend_ms_, clock_.SteadyMs() + failed->delay_ms);
  }
  return true;
}

void JobDesk::Lost(const db::ClaimedJob& job) {
  log_.Warning("lease-lost", {{"document", job.lease.document}});
  if (lost_) lost_(job);
}

}  // namespace labintake::pipeline
