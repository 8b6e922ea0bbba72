// A document as its page shows it: reports, rows as they stand, every line, and what is still open.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "db/export_row.h"
#include "db/review_database.h"
#include "model/error.h"
#include "model/report.h"

namespace labintake::db {

// Class of a line that a person added; of LineClass otherwise.
inline constexpr const char* kAddedLine = "added";
// Status of a report that a person made; of DocumentStatus otherwise.
inline constexpr const char* kEnteredReport = "entered";

struct DocumentSummary {
  std::int64_t id = 0;
  std::string client, file, sha256, created_at;
  std::string format;       // lab format that read it; "" for the general rules alone
  int pages = 0, rows = 0;  // rows of the current run
  int open_items = 0;       // questions about names are no document's
  int priority = 0;
  std::string done_by, done_at;  // "" while nobody has said so
};

struct DocumentQuery {
  std::optional<std::string> client, sha256;
  bool open = false;        // only those with open items
  std::int64_t before = 0;  // ids below this one; 0: from the newest
};

struct OverviewReport {
  int number = 0, first_page = 0, last_page = 0;
  ReportHeader header;                  // as people corrected it
  std::optional<ReportHeader> machine;  // nullopt where a person made the report
  std::vector<std::string> corrected;   // names of the members that people corrected
  std::vector<Finding> findings;
};

struct OverviewLine {
  int page = 0;
  Box box;
  std::string line_class;  // of LineClass, or kAddedLine
  std::string text;        // of unread lines
  std::string item;        // "" for none
};

struct DocumentOverview {
  DocumentSummary summary;
  std::vector<PageSummary> pages;
  std::vector<OverviewReport> reports;
  std::vector<ExportRow> rows;  // all, also those that wait or are no results
  std::vector<OverviewLine> lines;
  std::set<std::string> added;     // items of rows that people added
  std::set<std::string> blind;     // items that are keyed blind now
  std::set<std::string> edited;    // items whose decision in force is an edit
  std::set<std::string> answered;  // items that are decided
  std::set<std::string> second;    // items that wait for a second or third key
};

// What a document has come to.
struct DocumentCounts {
  int rows = 0;     // that count
  int entered = 0;  // of these, typed or corrected by people
  int not_results = 0, unreadable = 0;
  int lines = 0, lines_explained = 0;  // of all pages; explained: named, a row, or answered by a person
  int open_items = 0, waits_for_second_key = 0;
};

class DocumentOverviews {
 public:
  explicit DocumentOverviews(ReviewDatabase& database) : database_(database) {}

  // Newest first.
  Result<std::vector<DocumentSummary>> List(const DocumentQuery& query, int limit);
  // kNotFound.
  Result<DocumentSummary> Summary(std::int64_t document);
  Result<DocumentOverview> Get(std::int64_t document);
  // Clients that have documents and whose names begin with, or contain, `text`; at most `limit`.
  Result<std::vector<std::string>> Clients(const std::string& text, int limit);

 private:
  ReviewDatabase& database_;
};

// Pure.
DocumentCounts CountsOf(const DocumentOverview& overview);

// Within the caller's transaction; may throw SQLite::Exception. nullopt where there is no such document.
std::optional<DocumentOverview> ReadOverview(ReviewDatabase& database, std::int64_t document);

}  // namespace labintake::db
