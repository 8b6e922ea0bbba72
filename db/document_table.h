// Clients, documents and what is known of them as a whole.
//
// Run inside the caller's transaction. May throw SQLite::Exception.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "db/item_writer.h"
#include "db/patient_check.h"
#include "db/sqlite_connection.h"
#include "db/store.h"
#include "model/report.h"

namespace labintake::db {

// Makes the client where there is none of this name. Ids of what was removed are not given again.
std::int64_t ClientId(SQLite::Database& database, const std::string& client);

std::optional<std::int64_t> DocumentId(SQLite::Database& database, std::int64_t client_id, const std::string& sha256);

struct NewDocument {
  std::string path;  // as it was given
  std::string sha256;
  std::uint64_t size = 0;
  std::string media_type;
};

// REQUIRES: the client has no document of these bytes.
std::int64_t AddDocument(SQLite::Database& database, std::int64_t client_id, const NewDocument& document,
                         const std::string& now);

// True when the document's current run is this one.
bool IsCurrentRun(SQLite::Database& database, std::int64_t document_id, const RunInfo& run);

// nullopt where the client has no document of these bytes, or it has no run.
std::optional<StoredRun> CurrentRunOf(SQLite::Database& database, const std::string& client, const std::string& sha256);

// Fills rows, open_items, history_breaks and patient_differs. REQUIRES: stored.id is set.
void CountDocument(SQLite::Database& database, StoredDocument& stored);

// Patients of the client's documents that were first read before document `before` was (all, where it was not), but for
// document `except`, as people corrected them. A report that is itself doubted vouches for nobody.
std::vector<ReportHeader> EarlierPatients(SQLite::Database& database, std::int64_t client_id, std::int64_t before,
                                          std::int64_t except);

// For each report of the document whether the client's earlier reports name another patient.
std::vector<bool> AnotherPatient(SQLite::Database& database, std::int64_t client_id, const DocumentKey& key,
                                 const Document& document, const PatientsDifferFn& differ);

}  // namespace labintake::db
