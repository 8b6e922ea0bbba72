// Whether the files of a store are what the database says, and nobody else's to read.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "db/upkeep/blob_folder.h"
#include "db/upkeep/named_files.h"
#include "db/upkeep/problem.h"

namespace labintake::db {

// `done` of `total` files have been read.
using FileProgress = std::function<void(std::size_t done, std::size_t total)>;

// Files that the database names and the folder lacks, or has in another size; files that only the folder has. A file
// younger than an hour may be about to be stored and is no orphan. `now`: seconds since 1970.
// `still_named`: asked about a file that is missing, because a document may have been removed since `named` was read.
std::vector<Problem> CompareFiles(const BlobFolder& folder, const NamedFiles& named,
                                  const std::function<bool(const std::string& sha256)>& still_named, std::int64_t now);

// Reads every file: its name is the hash of its bytes. `progress` may be empty.
std::vector<Problem> HashFiles(const BlobFolder& folder, const FileProgress& progress);

// Permissions and owners of the database and its log. With `repair`, permissions are set.
std::vector<Problem> CheckDatabaseFiles(const std::string& database, bool repair);

// The same of a folder beside it, and what does not belong there.
std::vector<Problem> CheckFolder(const std::string& database, const BlobFolder& folder, bool repair);

// Temporary files that nobody writes any more and that are older than a minute. With `repair`, they are removed.
std::vector<Problem> CheckLeftovers(const std::string& folder, std::int64_t now, bool repair);

}  // namespace labintake::db
