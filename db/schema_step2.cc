#include "db/schema_steps.h"

namespace labintake::db {

// Rows of version 1 have no analyte until a later run reads their documents again.
//
// review_items and decisions are made anew, because SQLite cannot change a CHECK: the new tables are filled, the old
// ones dropped, child first, and the new ones renamed, which renames them in the REFERENCES of each other too.
const char* const kSchemaStep2 = R"sql(
-- What the catalogue makes of the row.
ALTER TABLE rows ADD COLUMN analyte TEXT NOT NULL DEFAULT '';  -- id of the catalogue; '' unknown or ambiguous
ALTER TABLE rows ADD COLUMN analyte_name TEXT NOT NULL DEFAULT '';
ALTER TABLE rows ADD COLUMN loinc TEXT NOT NULL DEFAULT '';
ALTER TABLE rows ADD COLUMN analyte_specimen TEXT NOT NULL DEFAULT '';
ALTER TABLE rows ADD COLUMN analyte_match TEXT NOT NULL DEFAULT 'none'
  CHECK (analyte_match IN ('none', 'listed', 'misspelt', 'learned'));
ALTER TABLE rows ADD COLUMN candidates TEXT NOT NULL DEFAULT '[]';  -- JSON list of ids, best first
-- The result in the analyte's canonical unit; decimals as text, '' for none.
ALTER TABLE rows ADD COLUMN canonical_value TEXT NOT NULL DEFAULT '';
ALTER TABLE rows ADD COLUMN canonical_low TEXT NOT NULL DEFAULT '';
ALTER TABLE rows ADD COLUMN canonical_high TEXT NOT NULL DEFAULT '';
ALTER TABLE rows ADD COLUMN canonical_ucum TEXT NOT NULL DEFAULT '';
ALTER TABLE rows ADD COLUMN conversion TEXT NOT NULL DEFAULT '';
-- Of rows that are accepted under a name that is in no catalogue: what the question about the name is about.
ALTER TABLE rows ADD COLUMN open_name TEXT NOT NULL DEFAULT '';  -- id of the question; '' for all other rows
CREATE INDEX rows_by_analyte ON rows (report_id, analyte) WHERE analyte <> '';
CREATE INDEX rows_of_open_name ON rows (open_name) WHERE open_name <> '';

ALTER TABLE findings ADD COLUMN severity TEXT NOT NULL DEFAULT 'doubt' CHECK (severity IN ('note', 'doubt'));
ALTER TABLE findings ADD COLUMN also TEXT NOT NULL DEFAULT '[]';  -- JSON list of boxes [x0, y0, x1, y1]

CREATE TABLE new_review_items (
  id TEXT PRIMARY KEY,
  document_id INTEGER NOT NULL REFERENCES documents (id),  -- of a name: where its example stands
  kind TEXT NOT NULL CHECK (kind IN ('row', 'unread-line', 'document', 'name')),
  state TEXT NOT NULL CHECK (state IN ('open', 'decided', 'withdrawn')),
  subject TEXT NOT NULL,  -- of document items: 'patient', 'report' or 'no-report'; '' otherwise
  holds_rows INTEGER NOT NULL CHECK (holds_rows IN (0, 1)),  -- the report's rows wait until this is answered
  report INTEGER NOT NULL,
  page INTEGER NOT NULL,
  x0 REAL NOT NULL, y0 REAL NOT NULL, x1 REAL NOT NULL, y1 REAL NOT NULL,
  row_id INTEGER REFERENCES rows (id),  -- of a name: the example
  line_id INTEGER REFERENCES lines (id),
  run_id INTEGER NOT NULL REFERENCES runs (id),  -- the run that asked last
  reading TEXT NOT NULL,
  created_at TEXT NOT NULL,
  CHECK ((kind IN ('row', 'name')) = (row_id IS NOT NULL)),
  CHECK ((kind = 'unread-line') = (line_id IS NOT NULL))
) STRICT, WITHOUT ROWID;
INSERT INTO new_review_items SELECT id, document_id, kind, state, subject, holds_rows, report, page, x0, y0, x1, y1,
  row_id, line_id, run_id, reading, created_at FROM review_items;

CREATE TABLE new_decisions (
  id INTEGER PRIMARY KEY,
  item_id TEXT NOT NULL REFERENCES new_review_items (id),
  row_id INTEGER REFERENCES rows (id),  -- the row as it was when the person decided
  reading TEXT NOT NULL,
  decided_at TEXT NOT NULL,
  decided_by TEXT NOT NULL,
  action TEXT NOT NULL
    CHECK (action IN ('accept', 'edit', 'not-a-result', 'unreadable', 'no-analyte', 'postpone')),
  corrected TEXT NOT NULL,  -- JSON object of the fields that the person gave
  note TEXT NOT NULL,
  idempotency_key TEXT NOT NULL,
  in_force INTEGER NOT NULL CHECK (in_force IN (0, 1)),
  UNIQUE (item_id, idempotency_key)
) STRICT;
INSERT INTO new_decisions SELECT id, item_id, row_id, reading, decided_at, decided_by, action, corrected, note,
  idempotency_key, in_force FROM decisions;

DROP TABLE decisions;
DROP TABLE review_items;
ALTER TABLE new_review_items RENAME TO review_items;
ALTER TABLE new_decisions RENAME TO decisions;
CREATE INDEX items_of_document ON review_items (document_id, page, y0);
CREATE INDEX items_by_state ON review_items (state);
CREATE INDEX items_of_row ON review_items (row_id) WHERE row_id IS NOT NULL;
CREATE UNIQUE INDEX one_decision_in_force ON decisions (item_id) WHERE in_force = 1;

-- Names that people confirmed. Lines are added and retracted, never changed or removed: snapshot N is what was added in
-- N or before and not retracted in N or before.
CREATE TABLE name_aliases (
  id INTEGER PRIMARY KEY,
  lab TEXT NOT NULL,   -- as printed; '' for every laboratory, '-' for reports that name none
  name TEXT NOT NULL,  -- as printed
  panel TEXT NOT NULL,     -- as printed: under this panel only; '' for any
  specimen TEXT NOT NULL,  -- of the catalogue: not where another is stated; '' for any
  analyte TEXT NOT NULL,   -- id of the catalogue
  item_id TEXT REFERENCES review_items (id),  -- the question whose answer it comes from
  note TEXT NOT NULL,
  added_in INTEGER NOT NULL CHECK (added_in > 0),  -- number of the snapshot
  added_by TEXT NOT NULL,
  added_at TEXT NOT NULL,
  retracted_in INTEGER CHECK (retracted_in > added_in),
  retracted_by TEXT,
  retracted_at TEXT,
  CHECK ((retracted_in IS NULL) = (retracted_by IS NULL) AND (retracted_in IS NULL) = (retracted_at IS NULL))
) STRICT;
CREATE INDEX aliases_of_item ON name_aliases (item_id) WHERE item_id IS NOT NULL;
CREATE TRIGGER aliases_stay BEFORE DELETE ON name_aliases BEGIN SELECT raise(ABORT, 'aliases are kept'); END;
CREATE TRIGGER aliases_are_not_changed BEFORE UPDATE ON name_aliases
  WHEN old.retracted_in IS NOT NULL OR (new.id, new.lab, new.name, new.panel, new.specimen, new.analyte, new.added_in)
    IS NOT (old.id, old.lab, old.name, old.panel, old.specimen, old.analyte, old.added_in)
  BEGIN SELECT raise(ABORT, 'aliases are only retracted'); END;
)sql";

}  // namespace labintake::db
