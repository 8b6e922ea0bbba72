// What an answer must hold, and what it makes of a row. Pure functions; thread-safe.
#pragma once

#include <string>

#include "db/alias.h"
#include "db/export_row.h"
#include "db/review_item.h"
#include "model/error.h"

namespace labintake::db {

// kArgument where the answer does not fit an item of this kind. `read`: what the machine read there, for what an edit
// leaves out.
Result<void> CheckDecision(const Decision& decision, ItemKind kind, const Observation& read);

// kArgument where the alias lacks what it needs: a name with letters or figures, an analyte, who confirmed it.
Result<void> CheckAlias(const Alias& alias);

// Token of what was decided on which reading: the same answer twice has the same key.
std::string ContentKey(const Decision& decision, const std::string& reading);

// Status of a row under a decision that is in force. REQUIRES: the action is one of those on rows and documents.
ExportStatus StatusAfter(DecisionAction action);

}  // namespace labintake::db
