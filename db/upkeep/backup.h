// Copies of a store that can take its place, while others read and write it.
//
//   FOLDER/2024-05-01T08-00-00Z/lab.db         a database file with nothing beside it
//                              /lab.db.blobs/  its files
//   FOLDER/unfinished/                         a copy in the making, or one that was interrupted
//
// Each copy is whole. A file that an earlier copy in FOLDER holds is linked to it and takes no room again, where the
// disk has hard links. A copy gets its name when it has been checked; one that was interrupted is gone on with by the
// next call. No finished copy is ever written to.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "db/upkeep/file_checks.h"
#include "db/upkeep/problem.h"
#include "model/error.h"

namespace labintake::db {

struct BackupOptions {
  // Files that come from an earlier copy are taken as good when their size is right; otherwise they are read.
  bool quick = false;
  std::string now = {};  // UTC, the store's form; gives the copy its name. REQUIRES: set
  FileProgress progress = {};
};

struct Backup {
  std::string folder;  // of this copy
  std::int64_t documents = 0, files = 0;
  std::int64_t copied = 0, copied_bytes = 0;  // of the files; the others were there already
  // Files that the store names and has lost, or damaged, and no earlier copy has: the copy lacks them.
  std::vector<Problem> lost;
};

// `path`: the store's database. Makes `folder` where there is none; its parent must be there. Errors: kStore: the
// database cannot be used or is damaged, the folder cannot be written, its disk is full; kArgument: the folder is part
// of the store, or another backup into it is going on. Nothing of the store is changed.
Result<Backup> MakeBackup(const std::string& path, const std::string& folder, const BackupOptions& options);

}  // namespace labintake::db
