// An entry of the audit log as JSON: for the API and for `labintake audit export`. Pure; thread-safe.
#pragma once

#include "db/audit_log.h"
#include "review/json_text.h"

namespace labintake::review {

OrderedJson ToJson(const db::AuditEntry& entry);

}  // namespace labintake::review
