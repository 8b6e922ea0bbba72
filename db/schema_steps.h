// The statements of each step of the schema. Those that were released are never edited.
#pragma once

namespace labintake::db {

extern const char* const kSchemaStep1;  // documents, runs, rows, review items, decisions
extern const char* const
    kSchemaStep2;  // analytes and canonical quantities, severity, learned names, questions about names
extern const char* const kSchemaStep3;     // what calibrations are fitted on
extern const char* const kSchemaStep4;     // jobs, and the files that came in
extern const char* const kSchemaRemovals;  // what was removed on purpose
extern const char* const kSchemaReview;    // the review server: users, audit log, work, answers
extern const char* const kSchemaStatus;    // indexes for labintake status
extern const char* const kSchemaFormats;   // which lab format read a document

}  // namespace labintake::db
