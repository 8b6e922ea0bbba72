#include "pipeline/service/links.h"

#include <fmt/format.h>

#include <cerrno>
#include <cstring>
#include <utility>

#include "db/blob_batch.h"

namespace labintake::pipeline {
namespace {

const std::string kNone;

// "report.pdf" and 12 make "report-12.pdf".
std::string Numbered(const std::string& name, std::int64_t document, std::int64_t arrival) {
  const std::size_t dot = name.rfind('.');
  const std::size_t at = dot == std::string::npos || dot == 0 ? name.size() : dot;
  std::string number = fmt::format("-{}", document);
  if (arrival != 0) number += fmt::format("-{}", arrival);
  return name.substr(0, at) + number + name.substr(at);
}

std::string ReasonText(const db::OwedLink& owed) {
  std::string sentence = owed.reason;
  if (!sentence.empty() && sentence.back() != '.') sentence += '.';
  return fmt::format(
      "This file could not be read: {}\n\n"
      "Document {}. Nothing of it was lost; it waits among what people look through.\n"
      "Once the cause is gone, have it read again with: labintake jobs retry {} --db DATABASE\n",
      sentence, owed.document, owed.document);
}

}  // namespace

Links::Links(LinkFolders folders, std::string blobs, db::FileSystem& files)
    : folders_(std::move(folders)), blobs_(std::move(blobs)), files_(files) {}

const std::string& Links::FolderFor(db::LinkKind kind) const {
  switch (kind) {
    case db::LinkKind::kProcessed: return folders_.processed;
    case db::LinkKind::kDuplicate: return folders_.duplicates;
    case db::LinkKind::kFailed: return folders_.failed;
    case db::LinkKind::kNone: break;
  }
  return kNone;
}

// The path of the link, under the first name that is free or is this link already.
db::IoResult<std::string> Links::Place(const std::string& folder, const db::OwedLink& owed) {
  std::string client_folder = folder;
  if (!owed.client.empty()) client_folder += "/" + owed.client;
  for (const std::string& made : {folder, client_folder}) {
    if (auto done = files_.MakeFolder(made); !done) return tl::unexpected(done.error());
  }
  const std::string target = db::BlobPath(blobs_, owed.sha256);
  int error = EEXIST;
  for (const std::string& name :
       {owed.name, Numbered(owed.name, owed.document, 0), Numbered(owed.name, owed.document, owed.arrival)}) {
    std::string path = client_folder + "/" + name;
    const db::IoResult<void> made = files_.MakeLink(target, path);
    if (made || (made.error() == EEXIST && files_.ReadLink(path).value_or("") == target)) return path;
    error = made.error();
    if (error != EEXIST) break;
  }
  return tl::unexpected(error);
}

db::IoResult<void> Links::WriteReason(const std::string& link, const db::OwedLink& owed) {
  const std::string path = link + db::kReasonEnd;
  // Of an earlier failure, or cut short by a crash.
  (void)files_.Remove(path);
  const db::IoResult<int> fd = files_.Create(path);
  if (!fd) return tl::unexpected(fd.error());
  const db::IoResult<void> written = files_.WriteAll(*fd, ReasonText(owed));
  const db::IoResult<void> closed = files_.Close(*fd);
  return written ? closed : written;
}

Result<db::MadeLink> Links::Make(const db::OwedLink& owed) {
  const std::string& folder = FolderFor(owed.kind);
  db::MadeLink made;
  if (!folder.empty()) {
    db::IoResult<std::string> path = Place(folder, owed);
    db::IoResult<void> reason;
    if (path && owed.kind == db::LinkKind::kFailed) reason = WriteReason(*path, owed);
    if (!path || !reason) {
      return Fail(ErrorCode::kStore,
                  fmt::format("The link to a document cannot be made in the folder '{}' ({}).", db::ToString(owed.kind),
                              std::strerror(path ? reason.error() : path.error())));
    }
    made = {owed.kind, *std::move(path)};
  }
  if (!owed.old_link.empty() && owed.old_link != made.path) {
    (void)files_.Remove(owed.old_link);
    (void)files_.Remove(owed.old_link + db::kReasonEnd);
  }
  return made;
}

}  // namespace labintake::pipeline
