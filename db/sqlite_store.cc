#include "db/sqlite_store.h"

#include <SQLiteCpp/Transaction.h>

#include <algorithm>
#include <utility>

#include "db/alias_table.h"
#include "db/decision_rules.h"
#include "db/decision_writer.h"
#include "db/digest.h"
#include "db/document_writer.h"
#include "db/item_writer.h"
#include "db/name_questions.h"
#include "db/review_plan.h"
#include "db/reviewed_reader.h"
#include "db/row_fields.h"
#include "db/sqlite_export.h"
#include "db/sqlite_reader.h"
#include "db/utc_time.h"
#include "extractors/generic/report_header.h"

namespace labintake::db {
namespace {

using Transaction = SQLite::Transaction;
constexpr auto kWrite = SQLite::TransactionBehavior::IMMEDIATE;

// The folders that a file comes from are nobody's business later; its name helps people.
std::string FileName(const std::string& path) { return path.substr(path.rfind('/') + 1); }

std::int64_t ClientId(SQLite::Database& database, const std::string& client) {
  SQLite::Statement insert(database, "INSERT INTO clients (name) VALUES (?) ON CONFLICT (name) DO NOTHING");
  Binder(insert) << client;
  insert.exec();
  SQLite::Statement find(database, "SELECT id FROM clients WHERE name = ?");
  Binder(find) << client;
  find.executeStep();
  return RowReader(find).Int64();
}

std::optional<std::int64_t> DocumentId(SQLite::Database& database, std::int64_t client_id, const std::string& sha256) {
  SQLite::Statement find(database, "SELECT id FROM documents WHERE client_id = ? AND sha256 = ?");
  Binder(find) << client_id << sha256;
  if (!find.executeStep()) return std::nullopt;
  return RowReader(find).Int64();
}

std::int64_t AddDocument(SQLite::Database& database, std::int64_t client_id, const Document& document,
                         const std::string& sha256, size_t size, const std::string& now) {
  SQLite::Statement blob(database,
                         "INSERT INTO blobs (sha256, size, media_type) VALUES (?,?,?) ON CONFLICT DO NOTHING");
  Binder(blob) << sha256 << size << document.media_type;
  blob.exec();
  SQLite::Statement insert(database, "INSERT INTO documents (client_id, sha256, file, created_at) VALUES (?,?,?,?)");
  Binder(insert) << client_id << sha256 << FileName(document.path) << now;
  insert.exec();
  return database.getLastInsertRowid();
}

bool IsCurrentRun(SQLite::Database& database, std::int64_t document_id, const RunInfo& run) {
  SQLite::Statement find(database,
                         "SELECT 1 FROM runs WHERE document_id = ? AND is_current = 1 AND extraction_version = ?"
                         " AND configuration_hash = ?");
  Binder(find) << document_id << run.extraction_version << run.configuration_hash;
  return find.executeStep();
}

int Count(SQLite::Database& database, const char* sql, std::int64_t document_id) {
  SQLite::Statement count(database, sql);
  Binder(count) << document_id;
  count.executeStep();
  return RowReader(count).Int();
}

void CountDocument(SQLite::Database& database, StoredDocument& stored) {
  stored.rows = Count(database,
                      "SELECT count(*) FROM rows w JOIN reports p ON p.id = w.report_id JOIN runs r ON r.id = p.run_id"
                      " WHERE r.document_id = ? AND r.is_current = 1",
                      stored.id);
  stored.open_items = Count(database,
                            "SELECT count(*) FROM review_items WHERE document_id = ? AND state = 'open'"
                            " AND kind <> 'name'",
                            stored.id);
  stored.patient_differs =
      Count(database,
            "SELECT count(*) FROM findings f JOIN runs r ON r.id = f.run_id WHERE r.document_id = ? AND"
            " r.is_current = 1 AND f.level = 'document' AND f.code = 'patient-differs'",
            stored.id) > 0;
}

// Patients of the client's documents that came before this one. A report that is itself doubted vouches for nobody.
std::vector<ReportHeader> EarlierPatients(SQLite::Database& database, std::int64_t client_id,
                                          std::int64_t document_id) {
  SQLite::Statement find(
      database,
      "SELECT p.patient_name, p.patient_id, p.birth_date FROM documents d"
      " JOIN runs r ON r.document_id = d.id AND r.is_current = 1 JOIN reports p ON p.run_id = r.id"
      " WHERE d.client_id = ? AND d.id < ? AND NOT EXISTS ("
      "  SELECT 1 FROM review_items i LEFT JOIN decisions e ON e.item_id = i.id AND e.in_force = 1"
      "  WHERE i.document_id = d.id AND i.report = p.number AND i.holds_rows = 1 AND i.state <> 'withdrawn'"
      "  AND (i.state = 'open' OR e.action IS NOT 'accept'))");
  Binder(find) << client_id << document_id;
  std::vector<ReportHeader> headers;
  while (find.executeStep()) {
    RowReader r(find);
    ReportHeader& h = headers.emplace_back();
    h.patient_name = r.Text();
    h.patient_id = r.Text();
    h.birth_date = r.Text();
  }
  return headers;
}

std::vector<bool> AnotherPatient(SQLite::Database& database, std::int64_t client_id, const DocumentKey& key,
                                 const Document& document, const PatientsDifferFn& differ) {
  std::vector<bool> another(document.reports.size(), false);
  if (key.client.empty()) return another;  // documents without a client come from anybody
  const std::vector<ReportHeader> earlier = EarlierPatients(database, client_id, key.id);
  for (size_t i = 0; i < another.size(); ++i) {
    another[i] = NamesAnotherPatient(document.reports[i].header, earlier, differ);
  }
  return another;
}

}  // namespace

SqliteStore::SqliteStore(SQLite::Database database, BlobStore blobs, SqliteStoreOptions options)
    : database_(std::move(database)), blobs_(std::move(blobs)), options_(std::move(options)) {}

Result<std::unique_ptr<Store>> SqliteStore::Open(const std::string& path, OpenMode mode, SqliteStoreOptions options) {
  auto database = OpenConnection(path, mode);
  if (!database) return tl::unexpected(database.error());
  BlobStore blobs(path + ".blobs");
  if (mode == OpenMode::kCreate) blobs.RemoveLeftovers();
  return std::unique_ptr<Store>(new SqliteStore(*std::move(database), std::move(blobs), std::move(options)));
}

Result<StoredDocument> SqliteStore::StoreDocument(const Document& document, std::string_view bytes,
                                                  const StoreRequest& request) try {
  const std::string sha256 = Sha256Hex(bytes);
  if (!document.sha256.empty() && document.sha256 != sha256) {
    return Fail(ErrorCode::kArgument, "The file changed while it was read; process it again.");
  }
  // Before the transaction, so that every row of blobs has its file. A crash in between leaves a file that the next try
  // uses.
  if (auto put = blobs_.Put(sha256, bytes); !put) return tl::unexpected(put.error());

  const std::string now = options_.now();
  StoredDocument stored;
  Transaction transaction(database_, kWrite);
  const std::int64_t client_id = ClientId(database_, request.client);
  const std::optional<std::int64_t> known = DocumentId(database_, client_id, sha256);
  stored.is_new = !known;
  stored.id = known ? *known : AddDocument(database_, client_id, document, sha256, bytes.size(), now);
  if (!IsCurrentRun(database_, stored.id, request.run)) {
    stored.changed = true;
    const DocumentKey key{stored.id, request.client, sha256};
    const std::vector<DocumentQuestion> questions =
        PlanDocumentQuestions(document, AnotherPatient(database_, client_id, key, document, options_.patients_differ));
    const WrittenRun run = WriteRun(database_, stored.id, document, request.run, questions, now);
    stored.carried_decisions = UpdateItems(database_, key, run, questions, now);
    AliasTable aliases(database_);
    UpdateNameQuestions(database_, stored.id, run, aliases.Learned(aliases.Snapshot()), now);
  }
  CountDocument(database_, stored);
  if (stored.changed) transaction.commit();
  return stored;
} catch (const SQLite::Exception& e) {
  return tl::unexpected(SqliteError(e));
}

Result<std::vector<ReviewItem>> SqliteStore::ListReviewItems(const ItemFilter& filter) try {
  Transaction transaction(database_);
  std::vector<ReviewItem> items;
  for (StoredItem& stored : SqliteReader(database_).Items(filter)) items.push_back(std::move(stored.item));
  return items;
} catch (const SQLite::Exception& e) {
  return tl::unexpected(SqliteError(e));
}

Result<ReviewItem> SqliteStore::GetReviewItem(const std::string& id) try {
  Transaction transaction(database_);
  std::optional<StoredItem> stored = SqliteReader(database_).Item(id);
  if (!stored) return Fail(ErrorCode::kArgument, "There is no review item with this id.");
  return std::move(stored->item);
} catch (const SQLite::Exception& e) {
  return tl::unexpected(SqliteError(e));
}

Result<DecisionOutcome> SqliteStore::ApplyDecision(const Decision& decision) try {
  Transaction transaction(database_, kWrite);
  const std::optional<StoredItem> item = SqliteReader(database_).Item(decision.item);
  if (!item) return Fail(ErrorCode::kArgument, "There is no review item with this id.");
  if (auto fits = CheckDecision(decision, item->item.kind); !fits) return tl::unexpected(fits.error());
  if (auto known = CheckAnalyte(decision.corrected.analyte.value_or("")); !known) return tl::unexpected(known.error());
  const DecisionOutcome outcome =
      DecisionWriter(database_, options_.assign_analyte, options_.now()).Apply(*item, decision);
  if (outcome == DecisionOutcome::kApplied) transaction.commit();
  return outcome;
} catch (const SQLite::Exception& e) {
  return tl::unexpected(SqliteError(e));
}

Result<void> SqliteStore::ForEachExportRow(const ExportFilter& filter,
                                           const std::function<void(const ExportRow&)>& row) try {
  Transaction transaction(database_);
  ExportRows(database_, filter, options_.assign_analyte, row);
  return {};
} catch (const SQLite::Exception& e) {
  return tl::unexpected(SqliteError(e));
}

Result<ReviewedRows> SqliteStore::Reviewed(int extraction_version) try {
  Transaction transaction(database_);
  return ReadReviewedRows(database_, extraction_version);
} catch (const SQLite::Exception& e) {
  return tl::unexpected(SqliteError(e));
}

Result<std::map<std::string, int>> SqliteStore::ReviewedByLab() try {
  Transaction transaction(database_);
  return CountReviewedByLab(database_);
} catch (const SQLite::Exception& e) {
  return tl::unexpected(SqliteError(e));
}

Result<terminology::LearnedNames> SqliteStore::Aliases(std::optional<std::int64_t> snapshot) try {
  Transaction transaction(database_);
  AliasTable table(database_);
  const std::int64_t last = table.Snapshot();
  if (snapshot && (*snapshot < 0 || *snapshot > last)) {
    return Fail(ErrorCode::kArgument, "There is no snapshot of the aliases with this number.");
  }
  return table.Learned(snapshot.value_or(last));
} catch (const SQLite::Exception& e) {
  return tl::unexpected(SqliteError(e));
}

Result<std::vector<Alias>> SqliteStore::ListAliases(bool retracted_too) try {
  Transaction transaction(database_);
  return AliasTable(database_).List(retracted_too);
} catch (const SQLite::Exception& e) {
  return tl::unexpected(SqliteError(e));
}

Result<AliasesAdded> SqliteStore::AddAliases(std::span<const Alias> aliases) try {
  for (const Alias& alias : aliases) {
    if (auto fits = CheckAlias(alias); !fits) return tl::unexpected(fits.error());
    if (auto known = CheckAnalyte(alias.analyte); !known) return tl::unexpected(known.error());
  }
  Transaction transaction(database_, kWrite);
  AliasTable table(database_);
  AliasesAdded done{0, 0, table.Snapshot()};
  const std::string now = options_.now();
  for (Alias alias : aliases) {
    alias.item.clear();
    ++(table.Add(alias, done.snapshot + 1, now) ? done.added : done.known);
  }
  if (done.added == 0) return done;
  ++done.snapshot;
  transaction.commit();
  return done;
} catch (const SQLite::Exception& e) {
  return tl::unexpected(SqliteError(e));
}

Result<void> SqliteStore::RetractAlias(std::int64_t id, const std::string& by) try {
  if (by.find_first_not_of(" \t\r\n") == std::string::npos) {
    return Fail(ErrorCode::kArgument, "Say who retracts the alias.");
  }
  Transaction transaction(database_, kWrite);
  if (!DecisionWriter(database_, options_.assign_analyte, options_.now()).RetractAlias(id, by)) {
    return Fail(ErrorCode::kArgument, "There is no alias in force with this id.");
  }
  transaction.commit();
  return {};
} catch (const SQLite::Exception& e) {
  return tl::unexpected(SqliteError(e));
}

Result<void> SqliteStore::CheckAnalyte(const std::string& id) const {
  Observation scratch;
  if (id.empty() || options_.assign_analyte(id, scratch)) return {};
  return Fail(ErrorCode::kArgument, "The catalogue has no analyte with this id; labintake catalog lists them.");
}

Result<std::string> SqliteStore::ReadBytes(const std::string& sha256) { return blobs_.Get(sha256); }

Result<std::unique_ptr<Store>> OpenStore(const std::string& path, OpenMode mode) {
  return SqliteStore::Open(path, mode, {generic::PatientsDiffer, UtcNow, AssignFromCatalog()});
}

}  // namespace labintake::db
