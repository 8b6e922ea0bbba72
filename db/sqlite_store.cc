#include "db/sqlite_store.h"

#include <SQLiteCpp/Transaction.h>

#include <algorithm>
#include <utility>

#include "db/alias_table.h"
#include "db/decision_rules.h"
#include "db/decision_writer.h"
#include "db/digest.h"
#include "db/document_table.h"
#include "db/reviewed_reader.h"
#include "db/run_reader.h"
#include "db/run_storing.h"
#include "db/sqlite_export.h"
#include "db/sqlite_reader.h"
#include "db/stage_cache.h"
#include "db/utc_time.h"
#include "extractors/generic/report_header.h"

namespace labintake::db {
namespace {

using Transaction = SQLite::Transaction;
constexpr auto kWrite = SQLite::TransactionBehavior::IMMEDIATE;

}  // namespace

SqliteStore::SqliteStore(SQLite::Database database, BlobStore blobs, SqliteStoreOptions options)
    : database_(std::move(database)), blobs_(std::move(blobs)), options_(std::move(options)) {}

Result<std::unique_ptr<Store>> SqliteStore::Open(const std::string& path, OpenMode mode, SqliteStoreOptions options) {
  auto database = OpenConnection(path, mode);
  if (!database) return tl::unexpected(database.error());
  BlobStore blobs(path + ".blobs");
  if (mode == OpenMode::kCreate) {
    blobs.RemoveLeftovers();
    StageCache(StagesFolder(path), 0).RemoveLeftovers();
  }
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
  Transaction transaction(database_, kWrite);
  // Again where it went in between: files that belong to no document are removed under this lock.
  if (auto put = blobs_.Put(sha256, bytes); !put) return tl::unexpected(put.error());
  const std::int64_t client_id = ClientId(database_, request.client);
  const std::optional<std::int64_t> known = DocumentId(database_, client_id, sha256);
  const std::int64_t id =
      known ? *known
            : AddDocument(database_, client_id, {document.path, sha256, bytes.size(), document.media_type}, now);
  StoredDocument stored = StoreRun({database_, options_.patients_differ, options_.assign_analyte}, client_id,
                                   {id, request.client, sha256}, document, request.run, now);
  stored.is_new = !known;
  if (stored.changed) transaction.commit();
  return stored;
} catch (const SQLite::Exception& e) {
  return tl::unexpected(SqliteError(e));
}

Result<std::optional<StoredRun>> SqliteStore::FindRun(const std::string& client, const std::string& sha256) try {
  return CurrentRunOf(database_, client, sha256);
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
  if (auto fits = CheckDecision(decision, item->item.kind, item->item.row); !fits) return tl::unexpected(fits.error());
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

Result<std::vector<DocumentEntry>> SqliteStore::ListDocuments(const DocumentFilter& filter) try {
  Transaction transaction(database_);
  return ReadDocuments(database_, filter);
} catch (const SQLite::Exception& e) {
  return tl::unexpected(SqliteError(e));
}

Result<RunChange> SqliteStore::ReplaceRun(std::int64_t id, const Document& document, const RunInfo& run,
                                          bool preview) try {
  // A preview stores too, and takes it back: so it knows what becomes of people's decisions.
  Transaction transaction(database_, kWrite);
  const std::vector<DocumentEntry> known = ReadDocuments(database_, {.document = id});
  if (known.empty()) return Fail(ErrorCode::kArgument, "There is no document with this id that was ever read.");
  const DocumentKey key{id, known.front().client, known.front().sha256};
  if (document.sha256 != key.sha256) {
    return Fail(ErrorCode::kArgument, "These rows were not read in this document's file.");
  }
  RunChange change;
  change.before = ReadCurrentRun(database_, id);
  const StoredDocument stored = StoreRun({database_, options_.patients_differ, options_.assign_analyte},
                                         ClientId(database_, key.client), key, document, run, options_.now());
  change.changed = stored.changed;
  change.after = stored.changed ? ReadCurrentRun(database_, id) : change.before;
  if (stored.changed && !preview) transaction.commit();
  return change;
} catch (const SQLite::Exception& e) {
  return tl::unexpected(SqliteError(e));
}

Result<std::string> SqliteStore::ReadBytes(const std::string& sha256) { return blobs_.Get(sha256); }

Result<std::unique_ptr<Store>> OpenStore(const std::string& path, OpenMode mode) {
  return SqliteStore::Open(path, mode, {generic::PatientsDiffer, UtcNow, AssignFromCatalog()});
}

}  // namespace labintake::db
