#include "db/upkeep/stage_checks.h"

#include <fmt/format.h>

#include <algorithm>

#include "db/stage_cache.h"
#include "db/upkeep/blob_folder.h"
#include "db/upkeep/file_checks.h"

namespace labintake::db {
namespace {

constexpr std::int64_t kDaySeconds = 24 * 3600;

}  // namespace

Result<StageExamination> CheckStages(const std::string& database,
                                     const std::function<bool(const std::string& sha256)>& named, bool repair,
                                     std::int64_t now) {
  const std::string path = StagesFolder(database);
  auto folder = ListBlobFolder(path, StageHash);
  if (!folder) return tl::unexpected(folder.error());
  StageExamination found;
  for (const FolderEntry& file : folder->kept) found.bytes += file.size;
  found.problems = CheckFolder(database, *folder, repair);

  const StageCache stages(path, 0);
  std::vector<std::string> unnamed = stages.Documents(now - kDaySeconds);
  std::erase_if(unnamed, named);
  if (unnamed.empty()) return found;
  Problem problem{
      "stages-unused", path,
      fmt::format("Words of files that are no document's are kept ({}), because a run was interrupted, or a "
                  "document was forgotten while it was read; run doctor with --repair to remove them.",
                  unnamed.size())};
  if (repair) {
    problem.repaired = std::count_if(unnamed.begin(), unnamed.end(),
                                     [&](const std::string& sha256) { return !stages.Forget(sha256); }) == 0;
  }
  found.problems.push_back(std::move(problem));
  return found;
}

}  // namespace labintake::db
