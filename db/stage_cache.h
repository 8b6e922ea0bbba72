// What stages made of documents, kept so that no later run has to make it again: a folder beside the database,
// "lab.db.stages/ab/cdef....key".
//
// Everything in it can be made anew: nothing depends on it, and no call fails. An entry is used when its checksum says
// that it is what this version of the stage made of this document, and removed otherwise. When the folder has outgrown
// its limit, what was used least recently goes. Entries hold the text of documents: files 0600, folders 0700, and
// Forget() removes those of a document. Any number of processes may use one folder; one object belongs to one thread.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "db/file_system.h"

namespace labintake::db {

// Beside the database at this path.
inline std::string StagesFolder(const std::string& database) { return database + ".stages"; }

// The document's hash in the path of an entry; "" for another path.
std::string StageHash(const std::string& path);

struct StageKey {
  std::string output;   // the stage, and all that its output depends on beside the document
  std::string version;  // of the stage and of the bytes' form: an output is kept in one version only
};

class StageCache {
 public:
  // Touches nothing; Put makes the folder. `max_bytes` 0: keeps nothing, finds nothing. `files` must outlive it.
  StageCache(std::string folder, std::uint64_t max_bytes, FileSystem& files = RealFileSystem());

  // What was kept for the document with this hash.
  std::optional<std::string> Get(const std::string& sha256, const StageKey& key) const;

  // Not durable before the system writes it. What cannot be written is not kept. Trims now and then, so that the folder
  // is seldom larger than its limit and a tenth.
  void Put(const std::string& sha256, const StageKey& key, std::string_view bytes) const;

  // Removes what was used least recently until a tenth of the limit is free, and what killed writers left.
  void Trim() const;
  // Removes the latter alone; a store that is opened for writing runs does so.
  void RemoveLeftovers() const;

  // Removes everything that was kept for the document. False when something could not be removed.
  bool Forget(const std::string& sha256) const;

  // Hashes of the documents that something is kept for, and of those alone that nothing was kept or used for since
  // `before` (seconds since 1970). In order.
  std::vector<std::string> Documents(std::int64_t before) const;

 private:
  std::string PathOf(const std::string& sha256, const StageKey& key) const;
  void Keep(const std::string& path, std::string_view entry) const;

  std::string folder_;
  std::uint64_t max_bytes_;
  FileSystem* files_;
};

}  // namespace labintake::db
