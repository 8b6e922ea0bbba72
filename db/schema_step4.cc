#include "db/schema_steps.h"

namespace labintake::db {

// Documents of earlier versions have no job: they were stored when they were read.
const char* const kSchemaStep4 = R"sql(
-- What is to be done about a document that came in through the watched folder. Times that only machines compare are
-- milliseconds since 1970.
CREATE TABLE jobs (
  document_id INTEGER PRIMARY KEY REFERENCES documents (id),
  client_id INTEGER NOT NULL REFERENCES clients (id),  -- that of the document
  state TEXT NOT NULL CHECK (state IN ('queued', 'running', 'retry', 'done', 'failed', 'cancelled')),
  urgent INTEGER NOT NULL CHECK (urgent IN (0, 1)),
  lane TEXT NOT NULL CHECK (lane IN ('digital', 'scan')),
  attempts INTEGER NOT NULL DEFAULT 0,  -- that failed
  losses INTEGER NOT NULL DEFAULT 0,    -- leases that ran out
  fence INTEGER NOT NULL DEFAULT 0,     -- grows with every lease
  owner TEXT NOT NULL DEFAULT '',
  lease_until INTEGER NOT NULL DEFAULT 0,
  next_run INTEGER NOT NULL DEFAULT 0,  -- of state 'retry'
  error_class TEXT NOT NULL DEFAULT '',  -- of the last attempt that failed
  error_code TEXT NOT NULL DEFAULT '',
  error TEXT NOT NULL DEFAULT '',  -- a sentence without text from the document
  queued_at TEXT NOT NULL,
  started_at TEXT NOT NULL DEFAULT '',   -- of the last attempt
  finished_at TEXT NOT NULL DEFAULT '',  -- when it became done, failed or cancelled
  CHECK ((state = 'running') = (owner <> ''))
) STRICT;
CREATE INDEX jobs_ready ON jobs (urgent, lane, client_id, document_id) WHERE state = 'queued';
CREATE INDEX jobs_leased ON jobs (lease_until) WHERE state = 'running';
CREATE INDEX jobs_to_retry ON jobs (next_run) WHERE state = 'retry';
CREATE INDEX jobs_by_state ON jobs (state, queued_at);
CREATE INDEX jobs_by_end ON jobs (finished_at) WHERE finished_at <> '';

-- When a job of this client was claimed last, as a running number: whose is lowest is served next.
CREATE TABLE job_turns (
  client_id INTEGER PRIMARY KEY REFERENCES clients (id),
  turn INTEGER NOT NULL
) STRICT;

-- Each file that came in, duplicates too.
CREATE TABLE arrivals (
  id INTEGER PRIMARY KEY,
  document_id INTEGER NOT NULL REFERENCES documents (id),
  name TEXT NOT NULL,  -- as it was given, without folders; may name a person
  received_at TEXT NOT NULL,
  duplicate INTEGER NOT NULL CHECK (duplicate IN (0, 1)),
  -- Which file it was; of use until it is gone from the inbox.
  place TEXT NOT NULL,
  inode INTEGER NOT NULL,
  modified_ns INTEGER NOT NULL,
  removed INTEGER NOT NULL CHECK (removed IN (0, 1)),
  link TEXT NOT NULL DEFAULT '',  -- path of the link to the document; '' for none
  -- 'processed', 'duplicates' or 'failed'; '' for none, NULL while the first link is still to be made.
  linked_as TEXT CHECK (linked_as IN ('', 'processed', 'duplicates', 'failed'))
) STRICT;
CREATE INDEX arrivals_of_document ON arrivals (document_id);
CREATE INDEX arrivals_in_inbox ON arrivals (place) WHERE removed = 0;
CREATE INDEX arrivals_without_link ON arrivals (document_id) WHERE linked_as IS NULL;

-- Re-issued reports are found by what they share.
CREATE INDEX reports_by_accession ON reports (accession, collected) WHERE accession <> '' AND collected <> '';
)sql";

}  // namespace labintake::db
