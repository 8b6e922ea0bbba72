// Rows that a person adds to a document, as items that he answers at once: from there on they are like lines that were
// not read and that somebody keyed, for later runs, second keys and the export.
//
// Within the caller's transaction; may throw SQLite::Exception. For files of db/.
#pragma once

#include <string>
#include <vector>

#include "db/document_desk.h"
#include "db/review_transaction.h"

namespace labintake::db {

// Of everything that is asked, for a request that comes again.
std::string RequestHash(const Account& who, const EnteredRows& rows);

// Errors as of DocumentDesk::AddRows; after one the transaction must not be kept.
Result<std::vector<AnswerResult>> EnterRows(ReviewDatabase& database, const SecondKeyPolicy& policy, const Account& who,
                                            const EnteredRows& rows);

}  // namespace labintake::db
