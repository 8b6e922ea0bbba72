// The question whose results these are, asked anew when people change what it depends on.
//
// Within the caller's transaction; may throw SQLite::Exception. For files of db/.
#pragma once

#include <cstdint>

#include "db/review_transaction.h"

namespace labintake::db {

// Compares each report of the document, as people corrected its head, with its client's other reports: asks where they
// name another patient, and withdraws the question where nobody has answered it and they do not.
// `forget`: what was answered was said of another client and holds no more.
void AskAboutPatient(ReviewDatabase& database, std::int64_t document, bool forget);

}  // namespace labintake::db
