// Links to documents under the names that their files had, for people who look for them: folders for what was
// processed, for duplicates, and for what failed, with a readable reason beside each of the last.
//
// A link points into the store. It lies under its client's name: `failed/C17/report.pdf`, and beside it
// `failed/C17/report.pdf.reason.txt`. Where the name is taken by another document, the document's id is put in:
// `report-12.pdf`. Making a link that is there already does no harm. Not thread-safe.
#pragma once

#include <string>

#include "db/file_system.h"
#include "db/job_queue.h"
#include "model/error.h"

namespace labintake::pipeline {

// Absolute; "" for no links of this kind.
struct LinkFolders {
  std::string processed, duplicates, failed;
  bool any() const { return !processed.empty() || !duplicates.empty() || !failed.empty(); }
  bool operator==(const LinkFolders&) const = default;
};

class Links {
 public:
  // `blobs`: the store's folder of files, absolute. `files` must outlive this.
  Links(LinkFolders folders, std::string blobs, db::FileSystem& files);

  // Makes the link and removes the one in whose place it comes. Error kStore: it could not be made; again later.
  Result<db::MadeLink> Make(const db::OwedLink& owed);

 private:
  const std::string& FolderFor(db::LinkKind kind) const;
  db::IoResult<std::string> Place(const std::string& folder, const db::OwedLink& owed);
  db::IoResult<void> WriteReason(const std::string& link, const db::OwedLink& owed);

  const LinkFolders folders_;
  const std::string blobs_;
  db::FileSystem& files_;
};

}  // namespace labintake::pipeline
