#include "pipeline/service/inbox_taker.h"

#include <cerrno>
#include <utility>

#include "extractors/image/picture_type.h"

namespace labintake::pipeline {
namespace {

constexpr std::size_t kChunk = 256 << 10;
// Readers look for the mark of a PDF that far.
constexpr std::size_t kHeadBytes = 1024;

// By the first bytes alone; the worker looks closer.
std::string MediaTypeOf(std::string_view head) {
  if (head.find("%PDF-") != std::string_view::npos) return "application/pdf";
  const std::string_view picture = image::PictureType(head);
  return picture.empty() ? "application/octet-stream" : std::string(picture);
}

std::string FolderOf(const std::string& path) { return path.substr(0, path.rfind('/')); }

// Closes at the end of a scope; a descriptor that was read from has nothing to lose.
class Reading {
 public:
  Reading(db::FileSystem& files, int fd) : files_(files), fd_(fd) {}
  ~Reading() { (void)files_.Close(fd_); }
  Reading(const Reading&) = delete;
  Reading& operator=(const Reading&) = delete;

 private:
  db::FileSystem& files_;
  int fd_;
};

}  // namespace

bool InboxTaker::HasRoomFor(std::uint64_t bytes) {
  const db::IoResult<std::uint64_t> free = files_.FreeBytes(FolderOf(options_.blobs));
  // Where the system cannot tell, writing will.
  return !free || *free >= bytes + options_.keep_free_bytes;
}

// kTaken when all bytes are in the batch. The error is that of the store's folder.
db::IoResult<TakeOutcome> InboxTaker::Copy(db::BlobBatch& batch, int fd, const Candidate& candidate, std::string* head,
                                           int* error) {
  std::string chunk(kChunk, '\0');
  std::uint64_t size = 0;
  for (;;) {
    const db::IoResult<std::size_t> n = files_.Read(fd, chunk.data(), chunk.size());
    if (!n) {
      *error = n.error();
      return TakeOutcome::kUnreadable;
    }
    if (*n == 0) break;
    const std::string_view bytes(chunk.data(), *n);
    size += *n;
    if (size > candidate.info.size) return TakeOutcome::kNotComplete;
    if (head->size() < kHeadBytes) *head += bytes.substr(0, kHeadBytes - head->size());
    if (auto written = batch.Write(bytes); !written) return tl::unexpected(written.error());
  }
  const db::IoResult<db::FileInfo> after = files_.StatOpen(fd);
  if (!after || *after != candidate.info || size != candidate.info.size) return TakeOutcome::kNotComplete;
  return TakeOutcome::kTaken;
}

Result<Taken> InboxTaker::ReadInto(db::BlobBatch& batch, const Candidate& candidate, Read* read) {
  const std::string path = PathOf(candidate);
  const db::IoResult<int> fd = files_.OpenToRead(path);
  if (!fd) {
    // A link that took the file's place is none of ours either (ELOOP).
    const bool gone = fd.error() == ENOENT || fd.error() == ELOOP;
    return Taken{gone ? TakeOutcome::kGone : TakeOutcome::kUnreadable, {}, fd.error()};
  }
  const Reading reading(files_, *fd);
  const db::IoResult<db::FileInfo> info = files_.StatOpen(*fd);
  if (!info || *info != candidate.info || !files_.NobodyWrites(*fd)) return Taken{TakeOutcome::kNotComplete, {}, 0};
  if (!HasRoomFor(info->size)) return Taken{TakeOutcome::kNoRoom, {}, 0};

  if (auto begun = batch.Begin(); !begun) return tl::unexpected<Error>(db::StoreError(begun.error()));
  Taken taken;
  std::string head;
  const db::IoResult<TakeOutcome> copied = Copy(batch, *fd, candidate, &head, &taken.error);
  if (!copied || *copied != TakeOutcome::kTaken) {
    batch.Drop();
    if (!copied) return tl::unexpected<Error>(db::StoreError(copied.error()));
    taken.outcome = *copied;
    return taken;
  }
  const db::Blob blob = batch.End();
  const InboxRules::Place place = rules_.PlaceOf(candidate.path);
  db::ArrivingFile& file = read->file;
  file.name = candidate.path.substr(candidate.path.rfind('/') + 1);
  file.client = place.client;
  file.priority = place.priority;
  file.sha256 = blob.sha256;
  file.size = blob.size;
  file.media_type = MediaTypeOf(head);
  file.place = path;
  file.inode = info->inode;
  file.modified_ns = info->modified_ns;
  file.wants_link = options_.wants_links;
  taken.outcome = TakeOutcome::kTaken;
  return taken;
}

Result<std::vector<Taken>> InboxTaker::Take(std::span<const Candidate> candidates) {
  db::BlobBatch batch(options_.blobs, files_);
  std::vector<Taken> taken(candidates.size());
  std::vector<Read> reads;
  for (std::size_t i = 0; i < candidates.size(); ++i) {
    Read read{i, {}};
    Result<Taken> one = ReadInto(batch, candidates[i], &read);
    if (!one) return tl::unexpected<Error>(one.error());
    taken[i] = *one;
    if (one->outcome == TakeOutcome::kTaken) reads.push_back(std::move(read));
  }
  if (reads.empty()) return taken;
  if (auto kept = batch.Keep(); !kept) return tl::unexpected<Error>(db::StoreError(kept.error()));

  std::vector<db::ArrivingFile> files;
  for (Read& read : reads) files.push_back(std::move(read.file));
  const Result<std::vector<db::Arrival>> arrivals = queue_.Enqueue(files, notes_);
  if (!arrivals) return tl::unexpected<Error>(arrivals.error());
  notes_.clear();
  // Bytes that no document has are removed when one is forgotten: who did that before Enqueue() saw none yet.
  for (const db::ArrivingFile& file : files) {
    if (!files_.Stat(db::BlobPath(options_.blobs, file.sha256))) {
      return Fail(ErrorCode::kStore,
                  "A file was removed from the store while it came in again; it is taken once more.");
    }
  }

  std::map<std::string, std::vector<std::int64_t>> removed;  // arrivals by folder
  for (std::size_t i = 0; i < reads.size(); ++i) {
    const Candidate& candidate = candidates[reads[i].index];
    Taken& one = taken[reads[i].index];
    one.arrival = (*arrivals)[i];
    if (RemoveFile(candidate)) {
      removed[FolderOf(PathOf(candidate))].push_back(one.arrival.id);
    } else {
      one.outcome = TakeOutcome::kStays;
    }
  }
  SyncAndNote(removed);
  return taken;
}

// True when the file that was read is no longer in the inbox. What has come in its place stays there.
bool InboxTaker::RemoveFile(const Candidate& candidate) {
  const std::string path = PathOf(candidate);
  const db::IoResult<db::FileInfo> now = files_.Stat(path);
  if (!now) return now.error() == ENOENT;
  if (*now != candidate.info) return true;
  const db::IoResult<void> removed = files_.Remove(path);
  return removed || removed.error() == ENOENT;
}

// What may come back after a power failure is not noted: it must be known then.
void InboxTaker::SyncAndNote(const std::map<std::string, std::vector<std::int64_t>>& removed) {
  for (const auto& [folder, arrivals] : removed) {
    if (!files_.SyncFolder(folder)) continue;
    for (const std::int64_t arrival : arrivals) notes_.push_back({.arrival = arrival, .removed = true});
  }
}

bool InboxTaker::Remove(const Candidate& candidate, std::int64_t arrival) {
  if (!RemoveFile(candidate)) return false;
  SyncAndNote({{FolderOf(PathOf(candidate)), {arrival}}});
  return true;
}

Result<void> InboxTaker::Recall() {
  const Result<std::vector<db::UnremovedFile>> files = queue_.NotRemoved(options_.inbox);
  if (!files) return tl::unexpected<Error>(files.error());
  std::map<std::string, std::vector<std::int64_t>> removed;
  for (const db::UnremovedFile& file : *files) {
    const db::IoResult<db::FileInfo> now = files_.Stat(file.place);
    const bool gone = now ? now->inode != file.inode || now->modified_ns != file.modified_ns
                          : now.error() == ENOENT || now.error() == ENOTDIR;
    if (gone) removed[FolderOf(file.place)].push_back(file.arrival);
  }
  SyncAndNote(removed);
  return {};
}

Result<void> InboxTaker::FlushNotes() {
  if (notes_.empty()) return {};
  Result<void> noted = queue_.Note(notes_);
  if (noted) notes_.clear();
  return noted;
}

}  // namespace labintake::pipeline
