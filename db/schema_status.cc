#include "db/schema_steps.h"

namespace labintake::db {

// What labintake status asks for (db/upkeep/status.cc). The indexes hold all that is asked, so that no table is read.
const char* const kSchemaStatus = R"sql(
DROP INDEX IF EXISTS jobs_by_end;
CREATE INDEX jobs_ended ON jobs (finished_at, state) WHERE finished_at <> '';
CREATE INDEX jobs_failed ON jobs (finished_at) WHERE state = 'failed';
CREATE INDEX items_open ON review_items (kind, state) WHERE state = 'open';
)sql";

}  // namespace labintake::db
