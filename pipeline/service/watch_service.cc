#include "pipeline/service/watch_service.h"

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <limits>
#include <map>
#include <optional>
#include <utility>
#include <vector>

#include "db/blob_batch.h"
#include "db/job_queue.h"
#include "db/stage_cache.h"
#include "db/store.h"
#include "pipeline/service/intake_process.h"
#include "pipeline/service/job_desk.h"
#include "pipeline/service/job_errors.h"
#include "pipeline/service/job_schedule.h"
#include "pipeline/service/link_keeper.h"
#include "pipeline/service/reading.h"
#include "pipeline/service/service_options.h"
#include "pipeline/service/side_process.h"
#include "pipeline/wire.h"
#include "pipeline/worker_crew.h"

namespace labintake::pipeline {
namespace {

// Jobs claimed ahead for each worker, so that claims share a transaction.
constexpr std::size_t kAheadPerWorker = 4;
// Between looks at what people have confirmed.
constexpr std::int64_t kRefreshMs = 60'000;
// Until work is begun again after the system gave no process.
constexpr std::int64_t kNoProcessMs = 2'000;
// Between looks at all links that are owed, when files were taken and when not.
constexpr std::int64_t kLinksSoonMs = 1'000, kLinksMs = 60'000;

class WatchService {
 public:
  WatchService(WatchSettings settings, const WatchParts& parts, std::unique_ptr<db::JobQueue> queue,
               std::unique_ptr<db::Store> store, SideProcess& intake)
      : settings_(std::move(settings)),
        parts_(parts),
        queue_(std::move(queue)),
        store_(std::move(store)),
        intake_(intake),
        desk_(
            *queue_, Ms(settings_.config.service.lease_seconds), parts_.clock, parts_.log,
            [this](std::int64_t document) { (void)links_->Make(document); },
            [this](const db::ClaimedJob& job) { DropKept(job.lease.document, job.sha256); }) {
    UseSettings();
  }

  Result<void> Run() {
    auto reading = MakeReading(settings_, *store_, parts_.make_work);
    if (!reading) return tl::unexpected<Error>(reading.error());
    reading_ = *std::move(reading);
    (void)links_->Replace();  // the next service tries again what fails
    parts_.log.Info("begins", {{"workers", WorkersOf(settings_.config)}});
    while (!Done()) {
      Tend();
      ClaimJobs();
      GiveOut();
      Wait();
    }
    End();
    if (!failed_) return {};
    return Fail(ErrorCode::kWorkerDied, "the intake process was ended by somebody else; start the service again");
  }

 private:
  struct Begun {
    std::shared_ptr<const Reading> reading;
    std::string sha256;   // of the document
    std::int64_t ms = 0;  // steady
  };

  std::int64_t Now() const { return parts_.clock.SteadyMs(); }

  // What depends on the configuration.
  void UseSettings() {
    const WatchConfig& config = settings_.config;
    links_.emplace(config.links, config.database + ".blobs", parts_.files, *queue_, parts_.log);
    schedule_.LimitScans(static_cast<std::size_t>(WorkersOf(config)) + 1);
    next_links_ms_ = 0;
    renew_crew_ = true;
  }

  bool AnythingRuns() const {
    return std::any_of(running_.begin(), running_.end(), [](const auto& work) { return work.has_value(); });
  }

  // A new crew comes when nobody works.
  void RenewCrew() {
    if (!renew_crew_ || AnythingRuns()) return;
    crew_.emplace(CrewFor(settings_.config),
                  [this](std::size_t slot, WorkerReply reply) { Finished(slot, std::move(reply)); });
    running_.assign(crew_->size(), std::nullopt);
    renew_crew_ = false;
  }

  void Tend() {
    std::vector<db::Lease> held;
    const auto leases = schedule_.Leases();
    for (const auto& [number, lease] : leases) held.push_back(lease);
    for (const db::Lease& lost : desk_.Tend(held, reading_->configuration.Base())) {
      for (const auto& [number, lease] : leases) {
        if (lease.document != lost.document || !schedule_.Take(number)) continue;
        DropKept(lease.document, begun_.at(number).sha256);
        Forget(number);
        parts_.log.Warning("lease-lost", {{"document", lost.document}});
      }
    }
    const std::int64_t now_ms = Now();
    if (now_ms >= next_refresh_ms_) Refresh(now_ms);
    if (now_ms >= next_links_ms_) {
      next_links_ms_ = now_ms + kLinksMs;
      (void)links_->Make(std::nullopt);  // what fails is owed on
    }
  }

  // What people have confirmed since is used for what is begun from now on.
  void Refresh(std::int64_t now_ms) {
    next_refresh_ms_ = now_ms + kRefreshMs;
    auto reading = MakeReading(settings_, *store_, parts_.make_work);
    if (reading && !((*reading)->configuration == reading_->configuration)) reading_ = *std::move(reading);
  }

  void ClaimJobs() {
    if (stopping_) return;
    const std::size_t ahead = kAheadPerWorker * static_cast<std::size_t>(WorkersOf(settings_.config));
    if (schedule_.unbegun() > ahead / 2) return;
    const int most = static_cast<int>(ahead - schedule_.unbegun());
    for (db::ClaimedJob& job : desk_.Claim({most, schedule_.room_for_scans()})) {
      std::string path = db::BlobPath(settings_.config.database + ".blobs", job.sha256);
      const bool last_attempt = job.attempt >= settings_.config.retry.attempts;
      std::string sha256 = job.sha256;
      begun_[schedule_.Add(std::move(job), std::move(path), last_attempt)] = {reading_, std::move(sha256), Now()};
    }
  }

  void GiveOut() {
    RenewCrew();
    if (renew_crew_ || Now() < begin_again_ms_) return;
    for (std::size_t slot = 0; slot < crew_->size(); ++slot) {
      if (running_[slot]) continue;
      using Taste = JobSchedule::Taste;
      const Taste taste = slot == 0 ? Taste::kPagesFirst : slot + 1 == crew_->size() ? Taste::kNoPages : Taste::kAny;
      std::optional<JobSchedule::Work> work = NextForAWorker(taste);
      if (work) Begin(slot, *std::move(work));
    }
  }

  // What was done before is finished at once.
  std::optional<JobSchedule::Work> NextForAWorker(JobSchedule::Taste taste) {
    for (;;) {
      std::optional<JobSchedule::Work> work = schedule_.Next(taste);
      if (!work) return std::nullopt;
      StepMemory* const memory = begun_.at(work->job).reading->memory.get();
      std::optional<std::string> known = memory != nullptr ? memory->Recall(&work->message) : std::nullopt;
      if (!known) return work;
      Ended(*work, {WorkerReply::Outcome::kAnswered, *std::move(known), ""});
    }
  }

  void Begin(std::size_t slot, JobSchedule::Work work) {
    const Reading& reading = *begun_.at(work.job).reading;
    CrewWork begun;
    begun.callbacks = reading.callbacks;
    begun.message = reading.memory != nullptr ? work.message : std::move(work.message);
    const bool page = work.step == JobSchedule::Step::kPart;
    begun.limit_seconds = page ? reading.limits.page_timeout_seconds : reading.limits.timeout_seconds;
    // What a file does to the worker that opens it costs an attempt of its job; a page has no other.
    begun.tries = work.step == JobSchedule::Step::kOpen ? 1 : 2;
    running_[slot] = std::move(work);
    crew_->Begin(slot, std::move(begun));
  }

  void Finished(std::size_t slot, WorkerReply reply) {
    const JobSchedule::Work work = *std::exchange(running_[slot], std::nullopt);
    StepMemory* const memory = begun_.at(work.job).reading->memory.get();
    if (memory != nullptr && reply.outcome == WorkerReply::Outcome::kAnswered) {
      memory->Learn(work.message, &reply.bytes);
    }
    Ended(work, std::move(reply));
  }

  void Ended(const JobSchedule::Work& work, WorkerReply reply) {
    std::optional<JobSchedule::Ended> ended = schedule_.Finish(work, std::move(reply));
    if (ended) ended_.emplace_back(work.job, *std::move(ended));
  }

  // After the crew's round, because what follows may stop workers.
  void Conclude() {
    for (auto& [number, ended] : std::exchange(ended_, {})) {
      const Begun begun = begun_.at(number);
      Forget(number);
      if (ended.one_scan_too_many) ended.job.lane = db::Lane::kScan;
      const bool not_started = ended.reply.outcome == WorkerReply::Outcome::kNotStarted;
      if (not_started) PauseBegin();
      if (ended.one_scan_too_many || not_started) {
        desk_.Return({&ended.job, 1});
        continue;
      }
      desk_.MoreJobs();
      Conclusion conclusion{std::move(ended.job), {}, begun.reading->configuration.Base(), begun.ms};
      if (ended.reply.outcome != WorkerReply::Outcome::kAnswered) {
        conclusion.outcome = JobErrorOf(ended.reply);
      } else if (std::optional<Result<Document>> document = DecodeResult(ended.reply.bytes); !document) {
        conclusion.outcome = JobErrorOf(WorkerReply{WorkerReply::Outcome::kCrashed, "", "gave no usable answer"});
      } else if (!*document) {
        conclusion.outcome = JobErrorOf(document->error());
      } else {
        conclusion.run = begun.reading->configuration.For(**document);
        conclusion.outcome = **std::move(document);
      }
      desk_.Conclude(std::move(conclusion));
    }
  }

  // The system gives no more processes, which is no fault of the job.
  void PauseBegin() {
    if (Now() < begin_again_ms_) return;
    begin_again_ms_ = Now() + kNoProcessMs;
    parts_.log.Error("no-process", {{"message", "The system gives no more processes; close other programs."}});
  }

  // A lease was lost. Where the document was forgotten while it was read, what was kept of it since must not stay.
  void DropKept(std::int64_t document, const std::string& sha256) {
    const Result<db::Job> job = queue_->Get(document);
    if (job || job.error().code == ErrorCode::kStore) return;
    (void)db::StageCache(db::StagesFolder(settings_.config.database), 0).Forget(sha256);
  }

  // Nobody works on this job any more.
  void Forget(std::uint64_t number) {
    begun_.erase(number);
    for (std::size_t slot = 0; slot < running_.size(); ++slot) {
      if (!running_[slot] || running_[slot]->job != number) continue;
      crew_->Abandon(slot);
      running_[slot].reset();
    }
  }

  void Wait() {
    pollfd fds[] = {
        {stopping_ ? -1 : parts_.stop_fd, POLLIN, 0}, {parts_.reload_fd, POLLIN, 0}, {intake_.fd(), POLLIN, 0}};
    std::int64_t next_ms = std::min({desk_.next_ms(), next_refresh_ms_, next_links_ms_});
    if (stopping_) next_ms = std::min(next_ms, stop_ms_);
    if (begin_again_ms_ > Now()) next_ms = std::min(next_ms, begin_again_ms_);
    // Something was over before the wait began.
    if (!ended_.empty()) next_ms = Now();
    const std::int64_t wait_ms = std::max<std::int64_t>(next_ms - Now(), 0);
    crew_->Wait(fds, WorkerCrew::Clock::now() + std::chrono::milliseconds(wait_ms));
    Conclude();
    (void)links_->Flush();
    if (fds[0].revents != 0) BeginStop();
    if (fds[1].revents != 0) Reload();
    if (fds[2].revents != 0) HearIntake();
  }

  void HearIntake() {
    const SideProcess::News news = intake_.Read();
    if (news.poked) {
      desk_.MoreJobs();
      next_links_ms_ = std::min(next_links_ms_, Now() + kLinksSoonMs);
    }
    if (news.ended && !stopping_) {
      // It ends when told to, or when somebody killed it; only a new service, without a database open, can make
      // another.
      failed_ = true;
      BeginStop();
    }
  }

  void BeginStop() {
    stopping_ = true;
    stop_ms_ = Now() + Ms(settings_.config.service.stop_seconds);
    parts_.log.Info("stops", {{"jobs", schedule_.size()}});
    intake_.SayEnd();
    desk_.Return(schedule_.TakeUnbegun());
  }

  bool Done() const {
    if (!stopping_) return false;
    if (Now() >= stop_ms_) return true;
    return schedule_.size() == 0 && desk_.idle() && !intake_.running();
  }

  void End() {
    crew_->Dismiss();
    desk_.Return(schedule_.TakeAll());
    desk_.Flush();
    (void)links_->Make(std::nullopt);
    (void)links_->Flush();
    parts_.log.Info("ends");
  }

  void Reload() {
    std::uint64_t count = 0;
    [[maybe_unused]] const ssize_t n = read(parts_.reload_fd, &count, sizeof count);
    Result<WatchSettings> changed = parts_.reload();
    if (changed) changed = Allowed(*std::move(changed));
    Result<std::shared_ptr<const Reading>> reading =
        changed ? MakeReading(*changed, *store_, parts_.make_work) : tl::unexpected<Error>(changed.error());
    if (!reading) {
      parts_.log.Error("reload-refused", {{"message", reading.error().message}});
      return;
    }
    settings_ = *std::move(changed);
    reading_ = *std::move(reading);
    UseSettings();
    intake_.SayReload();
    parts_.log.Info("reloaded");
  }

  Result<WatchSettings> Allowed(WatchSettings changed) const {
    const WatchConfig& now = settings_.config;
    if (changed.config.inbox == now.inbox && changed.config.database == now.database &&
        changed.config.retry == now.retry && changed.config.log_format == now.log_format &&
        changed.config.service.lease_seconds == now.service.lease_seconds) {
      return changed;
    }
    return Fail(ErrorCode::kConfiguration,
                "inbox, database, retry, log and service.lease_seconds are not changed while the service runs; restart"
                " it");
  }

  WatchSettings settings_;
  const WatchParts& parts_;
  const std::unique_ptr<db::JobQueue> queue_;
  const std::unique_ptr<db::Store> store_;
  SideProcess& intake_;
  JobDesk desk_;
  std::optional<LinkKeeper> links_;
  std::shared_ptr<const Reading> reading_;  // for what is begun
  JobSchedule schedule_;
  std::map<std::uint64_t, Begun> begun_;  // of the schedule's jobs
  std::optional<WorkerCrew> crew_;
  std::vector<std::optional<JobSchedule::Work>> running_;  // of each slot
  std::vector<std::pair<std::uint64_t, JobSchedule::Ended>> ended_;
  bool renew_crew_ = true;
  std::int64_t next_refresh_ms_ = 0, next_links_ms_ = 0, begin_again_ms_ = 0;
  bool stopping_ = false, failed_ = false;
  std::int64_t stop_ms_ = 0;
};

}  // namespace

Result<void> RunWatch(WatchSettings settings, const WatchParts& parts) {
  // Makes the database and brings it up to date, for the intake to find; closed again before processes are made.
  if (const auto made = db::OpenStore(settings.config.database, db::OpenMode::kCreate); !made) {
    return tl::unexpected<Error>(made.error());
  }
  SideProcess intake;
  if (!intake.Start([&](SideProcess::Line line) { return SuperviseIntake(settings, parts, line); }, parts.lock_fd)) {
    return Fail(ErrorCode::kConfiguration, "the system gives no more processes; close other programs");
  }
  auto queue =
      db::OpenJobQueue(settings.config.database, db::OpenMode::kExisting, QueueOptions(settings.config, parts.clock));
  if (!queue) return tl::unexpected<Error>(queue.error());
  auto store = db::OpenStore(settings.config.database, db::OpenMode::kExisting);
  if (!store) return tl::unexpected<Error>(store.error());
  return WatchService(std::move(settings), parts, *std::move(queue), *std::move(store), intake).Run();
}

}  // namespace labintake::pipeline
