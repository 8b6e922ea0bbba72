// Pictures that were drawn lately, so that paging back and two people on one document cost nothing. In memory only.
// Thread-safe.
#pragma once

#include <cstddef>
#include <list>
#include <map>
#include <memory>
#include <mutex>
#include <string>

namespace labintake::review {

class PictureCache {
 public:
  explicit PictureCache(std::size_t max_bytes) : max_bytes_(max_bytes) {}

  // nullptr where it is not there.
  std::shared_ptr<const std::string> Find(const std::string& key);
  // Makes room by dropping what was not asked for longest. A picture over a quarter of the room is not kept.
  void Keep(const std::string& key, std::shared_ptr<const std::string> picture);

 private:
  struct Entry {
    std::string key;
    std::shared_ptr<const std::string> picture;
  };

  const std::size_t max_bytes_;
  std::mutex mutex_;
  std::list<Entry> entries_;  // the one asked for last comes first
  std::map<std::string, std::list<Entry>::iterator> by_key_;
  std::size_t bytes_ = 0;
};

}  // namespace labintake::review
