#include "pipeline/service/settling.h"

#include <algorithm>
#include <tuple>
#include <utility>

namespace labintake::pipeline {

bool Settling::Look(Candidate candidate, std::int64_t now_ms) {
  const auto known = files_.find(candidate.path);
  if (known == files_.end()) {
    if (files_.size() >= most_) return false;
    std::string path = candidate.path;
    files_.emplace(std::move(path), Seen{std::move(candidate), now_ms, looks_++});
  } else if (known->second.candidate.info != candidate.info) {
    known->second.candidate.info = candidate.info;
    known->second.since_ms = now_ms;
  }
  return true;
}

void Settling::Restart(const std::string& path, std::int64_t now_ms) {
  const auto known = files_.find(path);
  if (known == files_.end()) return;
  known->second.since_ms = now_ms;
  known->second.order = looks_++;
}

std::vector<Candidate> Settling::Ripe(std::int64_t now_ms, std::size_t most, std::uint64_t bytes) const {
  std::vector<const Seen*> ripe;
  for (const auto& [path, seen] : files_) {
    if (now_ms - seen.since_ms >= settle_ms_) ripe.push_back(&seen);
  }
  std::sort(ripe.begin(), ripe.end(), [](const Seen* a, const Seen* b) {
    return std::tuple(!a->candidate.urgent, a->order) < std::tuple(!b->candidate.urgent, b->order);
  });
  std::vector<Candidate> candidates;
  std::uint64_t sum = 0;
  for (const Seen* seen : ripe) {
    sum += seen->candidate.info.size;
    if (candidates.size() == most || (sum > bytes && !candidates.empty())) break;
    candidates.push_back(seen->candidate);
  }
  return candidates;
}

std::optional<std::int64_t> Settling::NextMs() const {
  std::optional<std::int64_t> next;
  for (const auto& [path, seen] : files_) {
    const std::int64_t at = seen.since_ms + settle_ms_;
    if (!next || at < *next) next = at;
  }
  return next;
}

}  // namespace labintake::pipeline
