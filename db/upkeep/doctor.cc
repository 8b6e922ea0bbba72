#include "db/upkeep/doctor.h"

#include <fmt/format.h>
#include <sys/stat.h>
#include <time.h>

#include <iterator>
#include <utility>

#include "db/sqlite_connection.h"
#include "db/stage_cache.h"
#include "db/upkeep/blob_folder.h"
#include "db/upkeep/database_checks.h"
#include "db/upkeep/named_files.h"
#include "db/upkeep/stage_checks.h"

namespace labintake::db {
namespace {

// SQLite empties the log into the database every 4 MB (1000 pages), unless a reader that never ends keeps it from it.
constexpr std::int64_t kLargeWal = 64 << 20;

std::int64_t SizeOf(const std::string& path) {
  struct stat info {};
  return stat(path.c_str(), &info) == 0 ? info.st_size : 0;
}

void Append(std::vector<Problem>& problems, std::vector<Problem> more) {
  problems.insert(problems.end(), std::make_move_iterator(more.begin()), std::make_move_iterator(more.end()));
}

}  // namespace

Result<Examination> Examine(const std::string& path, const ExamineOptions& options) try {
  auto database = OpenToRead(path);
  if (!database) return tl::unexpected(database.error());
  const std::string blobs = path + ".blobs";
  const std::string folders[] = {blobs, StagesFolder(path)};
  Examination found;
  found.schema_version = database->execAndGet("PRAGMA user_version").getInt();
  found.database_bytes = SizeOf(path);
  found.wal_bytes = SizeOf(path + "-wal");
  found.problems = CheckIntegrity(*database);
  const bool sound = found.problems.empty();
  if (found.wal_bytes > kLargeWal) {
    found.problems.push_back(
        {"wal-large", path + "-wal",
         fmt::format("The write-ahead log has grown to {} MB because a process keeps an old state of "
                     "the database open; end processes that have used it for long.",
                     found.wal_bytes >> 20)});
  }

  // The folder before the tables: a file is there before its row is.
  const std::int64_t now = time(nullptr);
  auto folder = ListBlobFolder(blobs);
  if (!folder) return tl::unexpected(folder.error());
  found.files = static_cast<std::int64_t>(folder->kept.size());
  for (const FolderEntry& file : folder->kept) found.file_bytes += file.size;
  if (sound) {
    Append(found.problems, CheckConsistency(*database));
    found.documents = database->execAndGet("SELECT count(*) FROM documents").getInt64();
    const auto still_named = [&](const std::string& sha256) { return NamesFile(*database, sha256); };
    Append(found.problems, CompareFiles(*folder, ReadNamedFiles(*database), still_named, now));
  }
  Append(found.problems, CheckDatabaseFiles(path, options.repair));
  Append(found.problems, CheckFolder(path, *folder, options.repair));
  if (options.hash_files) Append(found.problems, HashFiles(*folder, options.progress));
  found.files_hashed = options.hash_files;
  // Where the database is not sound, everything counts as named.
  auto stages = CheckStages(
      path, [&](const std::string& sha256) { return !sound || NamesFile(*database, sha256); }, options.repair, now);
  if (!stages) return tl::unexpected(stages.error());
  found.stage_bytes = stages->bytes;
  Append(found.problems, std::move(stages->problems));
  for (const std::string& each : folders) Append(found.problems, CheckLeftovers(each, now, options.repair));
  return found;
} catch (const SQLite::Exception& e) {
  return tl::unexpected(SqliteError(e));
}

}  // namespace labintake::db
