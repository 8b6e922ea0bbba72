#include "pipeline/service/inbox_rules.h"

#include <fnmatch.h>

#include <algorithm>
#include <utility>

namespace labintake::pipeline {
namespace {

// Beside names that begin with a dot (rsync, and most of the others). Ends: of browsers, WinSCP, FileZilla, wget, curl,
// SyncThing, editors; beginnings: of office programs; whole names: of Windows, macOS, NAS systems and file systems.
constexpr const char* kTemporary[] = {
    "*~",
    "*.part",
    "*.partial",
    "*.filepart",
    "*.crdownload",
    "*.download",
    "*.tmp",
    "*.temp",
    "*.swp",
    "*.swx",
    "*.lock",
    "*.!ut",
    "*.aria2",
    "~$*",
    "~*.tmp",
    "Thumbs.db",
    "ehthumbs.db",
    "desktop.ini",
    "@eaDir",
    "#recycle",
    "$RECYCLE.BIN",
    "lost+found",
    "System Volume Information",
};

bool Matches(const std::string& pattern, const std::string& text) {
  return fnmatch(pattern.c_str(), text.c_str(), FNM_CASEFOLD) == 0;
}

}  // namespace

InboxRules::InboxRules(std::vector<std::string> exclude, db::Priority priority)
    : exclude_(std::move(exclude)), priority_(priority) {}

bool InboxRules::Skips(std::string_view path) const {
  const std::string whole(path);
  const std::string name = whole.substr(whole.rfind('/') + 1);
  if (name.empty() || name.front() == '.') return true;
  const auto temporary = [&](const char* pattern) { return Matches(pattern, name); };
  if (std::any_of(std::begin(kTemporary), std::end(kTemporary), temporary)) return true;
  return std::any_of(exclude_.begin(), exclude_.end(),
                     [&](const std::string& pattern) { return Matches(pattern, name) || Matches(pattern, whole); });
}

InboxRules::Place InboxRules::PlaceOf(std::string_view path) const {
  Place place{"", priority_};
  std::size_t slash = path.find('/');
  if (slash != std::string_view::npos && path.substr(0, slash) == kUrgentFolder) {
    place.priority = db::Priority::kUrgent;
    path.remove_prefix(slash + 1);
    slash = path.find('/');
  }
  if (slash != std::string_view::npos) place.client = path.substr(0, slash);
  return place;
}

}  // namespace labintake::pipeline
