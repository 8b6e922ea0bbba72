// One run of the program over a document that the store knows: rows, review items, and the comparison with what the
// store has of the same client.
//
// Run inside the caller's transaction. May throw SQLite::Exception.
#pragma once

#include <cstdint>
#include <string>

#include "db/assign_analyte.h"
#include "db/item_writer.h"
#include "db/job.h"
#include "db/patient_check.h"
#include "db/sqlite_connection.h"
#include "db/store.h"
#include "model/report.h"

namespace labintake::db {

struct RunStoring {
  SQLite::Database& database;
  const PatientsDifferFn& patients_differ;
  const AssignAnalyteFn& assign_analyte;
};

// Makes `run` the document's current one, unless it is that already. StoredDocument::is_new is left alone.
StoredDocument StoreRun(const RunStoring& with, std::int64_t client_id, const DocumentKey& key,
                        const Document& document, const RunInfo& run, const std::string& now);

// The document could not be read: a run without reports and a review item that says why. Where rows of an earlier run
// stand, nothing is changed.
void StoreFailedRun(SQLite::Database& database, const DocumentKey& key, const JobError& error, RunInfo run,
                    const std::string& now);

}  // namespace labintake::db
