#include "db/schema_steps.h"

namespace labintake::db {

// Rows of earlier versions say neither: they are of no use to a calibration, and nothing else asks.
const char* const kSchemaStep3 = R"sql(
ALTER TABLE rows ADD COLUMN origin TEXT NOT NULL DEFAULT '' CHECK (origin IN ('', 'text-layer', 'recognised'));
-- What the doubts left of certainty; confidence is the probability that was made of it, or the same.
ALTER TABLE rows ADD COLUMN score REAL NOT NULL DEFAULT 0;
)sql";

}  // namespace labintake::db
