#include "db/upkeep/database_checks.h"

#include <fmt/format.h>
#include <sqlite3.h>

#include <map>
#include <utility>

namespace labintake::db {
namespace {

constexpr int kMostFaults = 100;  // a damaged page has many; more would say no more

Problem Damaged(int faults) {
  return {"database-damaged", "",
          fmt::format("The database is damaged (faults found: {}{}); stop what writes to it, keep a copy for whoever "
                      "looks into it, and restore a backup.",
                      faults, faults >= kMostFaults ? " or more" : "")};
}

void CheckLinks(SQLite::Database& database, std::vector<Problem>& problems) {
  std::map<std::pair<std::string, std::string>, int> broken;
  SQLite::Statement check(database, "PRAGMA foreign_key_check");
  while (check.executeStep()) ++broken[{check.getColumn(0).getString(), check.getColumn(2).getString()}];
  for (const auto& [tables, lines] : broken) {
    problems.push_back({"links-broken", tables.first,
                        fmt::format("Lines of table {} belong to lines of table {} that are not there ({}); restore a "
                                    "backup.",
                                    tables.first, tables.second, lines)});
  }
}

struct Rule {
  const char* code;
  const char* sql;      // one line for each fault: the document's id
  const char* message;  // {} is that id
};

// What every transaction of the store leaves true, and no constraint of a table can say.
constexpr Rule kRules[] = {
    {"item-misplaced",
     "SELECT DISTINCT i.document_id FROM review_items i JOIN runs r ON r.id = i.run_id"
     " LEFT JOIN rows w ON w.id = i.row_id LEFT JOIN reports p ON p.id = w.report_id"
     " LEFT JOIN lines l ON l.id = i.line_id LEFT JOIN reports q ON q.id = l.report_id"
     " WHERE r.document_id <> i.document_id OR p.run_id <> i.run_id OR q.run_id <> i.run_id",
     "Review items of document {} show a row or line of another run; restore a backup."},
    {"decision-missing",
     "SELECT DISTINCT i.document_id FROM review_items i WHERE i.state = 'decided' AND NOT EXISTS"
     " (SELECT 1 FROM decisions e WHERE e.item_id = i.id AND e.in_force = 1)",
     "Review items of document {} are decided without a decision; restore a backup."},
};

// A document whose work is to be done, or was cancelled, has none yet.
void CheckCurrentRuns(SQLite::Database& database, std::vector<Problem>& problems) {
  std::string sql =
      "SELECT d.id FROM documents d WHERE NOT EXISTS"
      " (SELECT 1 FROM runs r WHERE r.document_id = d.id AND r.is_current = 1)";
  if (database.tableExists("jobs")) {
    sql += " AND NOT EXISTS (SELECT 1 FROM jobs j WHERE j.document_id = d.id AND j.state NOT IN ('done', 'failed'))";
  }
  SQLite::Statement check(database, sql);
  while (check.executeStep()) {
    const std::string document = std::to_string(check.getColumn(0).getInt64());
    problems.push_back({"no-current-run", document,
                        fmt::format("Document {} has no current run, so that none of its rows count; process its file "
                                    "again for the same client.",
                                    document)});
  }
}

void CheckRemovals(SQLite::Database& database, std::vector<Problem>& problems) {
  if (!database.tableExists("removals")) return;  // made by an earlier program
  const Problem problem{"removal-unfinished", "",
                        "What was forgotten is still in parts on the disk; run labintake forget --finish."};
  const std::size_t before = problems.size();
  SQLite::Statement check(database, "SELECT id FROM removals WHERE finished_at IS NULL");
  while (check.executeStep()) {
    problems.push_back(problem);
    problems.back().subject = std::to_string(check.getColumn(0).getInt64());
  }
  // A link to a document may become known after the document was forgotten.
  const bool links = database.execAndGet("SELECT count(*) FROM removed_links").getInt() > 0;
  if (links && problems.size() == before) problems.push_back(problem);
}

}  // namespace

std::vector<Problem> CheckIntegrity(SQLite::Database& database) try {
  SQLite::Statement check(database, fmt::format("PRAGMA integrity_check({})", kMostFaults));
  int faults = 0;
  while (check.executeStep()) faults += check.getColumn(0).getString() != "ok";
  if (faults == 0) return {};
  return {Damaged(faults)};
} catch (const SQLite::Exception& e) {
  if ((e.getErrorCode() & 0xff) != SQLITE_CORRUPT) throw;
  return {Damaged(1)};
}

std::vector<Problem> CheckConsistency(SQLite::Database& database) {
  std::vector<Problem> problems;
  CheckLinks(database, problems);
  CheckCurrentRuns(database, problems);
  for (const Rule& rule : kRules) {
    SQLite::Statement check(database, rule.sql);
    while (check.executeStep()) {
      const std::string document = std::to_string(check.getColumn(0).getInt64());
      problems.push_back({rule.code, document, fmt::format(fmt::runtime(rule.message), document)});
    }
  }
  CheckRemovals(database, problems);
  return problems;
}

}  // namespace labintake::db
