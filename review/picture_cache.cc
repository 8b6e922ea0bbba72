#include "review/picture_cache.h"

#include <utility>

namespace labintake::review {

std::shared_ptr<const std::string> PictureCache::Find(const std::string& key) {
  const std::lock_guard lock(mutex_);
  const auto found = by_key_.find(key);
  if (found == by_key_.end()) return nullptr;
  entries_.splice(entries_.begin(), entries_, found->second);
  return found->second->picture;
}

void PictureCache::Keep(const std::string& key, std::shared_ptr<const std::string> picture) {
  if (picture->size() > max_bytes_ / 4) return;
  const std::lock_guard lock(mutex_);
  if (by_key_.contains(key)) return;
  bytes_ += picture->size();
  entries_.push_front({key, std::move(picture)});
  by_key_[key] = entries_.begin();
  while (bytes_ > max_bytes_) {
    bytes_ -= entries_.back().picture->size();
    by_key_.erase(entries_.back().key);
    entries_.pop_back();
  }
}

}  // namespace labintake::review
