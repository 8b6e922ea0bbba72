// The store: documents, the rows that the machine read in them, and what people decided about these rows.
//
//   auto store = db::OpenStore("lab.db", db::OpenMode::kCreate);
//   if (!store) return Report(store.error());
//   auto stored = (*store)->StoreDocument(document, bytes, {.client = "C17", .run = run});
//
// An abstract interface: SQLite serves it (sqlite_store.h); nothing here names it, so that another database can.
//
// Threads and processes: one Store per thread; any number of processes may open the same store. Every call is one
// transaction: it happens as a whole or not at all, also when the process is killed, and it is durable when it returns.
// Errors: ErrorCode::kStore where the database or its disk refuses (nothing was changed then), kArgument where the
// caller names what does not exist or is not allowed. Messages hold no text from documents. Times are UTC, ISO 8601
// with seconds: "2024-05-01T08:30:00Z".
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "db/alias.h"
#include "db/export_row.h"
#include "db/review_item.h"
#include "db/reviewed_rows.h"
#include "db/run_change.h"
#include "model/error.h"
#include "model/report.h"
#include "terminology/catalog/learned_names.h"

namespace labintake::db {

// What made the rows. Two runs over the same bytes with equal extraction_version and configuration_hash give the same
// rows.
struct RunInfo {
  std::string program_version;
  int extraction_version = 0;
  std::string configuration_hash;  // of the options that can change rows
  std::string started_at;          // UTC; "" takes the time of storing
};

// What made the rows that a document has.
struct StoredRun {
  int extraction_version = 0;
  std::string configuration_hash;
  std::string format;  // id of the lab format that read it; "" for the general rules alone
};

struct StoreRequest {
  std::string client;  // whose document it is; "" for none
  RunInfo run;
};

struct StoredDocument {
  std::int64_t id = 0;
  bool is_new = false;           // these bytes were not known for this client
  bool changed = false;          // false: the same run was stored before and nothing was changed
  int rows = 0;                  // current rows
  int open_items = 0;            // review items of this document that wait for a person
  int carried_decisions = 0;     // decided items that found their row or line again in this run
  bool patient_differs = false;  // the client's earlier reports name another patient
  // Rows that wait for a person, and only because they changed beyond belief against the client's earlier results.
  int history_breaks = 0;
};

class Store {
 public:
  virtual ~Store() = default;

  // Keeps the bytes and the rows of one document. The same bytes for the same client are the same document: a new run
  // takes the place of the current one (the old rows stay, no longer current), decisions go over to the rows they were
  // made on, and a run that is already current changes nothing. Review items are made for rows with RowStatus::kReview,
  // for unread lines, for findings of a report, for a document without a report, and where the client's earlier reports
  // name another patient. Rows that changed beyond belief against earlier results of the same client and patient get a
  // finding and wait (db/history_rules.h). REQUIRES: document.sha256 is that of `bytes` (or empty).
  virtual Result<StoredDocument> StoreDocument(const Document& document, std::string_view bytes,
                                               const StoreRequest& request) = 0;

  // The current run of this client's document with these bytes; nullopt where there is none.
  virtual Result<std::optional<StoredRun>> FindRun(const std::string& client, const std::string& sha256) = 0;

  // In order of document, page and place on the page.
  virtual Result<std::vector<ReviewItem>> ListReviewItems(const ItemFilter& filter) = 0;

  // kArgument when there is no such item.
  virtual Result<ReviewItem> GetReviewItem(const std::string& id) = 0;

  // Records a person's answer. Applying the same answer again does no harm. An answer that says what a row or name
  // measures makes the printed name an alias for its laboratory (unless Decision::learn says no), answers the open
  // question about that name, and takes back what followed from an earlier answer to the item. kArgument: no such item,
  // no such analyte, no `by`, or an answer that does not fit the item (an edit without a value, an edit of a document,
  // "accept" for a line that was not read).
  virtual Result<DecisionOutcome> ApplyDecision(const Decision& decision) = 0;

  // Calls `row` for each row that counts, in order of document and place, from one consistent view of the store.
  // `row` must not call the store.
  virtual Result<void> ForEachExportRow(const ExportFilter& filter,
                                        const std::function<void(const ExportRow&)>& row) = 0;

  // The names that people confirmed, as they stood after change number `snapshot`; nullopt: as they stand now. The
  // content of a snapshot never changes, but for what was forgotten since. kArgument: there is no such snapshot yet.
  virtual Result<terminology::LearnedNames> Aliases(std::optional<std::int64_t> snapshot) = 0;

  // With who and when, in the order in which they were added.
  virtual Result<std::vector<Alias>> ListAliases(bool retracted_too) = 0;

  // All or none, as one change. What is in force already is left as it is. Aliases that contradict each other are all
  // kept: the name is ambiguous until somebody retracts one. kArgument: CheckAlias (db/decision_rules.h), or an analyte
  // that the catalogue does not have.
  virtual Result<AliasesAdded> AddAliases(std::span<const Alias> aliases) = 0;

  // The question about the name that was answered with it is open again. kArgument: no such alias in force, or nobody
  // named.
  virtual Result<void> RetractAlias(std::int64_t id, const std::string& by) = 0;

  // What people said of rows that this version of extraction read, in order of document and decision.
  virtual Result<ReviewedRows> Reviewed(int extraction_version) = 0;

  // How many rows of each laboratory, as printed, people have judged.
  virtual Result<std::map<std::string, int>> ReviewedByLab() = 0;

  // Documents that have a current run, in order of id.
  virtual Result<std::vector<DocumentEntry>> ListDocuments(const DocumentFilter& filter) = 0;

  // The same as StoreDocument() for a document that the store has, and what that changed. With `preview` nothing is
  // kept of it: what would change. kArgument: there is no such document, or it has other bytes than `document`.
  virtual Result<RunChange> ReplaceRun(std::int64_t id, const Document& document, const RunInfo& run, bool preview) = 0;

  // The file's bytes as they came.
  virtual Result<std::string> ReadBytes(const std::string& sha256) = 0;
};

enum class OpenMode {
  kCreate,    // makes the database (0600) and its folder of files (0700) where there is none
  kExisting,  // an error where there is none
};

// Opens the store at `path`, and brings an older one up to date. A store made by a newer program is refused.
Result<std::unique_ptr<Store>> OpenStore(const std::string& path, OpenMode mode);

}  // namespace labintake::db
