#include "db/run_storing.h"

#include <optional>
#include <vector>

#include "db/digest.h"
#include "db/document_table.h"
#include "db/document_writer.h"
#include "db/history_check.h"
#include "db/name_questions.h"
#include "db/review_plan.h"

namespace labintake::db {
namespace {

bool HasReports(SQLite::Database& database, std::int64_t document_id) {
  SQLite::Statement find(database,
                         "SELECT 1 FROM runs r JOIN reports p ON p.run_id = r.id WHERE r.document_id = ? AND"
                         " r.is_current = 1");
  Binder(find) << document_id;
  return find.executeStep();
}

}  // namespace

StoredDocument StoreRun(const RunStoring& with, std::int64_t client_id, const DocumentKey& key,
                        const Document& document, const RunInfo& run, const std::string& now) {
  StoredDocument stored;
  stored.id = key.id;
  if (!IsCurrentRun(with.database, key.id, run)) {
    stored.changed = true;
    const std::vector<bool> another = AnotherPatient(with.database, client_id, key, document, with.patients_differ);
    std::vector<HistoryBreak> breaks;
    if (!key.client.empty()) {
      breaks = FindHistoryBreaks(with.database, client_id, key.id, document, another, with.patients_differ,
                                 with.assign_analyte);
    }
    std::optional<Document> doubted;
    if (!breaks.empty()) AddHistoryBreaks(breaks, doubted.emplace(document));
    const Document& kept = doubted ? *doubted : document;
    const std::vector<DocumentQuestion> questions = PlanDocumentQuestions(kept, another);
    const WrittenRun written = WriteRun(with.database, key.id, kept, run, questions, now);
    stored.carried_decisions = UpdateItems(with.database, key, written, questions, now);
    UpdateNameQuestions(with.database, key.id, written, now);
  }
  CountDocument(with.database, stored);
  return stored;
}

void StoreFailedRun(SQLite::Database& database, const DocumentKey& key, const JobError& error, RunInfo run,
                    const std::string& now) {
  if (HasReports(database, key.id)) return;
  // The same configuration may succeed another time: that is another run.
  run.configuration_hash = Token({"failed", run.configuration_hash, ToString(error.error_class)});
  const std::vector<DocumentQuestion> questions = {
      {"not-read",
       0,
       1,
       false,
       Token({"not-read", ToString(error.error_class)}),
       {{FindingCode::kPageUnreadable, "This document could not be read: " + error.message, {}}}}};
  const WrittenRun written = WriteRun(database, key.id, Document{}, run, questions, now);
  UpdateItems(database, key, written, questions, now);
}

}  // namespace labintake::db
