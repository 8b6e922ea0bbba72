// The tables of the SQLite store and the steps that lead to them.
//
// One step is one transaction; the number of steps done is the database's user_version. Steps that were released are
// never edited: a change is a new step.
#pragma once

#include <SQLiteCpp/Database.h>

#include "model/error.h"

namespace labintake::db {

// "LBIN": tells a store from other SQLite databases.
inline constexpr int kApplicationId = 0x4c42494e;

int SchemaVersion();  // of this program

// What is said of a database that is refused.
tl::unexpected<Error> NotOurs();
tl::unexpected<Error> MadeByNewer();

// Brings `database` to SchemaVersion(). Errors: kStore when it belongs to something else or to a newer program.
// May throw SQLite::Exception.
Result<void> Migrate(SQLite::Database& database);

}  // namespace labintake::db
