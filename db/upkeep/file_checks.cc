#include "db/upkeep/file_checks.h"

#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <set>
#include <utility>

#include "db/digest.h"
#include "db/file_system.h"
#include "db/temporary_file.h"

namespace labintake::db {
namespace {

// A file is on disk before its row is; the transaction in between may wait for others.
constexpr int kBeingStoredSeconds = 3600;
// A file that was made this instant has no lock yet.
constexpr int kBeingBegunSeconds = 60;

std::string ShortHash(const std::string& sha256) { return sha256.substr(0, 12) + "..."; }

void CheckEntry(const FolderEntry& entry, mode_t expected, uid_t owner, bool repair, std::vector<Problem>& problems) {
  if (entry.owner != owner) {
    problems.push_back({"owner", entry.path,
                        "It belongs to another user than the database; give it to the database's owner (chown)."});
  }
  if (entry.mode == expected) return;
  Problem problem{
      "mode", entry.path,
      fmt::format("Its permissions are {:04o} instead of {:04o}; run doctor with --repair.", entry.mode, expected)};
  problem.repaired = repair && chmod(entry.path.c_str(), expected) == 0;
  problems.push_back(std::move(problem));
}

}  // namespace

std::vector<Problem> CompareFiles(const BlobFolder& folder, const NamedFiles& named,
                                  const std::function<bool(const std::string& sha256)>& still_named, std::int64_t now) {
  std::vector<Problem> problems;
  std::set<std::string> there;
  for (const FolderEntry& file : folder.kept) {
    there.insert(file.sha256);
    const auto known = named.find(file.sha256);
    if (known == named.end()) {
      if (now - file.changed <= kBeingStoredSeconds) continue;
      problems.push_back({"file-orphaned", file.sha256,
                          fmt::format("The file {} belongs to no document, because a process was killed before it had "
                                      "stored it; process its original again, or delete it at {}.",
                                      ShortHash(file.sha256), file.path)});
    } else if (known->second.size != file.size) {
      problems.push_back(
          {"file-size", file.sha256,
           fmt::format("The file {} of document {} has {} bytes instead of {}; restore {} from a backup.",
                       ShortHash(file.sha256), known->second.document, file.size, known->second.size, file.path)});
    }
  }
  for (const auto& [sha256, file] : named) {
    if (file.document == 0) {
      problems.push_back(
          {"file-unused", sha256,
           fmt::format("The database names the file {} without a document; restore a backup.", ShortHash(sha256))});
    }
    if (there.contains(sha256) || !still_named(sha256)) continue;
    problems.push_back({"file-missing", sha256,
                        fmt::format("The file {} of document {} is missing; process its original again, or restore the "
                                    "file from a backup.",
                                    ShortHash(sha256), file.document)});
  }
  return problems;
}

std::vector<Problem> HashFiles(const BlobFolder& folder, const FileProgress& progress) {
  std::vector<Problem> problems;
  std::size_t done = 0;
  for (const FolderEntry& file : folder.kept) {
    const std::optional<std::string> hash = FileSha256Hex(file.path);
    struct stat info {};
    if (!hash && stat(file.path.c_str(), &info) == 0) {
      problems.push_back({"file-unreadable", file.sha256,
                          fmt::format("The file {} cannot be read; check its permissions and the disk.", file.path)});
    } else if (hash && *hash != file.sha256) {
      problems.push_back({"file-damaged", file.sha256,
                          fmt::format("The bytes of {} are not those that were stored; restore the file from a backup, "
                                      "or delete it and process its original again.",
                                      file.path)});
    }
    if (progress) progress(++done, folder.kept.size());
  }
  return problems;
}

std::vector<Problem> CheckDatabaseFiles(const std::string& database, bool repair) {
  std::vector<Problem> problems;
  struct stat info {};
  if (stat(database.c_str(), &info) != 0) return problems;
  const uid_t owner = info.st_uid;
  for (const char* suffix : {"", "-wal", "-shm"}) {
    const std::string path = database + suffix;
    if (stat(path.c_str(), &info) != 0) continue;
    CheckEntry({path, "", 0, 0, info.st_mode & 07777, info.st_uid}, 0600, owner, repair, problems);
  }
  return problems;
}

std::vector<Problem> CheckFolder(const std::string& database, const BlobFolder& folder, bool repair) {
  std::vector<Problem> problems;
  struct stat info {};
  if (stat(database.c_str(), &info) != 0) return problems;
  const uid_t owner = info.st_uid;
  for (const FolderEntry& entry : folder.folders) CheckEntry(entry, 0700, owner, repair, problems);
  for (const FolderEntry& entry : folder.kept) CheckEntry(entry, 0600, owner, repair, problems);
  if (!folder.strangers.empty()) {
    // Their names are not repeated: somebody else gave them.
    problems.push_back({"stranger", folder.folders.front().path,
                        fmt::format("Things in this folder of the store did not come from the store ({}); move what is "
                                    "yours elsewhere.",
                                    folder.strangers.size())});
  }
  return problems;
}

std::vector<Problem> CheckLeftovers(const std::string& folder, std::int64_t now, bool repair) {
  FileSystem& files = RealFileSystem();
  std::vector<std::string> old;
  for (std::string& path : Leftovers(files, folder)) {
    struct stat info {};
    if (stat(path.c_str(), &info) == 0 && now - info.st_mtime > kBeingBegunSeconds) old.push_back(std::move(path));
  }
  if (repair) RemoveLeftovers(files, folder);
  std::vector<Problem> problems;
  for (const std::string& path : old) {
    problems.push_back(
        {"leftover", path,
         "A process was killed while it wrote this temporary file; run doctor with --repair to remove it.",
         repair && access(path.c_str(), F_OK) != 0});
  }
  return problems;
}

}  // namespace labintake::db
