// The table of files that came in.
//
// Run inside the caller's transaction. May throw SQLite::Exception.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "db/job_queue.h"
#include "db/sqlite_connection.h"

namespace labintake::db {

// The arrival of this very file, when it was recorded and not yet noted as removed.
std::optional<std::int64_t> FindArrival(SQLite::Database& database, const ArrivingFile& file, std::int64_t document);
std::int64_t AddArrival(SQLite::Database& database, const ArrivingFile& file, std::int64_t document, bool duplicate,
                        const std::string& now);
void NoteArrivals(SQLite::Database& database, std::span<const ArrivalNote> notes);
std::vector<UnremovedFile> FindUnremoved(SQLite::Database& database, const std::string& folder);
std::vector<OwedLink> FindOwedLinks(SQLite::Database& database, std::optional<std::int64_t> document);
std::vector<OwedLink> FindLinksToReplace(SQLite::Database& database);

}  // namespace labintake::db
