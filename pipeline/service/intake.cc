#include "pipeline/service/intake.h"

#include <algorithm>
#include <cstring>
#include <utility>
#include <vector>

namespace labintake::pipeline {
namespace {

constexpr std::size_t kMostCandidates = 10'000;
// A group's files share the waits for the disk; the bounds keep a turn short.
constexpr std::size_t kGroupFiles = 64;
constexpr std::uint64_t kGroupBytes = 64 << 20;
// Of folders below the inbox: more is a mistake, or a loop of mounts.
constexpr int kDeepest = 8;

}  // namespace

Intake::Intake(IntakeOptions options, const Parts& parts)
    : options_(std::move(options)),
      parts_(parts),
      taker_(options_.taker, parts.rules, parts.files, parts.queue),
      settling_(options_.settle_ms, kMostCandidates),
      group_(kGroupFiles) {}

Intake::TurnEnd Intake::Turn() {
  const std::int64_t now_ms = parts_.clock.SteadyMs();
  if (now_ms < paused_until_ms_) return {paused_until_ms_ - now_ms, 0};
  const bool was_paused = !paused_because_.empty();
  paused_until_ms_ = 0;
  if (!recalled_) {
    const Result<void> recalled = taker_.Recall();
    recalled_ = recalled.has_value();
    if (!recalled) Pause(recalled.error().message, now_ms);
  }
  if (parts_.events != nullptr) ReadEvents(now_ms);
  if (now_ms >= next_scan_ms_ || was_paused || (scan_again_ && settling_.size() < kMostCandidates / 2)) Scan(now_ms);
  const int taken = paused_until_ms_ == 0 ? TakeRipe(now_ms) : 0;
  // Without files to take, what left the inbox is recorded by itself; if that fails, with the next ones.
  if (taken == 0 && paused_until_ms_ == 0) (void)taker_.FlushNotes();
  if (was_paused && paused_until_ms_ == 0) {
    paused_because_.clear();
    parts_.log.Info("intake-resumed");
  }
  return {WaitMs(now_ms, taken), taken};
}

std::int64_t Intake::WaitMs(std::int64_t now_ms, int taken) const {
  if (paused_until_ms_ > 0) return paused_until_ms_ - now_ms;
  if (queue_was_full_) return options_.pause_ms;
  if (taken > 0) return 0;
  std::int64_t next = next_scan_ms_;
  if (const auto ripe = settling_.NextMs()) next = std::min(next, *ripe);
  return std::max<std::int64_t>(next - now_ms, 0);
}

void Intake::Pause(const std::string& why, std::int64_t now_ms) {
  paused_until_ms_ = now_ms + options_.pause_ms;
  if (paused_because_ == why) return;
  paused_because_ = why;
  parts_.log.Error("intake-paused", {{"message", why}});
}

void Intake::ReadEvents(std::int64_t now_ms) {
  const FolderEvents::Batch batch = parts_.events->Read();
  if (batch.lost) next_scan_ms_ = now_ms;
  for (const std::string& path : batch.paths) {
    const std::string below = path.substr(options_.taker.inbox.size() + 1);
    LookAt(below, static_cast<int>(std::count(below.begin(), below.end(), '/')) + 1, now_ms);
  }
}

void Intake::Scan(std::int64_t now_ms) {
  scan_again_ = false;
  if (!ScanFolder("", 0, now_ms)) {
    Pause("The inbox cannot be read; check that it is there and its permissions.", now_ms);
    return;
  }
  next_scan_ms_ = now_ms + options_.scan_ms;
  for (auto it = left_.begin(); it != left_.end();) {
    const auto& [info, arrival] = it->second;
    const bool done = arrival != 0 ? taker_.Remove({it->first, info, false}, arrival)
                                   : !parts_.files.Stat(options_.taker.inbox + "/" + it->first);
    it = done ? left_.erase(it) : std::next(it);
  }
}

bool Intake::ScanFolder(const std::string& folder, int depth, std::int64_t now_ms) {
  const std::string full = folder.empty() ? options_.taker.inbox : options_.taker.inbox + "/" + folder;
  // Watched before it is read, so that nothing comes in between unseen.
  if (parts_.events != nullptr && !parts_.events->Watch(full) && std::exchange(events_work_, false)) {
    parts_.log.Warning("no-events", {{"message",
                                      "The system gives no more watches of folders (fs.inotify.max_user_watches); "
                                      "files are found by regular looks."}});
  }
  db::IoResult<std::vector<std::string>> names = parts_.files.List(full);
  if (!names) return false;
  std::sort(names->begin(), names->end());
  for (const std::string& name : *names) LookAt(folder.empty() ? name : folder + "/" + name, depth + 1, now_ms);
  return true;
}

void Intake::LookAt(const std::string& path, int depth, std::int64_t now_ms) {
  if (parts_.rules.Skips(path) || depth > kDeepest) return;
  const db::IoResult<db::FileInfo> info = parts_.files.Stat(options_.taker.inbox + "/" + path);
  if (!info) {
    settling_.Forget(path);
  } else if (info->kind == db::EntryKind::kFolder) {
    // One that cannot be read, or is gone again, holds nobody up.
    ScanFolder(path, depth, now_ms);
  } else if (info->kind == db::EntryKind::kFile) {
    LookAtFile(path, *info, now_ms);
  }
}

void Intake::LookAtFile(const std::string& path, const db::FileInfo& info, std::int64_t now_ms) {
  const auto left = left_.find(path);
  if (left != left_.end() && left->second.first != info) {
    left_.erase(left);
  } else if (left != left_.end() && left->second.second != 0) {
    return;
  }
  const bool urgent = parts_.rules.PlaceOf(path).priority == db::Priority::kUrgent;
  if (!settling_.Look({path, info, urgent}, now_ms)) scan_again_ = true;
}

bool Intake::QueueIsFull() {
  if (options_.most_queued == 0) return false;
  const Result<db::JobCounts> counts = parts_.queue.Count();
  const bool full = counts && counts->open() >= options_.most_queued;
  if (full && !queue_was_full_) parts_.log.Info("queue-full", {{"documents", counts->open()}});
  return queue_was_full_ = full;
}

int Intake::TakeRipe(std::int64_t now_ms) {
  const std::vector<Candidate> ripe = settling_.Ripe(now_ms, group_, kGroupBytes);
  if (ripe.empty()) queue_was_full_ = false;
  if (ripe.empty() || QueueIsFull()) return 0;
  const Result<std::vector<Taken>> taken = taker_.Take(ripe);
  if (!taken) {
    // One file of the group may be to blame: they are tried one by one.
    group_ = 1;
    settling_.Restart(ripe.front().path, now_ms);
    Pause(taken.error().message, now_ms);
    return 0;
  }
  group_ = kGroupFiles;
  int count = 0;
  bool no_room = false;
  for (std::size_t i = 0; i < ripe.size(); ++i) {
    const TakeOutcome outcome = (*taken)[i].outcome;
    no_room = no_room || outcome == TakeOutcome::kNoRoom;
    count += outcome == TakeOutcome::kTaken || outcome == TakeOutcome::kStays;
    Settle(ripe[i], (*taken)[i], now_ms);
  }
  if (no_room) Pause("The disk that holds the store is full; make room, and the intake goes on by itself.", now_ms);
  return count;
}

void Intake::Settle(const Candidate& candidate, const Taken& taken, std::int64_t now_ms) {
  switch (taken.outcome) {
    case TakeOutcome::kTaken:
    case TakeOutcome::kStays:
      settling_.Forget(candidate.path);
      left_.erase(candidate.path);
      if (taken.arrival.kind != db::Arrival::Kind::kKnown) {
        parts_.log.Info(taken.arrival.kind == db::Arrival::Kind::kNew ? "taken" : "duplicate",
                        {{"document", taken.arrival.document}, {"bytes", candidate.info.size}});
      }
      if (taken.outcome == TakeOutcome::kTaken) break;
      left_[candidate.path] = {candidate.info, taken.arrival.id};
      parts_.log.Warning("cannot-remove", {{"document", taken.arrival.document},
                                           {"message",
                                            "The file was taken but cannot be removed from the inbox; "
                                            "check the permissions of its folder."}});
      break;
    case TakeOutcome::kUnreadable:
      // The next regular look tries again.
      settling_.Forget(candidate.path);
      if (!left_.emplace(candidate.path, std::pair(candidate.info, 0)).second) break;
      // Without a document there is no id; the inode finds the file (find -inum) and says nothing about a person.
      parts_.log.Warning("cannot-read", {{"inode", candidate.info.inode},
                                         {"reason", std::strerror(taken.error)},
                                         {"message", "A file of the inbox cannot be read; it is left there."}});
      break;
    case TakeOutcome::kGone: settling_.Forget(candidate.path); break;
    case TakeOutcome::kNotComplete:
    case TakeOutcome::kNoRoom:
      settling_.Restart(candidate.path, now_ms);
      LookAt(candidate.path, 0, now_ms);
      break;
  }
}

}  // namespace labintake::pipeline
