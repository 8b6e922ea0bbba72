#include "db/schema_steps.h"

namespace labintake::db {

// Tables of what was removed hold numbers, times and who asked for it, and no text of documents. Ids are not given
// again: a log or a note that names document 7 never comes to mean another.
//
// The indexes serve removing: without them each line that goes would be searched for in whole tables.
const char* const kSchemaRemovals = R"sql(
CREATE TABLE removals (
  id INTEGER PRIMARY KEY,
  removed_at TEXT NOT NULL,
  removed_by TEXT NOT NULL,
  client_id INTEGER,  -- of a client that was removed with all its documents
  documents INTEGER NOT NULL, files INTEGER NOT NULL, runs INTEGER NOT NULL, rows INTEGER NOT NULL,
  items INTEGER NOT NULL, decisions INTEGER NOT NULL, aliases INTEGER NOT NULL,
  alias_snapshot INTEGER NOT NULL,  -- number of the last change to the aliases, this one included
  last_arrival INTEGER NOT NULL,    -- the highest id of an arrival so far
  finished_at TEXT  -- when nothing of it was left on the disk; NULL until then
) STRICT;
CREATE TABLE removed_documents (
  document_id INTEGER PRIMARY KEY,
  removal_id INTEGER NOT NULL REFERENCES removals (id)
) STRICT;
CREATE TABLE removed_aliases (
  alias_id INTEGER PRIMARY KEY,
  removal_id INTEGER NOT NULL REFERENCES removals (id)
) STRICT;
-- What is still to be removed from the disk: files by their hashes; links to them, whose names may name a person, the
-- reasons beside them, and with a "/" at their end the folders of a client's links.
CREATE TABLE removed_files (sha256 TEXT PRIMARY KEY) STRICT, WITHOUT ROWID;
CREATE TABLE removed_links (path TEXT PRIMARY KEY) STRICT, WITHOUT ROWID;

CREATE TRIGGER removals_stay BEFORE DELETE ON removals BEGIN SELECT raise(ABORT, 'removals are kept'); END;
CREATE TRIGGER removals_are_not_changed BEFORE UPDATE ON removals
  WHEN old.finished_at IS NOT NULL OR (new.id, new.removed_at, new.removed_by, new.client_id, new.documents, new.files,
      new.runs, new.rows, new.items, new.decisions, new.aliases, new.alias_snapshot, new.last_arrival)
    IS NOT (old.id, old.removed_at, old.removed_by, old.client_id, old.documents, old.files,
      old.runs, old.rows, old.items, old.decisions, old.aliases, old.alias_snapshot, old.last_arrival)
  BEGIN SELECT raise(ABORT, 'removals are only finished'); END;
CREATE TRIGGER removed_documents_stay BEFORE DELETE ON removed_documents
  BEGIN SELECT raise(ABORT, 'removals are kept'); END;
CREATE TRIGGER removed_aliases_stay BEFORE DELETE ON removed_aliases
  BEGIN SELECT raise(ABORT, 'removals are kept'); END;

-- An alias goes only with a line that says in which removal.
DROP TRIGGER aliases_stay;
CREATE TRIGGER aliases_stay BEFORE DELETE ON name_aliases
  WHEN old.id NOT IN (SELECT alias_id FROM removed_aliases)
  BEGIN SELECT raise(ABORT, 'aliases are kept'); END;

CREATE TRIGGER alias_ids_are_new AFTER INSERT ON name_aliases
  WHEN new.id IN (SELECT alias_id FROM removed_aliases) BEGIN SELECT raise(ABORT, 'this id was used'); END;
CREATE TRIGGER document_ids_are_new AFTER INSERT ON documents
  WHEN new.id IN (SELECT document_id FROM removed_documents) BEGIN SELECT raise(ABORT, 'this id was used'); END;
CREATE TRIGGER client_ids_are_new AFTER INSERT ON clients
  WHEN new.id IN (SELECT client_id FROM removals WHERE client_id IS NOT NULL)
  BEGIN SELECT raise(ABORT, 'this id was used'); END;

CREATE INDEX documents_of_blob ON documents (sha256);
CREATE INDEX findings_of_report ON findings (report_id) WHERE report_id IS NOT NULL;
CREATE INDEX items_of_run ON review_items (run_id);
CREATE INDEX items_of_line ON review_items (line_id) WHERE line_id IS NOT NULL;
CREATE INDEX decisions_of_row ON decisions (row_id) WHERE row_id IS NOT NULL;
)sql";

}  // namespace labintake::db
