// Jobs as a person sees them, and what a person does to them.
//
// Run inside the caller's transaction. May throw SQLite::Exception.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "db/job_queue.h"
#include "db/sqlite_connection.h"

namespace labintake::db {

JobCounts CountJobs(SQLite::Database& database);
std::vector<Job> ListJobs(SQLite::Database& database, const JobFilter& filter);
// Jobs that failed, or that failed and wait for another attempt, at most so many of each; of each the latest first.
std::vector<Job> LatestErrors(SQLite::Database& database, int most);
std::optional<Job> FindJob(SQLite::Database& database, std::int64_t document);

// False when there is no job in one of the states that this is for.
bool RequeueJob(SQLite::Database& database, std::int64_t document, const std::string& now);
bool CancelJob(SQLite::Database& database, std::int64_t document, const std::string& now);

}  // namespace labintake::db
