#include "db/schema_steps.h"

namespace labintake::db {

// Which lab format read the document; '' for the general rules alone. Runs of before say nothing, which is the same.
const char* const kSchemaFormats = R"sql(
ALTER TABLE runs ADD COLUMN format TEXT NOT NULL DEFAULT '';
CREATE INDEX runs_of_format ON runs (format) WHERE is_current = 1 AND format <> '';
)sql";

}  // namespace labintake::db
