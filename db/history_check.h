// A new document against the earlier results of the same client: findings that only the store can make.
//
// Runs inside the caller's transaction. May throw SQLite::Exception.
#pragma once

#include <cstdint>
#include <vector>

#include "db/assign_analyte.h"
#include "db/patient_check.h"
#include "db/sqlite_connection.h"
#include "model/report.h"

namespace labintake::db {

struct HistoryBreak {
  size_t report = 0, row = 0;  // into the document
  Finding finding;
};

// Results count that the machine or a person is sure of, in other documents of the client, on days before the report's
// (collected, else reported), and of a patient who is positively the report's. Reports without a date, without a
// patient or of another patient (`skip`) are not compared.
std::vector<HistoryBreak> FindHistoryBreaks(SQLite::Database& database, std::int64_t client_id,
                                            std::int64_t document_id, const Document& document,
                                            const std::vector<bool>& skip, const PatientsDifferFn& differ,
                                            const AssignAnalyteFn& assign);

// Adds the findings to the document's rows, which then wait for a person.
void AddHistoryBreaks(const std::vector<HistoryBreak>& breaks, Document& document);

}  // namespace labintake::db
