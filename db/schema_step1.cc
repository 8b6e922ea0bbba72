#include "db/schema_steps.h"

namespace labintake::db {

// Boxes are points, origin at the top left of the page. Enumerations are kept by their printable identifiers.
const char* const kSchemaStep1 = R"sql(
CREATE TABLE clients (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE
) STRICT;
-- Documents without a client belong to this one, so that (client, sha256) stays unique for them too.
INSERT INTO clients (id, name) VALUES (0, '');

CREATE TABLE blobs (
  sha256 TEXT PRIMARY KEY CHECK (length(sha256) = 64),
  size INTEGER NOT NULL,
  media_type TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE documents (
  id INTEGER PRIMARY KEY,
  client_id INTEGER NOT NULL REFERENCES clients (id),
  sha256 TEXT NOT NULL REFERENCES blobs (sha256),
  file TEXT NOT NULL,
  created_at TEXT NOT NULL,
  UNIQUE (client_id, sha256)
) STRICT;

CREATE TABLE runs (
  id INTEGER PRIMARY KEY,
  document_id INTEGER NOT NULL REFERENCES documents (id),
  program_version TEXT NOT NULL,
  extraction_version INTEGER NOT NULL,
  configuration_hash TEXT NOT NULL,
  repaired INTEGER NOT NULL CHECK (repaired IN (0, 1)),
  started_at TEXT NOT NULL,
  stored_at TEXT NOT NULL,
  is_current INTEGER NOT NULL CHECK (is_current IN (0, 1))
) STRICT;
CREATE INDEX runs_of_document ON runs (document_id);
CREATE UNIQUE INDEX one_current_run ON runs (document_id) WHERE is_current = 1;

CREATE TABLE pages (
  run_id INTEGER NOT NULL REFERENCES runs (id),
  number INTEGER NOT NULL,
  width REAL NOT NULL,
  height REAL NOT NULL,
  kind TEXT NOT NULL,
  PRIMARY KEY (run_id, number)
) STRICT, WITHOUT ROWID;

CREATE TABLE reports (
  id INTEGER PRIMARY KEY,
  run_id INTEGER NOT NULL REFERENCES runs (id),
  number INTEGER NOT NULL,
  first_page INTEGER NOT NULL,
  last_page INTEGER NOT NULL,
  lab TEXT NOT NULL,
  patient_name TEXT NOT NULL,
  patient_id TEXT NOT NULL,
  sex TEXT NOT NULL,
  age TEXT NOT NULL,
  birth_date TEXT NOT NULL,
  accession TEXT NOT NULL,
  specimen TEXT NOT NULL,
  collected TEXT NOT NULL,
  received TEXT NOT NULL,
  reported TEXT NOT NULL,
  status TEXT NOT NULL,
  UNIQUE (run_id, number)
) STRICT;

CREATE TABLE rows (
  id INTEGER PRIMARY KEY,
  report_id INTEGER NOT NULL REFERENCES reports (id),
  seq INTEGER NOT NULL,
  page INTEGER NOT NULL,
  x0 REAL NOT NULL, y0 REAL NOT NULL, x1 REAL NOT NULL, y1 REAL NOT NULL,
  panel TEXT NOT NULL,
  specimen TEXT NOT NULL,
  rule TEXT NOT NULL,
  confidence REAL NOT NULL,
  status TEXT NOT NULL CHECK (status IN ('accepted', 'review')),
  final_since TEXT NOT NULL,  -- since when the machine has given this very row as accepted; '' while in review
  UNIQUE (report_id, seq)
) STRICT;

CREATE TABLE fields (
  row_id INTEGER NOT NULL REFERENCES rows (id),
  kind TEXT NOT NULL CHECK (kind IN ('name', 'value', 'unit', 'range', 'flag')),
  text TEXT NOT NULL,
  parsed TEXT NOT NULL,  -- JSON object
  x0 REAL NOT NULL, y0 REAL NOT NULL, x1 REAL NOT NULL, y1 REAL NOT NULL,
  PRIMARY KEY (row_id, kind)
) STRICT, WITHOUT ROWID;

CREATE TABLE lines (
  id INTEGER PRIMARY KEY,
  report_id INTEGER NOT NULL REFERENCES reports (id),
  page INTEGER NOT NULL,
  x0 REAL NOT NULL, y0 REAL NOT NULL, x1 REAL NOT NULL, y1 REAL NOT NULL,
  class TEXT NOT NULL,
  text TEXT NOT NULL  -- of unread lines only: a person must see what was not read
) STRICT;
CREATE INDEX lines_of_report ON lines (report_id);

CREATE TABLE findings (
  id INTEGER PRIMARY KEY,
  run_id INTEGER NOT NULL REFERENCES runs (id),
  level TEXT NOT NULL CHECK (level IN ('row', 'report', 'document')),
  report_id INTEGER REFERENCES reports (id),
  row_id INTEGER REFERENCES rows (id),
  code TEXT NOT NULL,
  message TEXT NOT NULL,
  x0 REAL NOT NULL, y0 REAL NOT NULL, x1 REAL NOT NULL, y1 REAL NOT NULL,
  CHECK ((level = 'row') = (row_id IS NOT NULL))
) STRICT;
CREATE INDEX findings_of_run ON findings (run_id);
CREATE INDEX findings_of_row ON findings (row_id) WHERE row_id IS NOT NULL;

CREATE TABLE review_items (
  id TEXT PRIMARY KEY,
  document_id INTEGER NOT NULL REFERENCES documents (id),
  kind TEXT NOT NULL CHECK (kind IN ('row', 'unread-line', 'document')),
  state TEXT NOT NULL CHECK (state IN ('open', 'decided', 'withdrawn')),
  subject TEXT NOT NULL,  -- of document items: 'patient', 'report' or 'no-report'; '' otherwise
  holds_rows INTEGER NOT NULL CHECK (holds_rows IN (0, 1)),  -- the report's rows wait until this is answered
  report INTEGER NOT NULL,
  page INTEGER NOT NULL,
  x0 REAL NOT NULL, y0 REAL NOT NULL, x1 REAL NOT NULL, y1 REAL NOT NULL,
  row_id INTEGER REFERENCES rows (id),
  line_id INTEGER REFERENCES lines (id),
  run_id INTEGER NOT NULL REFERENCES runs (id),  -- the run that asked last
  reading TEXT NOT NULL,
  created_at TEXT NOT NULL,
  CHECK ((kind = 'row') = (row_id IS NOT NULL)),
  CHECK ((kind = 'unread-line') = (line_id IS NOT NULL))
) STRICT, WITHOUT ROWID;
CREATE INDEX items_of_document ON review_items (document_id, page, y0);
CREATE INDEX items_by_state ON review_items (state);

CREATE TABLE decisions (
  id INTEGER PRIMARY KEY,
  item_id TEXT NOT NULL REFERENCES review_items (id),
  row_id INTEGER REFERENCES rows (id),  -- the row as it was when the person decided
  reading TEXT NOT NULL,
  decided_at TEXT NOT NULL,
  decided_by TEXT NOT NULL,
  action TEXT NOT NULL CHECK (action IN ('accept', 'edit', 'not-a-result', 'unreadable', 'postpone')),
  corrected TEXT NOT NULL,  -- JSON object of the fields that the person gave
  note TEXT NOT NULL,
  idempotency_key TEXT NOT NULL,
  in_force INTEGER NOT NULL CHECK (in_force IN (0, 1)),
  UNIQUE (item_id, idempotency_key)
) STRICT;
CREATE UNIQUE INDEX one_decision_in_force ON decisions (item_id) WHERE in_force = 1;
)sql";

}  // namespace labintake::db
