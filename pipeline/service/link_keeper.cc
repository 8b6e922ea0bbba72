#include "pipeline/service/link_keeper.h"

#include <algorithm>
#include <utility>

namespace labintake::pipeline {
namespace {

// So many share a transaction.
constexpr std::size_t kNotes = 64;

}  // namespace

LinkKeeper::LinkKeeper(LinkFolders folders, const std::string& blobs, db::FileSystem& files, db::JobQueue& queue,
                       EventLog& log)
    : wanted_(folders.any()), links_(std::move(folders), blobs, files), queue_(queue), log_(log) {}

Result<void> LinkKeeper::Make(std::optional<std::int64_t> document) {
  if (!wanted_) return {};
  // What was made and not told yet would be owed again.
  if (!document) {
    if (auto told = Flush(); !told) return told;
  }
  return MakeAll(queue_.LinksOwed(document));
}

Result<void> LinkKeeper::Replace() {
  if (!wanted_) return {};
  return MakeAll(queue_.LinksToReplace());
}

Result<void> LinkKeeper::MakeAll(const Result<std::vector<db::OwedLink>>& owed) {
  if (!owed) return tl::unexpected<Error>(owed.error());
  for (const db::OwedLink& link : *owed) {
    Result<db::MadeLink> made = links_.Make(link);
    if (made) {
      notes_.push_back({.arrival = link.arrival, .link = *std::move(made)});
    } else if (!std::exchange(complained_, true)) {
      log_.Warning("link-not-made", {{"document", link.document}, {"message", made.error().message}});
    }
  }
  if (notes_.size() >= kNotes) return Flush();
  return {};
}

Result<void> LinkKeeper::Flush() {
  if (notes_.empty()) return {};
  Result<void> told = queue_.Note(notes_);
  if (told) notes_.clear();
  return told;
}

}  // namespace labintake::pipeline
