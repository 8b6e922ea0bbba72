// The store on one machine: SQLite in WAL mode, and a folder of files beside it ("lab.db.blobs").
//
// One connection; one thread. See store.h for the contract.
#pragma once

#include <functional>
#include <memory>
#include <string>

#include "db/assign_analyte.h"
#include "db/blob_store.h"
#include "db/patient_check.h"
#include "db/sqlite_connection.h"
#include "db/store.h"

namespace labintake::db {

struct SqliteStoreOptions {
  PatientsDifferFn patients_differ;  // REQUIRES: set
  std::function<std::string()> now;  // UTC as in store.h. REQUIRES: set
  AssignAnalyteFn assign_analyte = AssignFromCatalog();
};

class SqliteStore : public Store {
 public:
  static Result<std::unique_ptr<Store>> Open(const std::string& path, OpenMode mode, SqliteStoreOptions options);

  Result<StoredDocument> StoreDocument(const Document& document, std::string_view bytes,
                                       const StoreRequest& request) override;
  Result<std::optional<StoredRun>> FindRun(const std::string& client, const std::string& sha256) override;
  Result<std::vector<ReviewItem>> ListReviewItems(const ItemFilter& filter) override;
  Result<ReviewItem> GetReviewItem(const std::string& id) override;
  Result<DecisionOutcome> ApplyDecision(const Decision& decision) override;
  Result<void> ForEachExportRow(const ExportFilter& filter, const std::function<void(const ExportRow&)>& row) override;
  Result<terminology::LearnedNames> Aliases(std::optional<std::int64_t> snapshot) override;
  Result<std::vector<Alias>> ListAliases(bool retracted_too) override;
  Result<AliasesAdded> AddAliases(std::span<const Alias> aliases) override;
  Result<void> RetractAlias(std::int64_t id, const std::string& by) override;
  Result<ReviewedRows> Reviewed(int extraction_version) override;
  Result<std::map<std::string, int>> ReviewedByLab() override;
  Result<std::vector<DocumentEntry>> ListDocuments(const DocumentFilter& filter) override;
  Result<RunChange> ReplaceRun(std::int64_t id, const Document& document, const RunInfo& run, bool preview) override;
  Result<std::string> ReadBytes(const std::string& sha256) override;

 private:
  SqliteStore(SQLite::Database database, BlobStore blobs, SqliteStoreOptions options);
  Result<void> CheckAnalyte(const std::string& id) const;

  SQLite::Database database_;
  BlobStore blobs_;
  SqliteStoreOptions options_;
};

}  // namespace labintake::db
