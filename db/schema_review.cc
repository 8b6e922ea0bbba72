#include "db/schema_steps.h"

namespace labintake::db {

// The tables of the review server. `work` has one line for each review item, kept in step with it by triggers, so that
// whatever writes items need not know of the server. It repeats what the queue is ordered and filtered by: the next of
// a hundred thousand items is then one step in an index.
const char* const kSchemaReview = R"sql(
CREATE TABLE users (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL COLLATE NOCASE UNIQUE,
  role TEXT NOT NULL CHECK (role IN ('entry', 'lead', 'admin', 'read-only')),
  password TEXT NOT NULL,        -- Argon2id, as libsodium writes it; '' signs in with tokens only
  credentials INTEGER NOT NULL,  -- grows with each change of role, password or state: sessions of before end
  disabled INTEGER NOT NULL CHECK (disabled IN (0, 1)),
  created_at TEXT NOT NULL,
  last_sign_in TEXT NOT NULL
) STRICT;
CREATE TRIGGER users_stay BEFORE DELETE ON users BEGIN SELECT raise(ABORT, 'users are kept'); END;

CREATE TABLE api_tokens (
  id INTEGER PRIMARY KEY,
  user_id INTEGER NOT NULL REFERENCES users (id),
  label TEXT NOT NULL,
  hash TEXT NOT NULL UNIQUE,  -- SHA-256 of the token, which is kept nowhere
  created_at TEXT NOT NULL,
  expires_at TEXT NOT NULL,
  last_used_at TEXT NOT NULL,
  revoked_at TEXT NOT NULL  -- '' while it holds
) STRICT;
CREATE INDEX tokens_of_user ON api_tokens (user_id);

-- Who saw and did what. Each line holds the hash of the one before; nothing in it is text of a document.
CREATE TABLE audit_log (
  number INTEGER PRIMARY KEY,
  at TEXT NOT NULL,
  actor TEXT NOT NULL,
  action TEXT NOT NULL,
  document_id INTEGER,
  item TEXT NOT NULL,
  detail TEXT NOT NULL,
  hash TEXT NOT NULL CHECK (length(hash) = 64)
) STRICT;
CREATE INDEX audit_of_document ON audit_log (document_id) WHERE document_id IS NOT NULL;
CREATE INDEX audit_of_actor ON audit_log (actor);
CREATE TRIGGER audit_stays BEFORE DELETE ON audit_log BEGIN SELECT raise(ABORT, 'the audit log is kept'); END;
CREATE TRIGGER audit_is_not_changed BEFORE UPDATE ON audit_log
  BEGIN SELECT raise(ABORT, 'the audit log is kept'); END;

CREATE TABLE work (
  item_id TEXT PRIMARY KEY REFERENCES review_items (id),
  waits INTEGER NOT NULL CHECK (waits IN (0, 1)),  -- the item is open
  kind TEXT NOT NULL,
  document_id INTEGER NOT NULL,
  client_id INTEGER NOT NULL,
  page INTEGER NOT NULL,
  y0 REAL NOT NULL,
  lab TEXT NOT NULL,
  reason TEXT NOT NULL,  -- code of the first doubt
  audit INTEGER NOT NULL CHECK (audit IN (0, 1)),
  created_at TEXT NOT NULL,
  priority INTEGER NOT NULL DEFAULT 0,
  due_at TEXT NOT NULL DEFAULT '',  -- postponed until then
  -- 1: nobody has answered, 2: waits for the second key, 3: for the third.
  stage INTEGER NOT NULL DEFAULT 1 CHECK (stage IN (1, 2, 3)),
  -- Grows when all that was keyed is void: the document reads differently, or the question was opened anew.
  round INTEGER NOT NULL DEFAULT 1,
  revision INTEGER NOT NULL DEFAULT 0,  -- grows with each change that an answer must have seen
  claimed_by INTEGER REFERENCES users (id),
  claimed_until TEXT NOT NULL DEFAULT '',
  asked_user INTEGER,  -- waits for this person's word; 0 for that of any lead
  asked_by INTEGER REFERENCES users (id)
) STRICT, WITHOUT ROWID;
-- In the order in which they are given out.
CREATE INDEX work_waiting ON work (priority DESC, created_at, document_id, page, y0, item_id) WHERE waits = 1;
CREATE INDEX work_claimed ON work (claimed_by) WHERE claimed_by IS NOT NULL;
CREATE INDEX work_asked ON work (asked_user) WHERE asked_user IS NOT NULL;
CREATE INDEX work_of_document ON work (document_id);

-- The first doubt about an item, and where it comes from.
CREATE VIEW work_facts AS SELECT i.id AS item_id, i.state = 'open' AS waits, i.kind, i.document_id, d.client_id,
  i.page, i.y0, i.created_at, i.subject = 'audit' AS audit,
  coalesce(CASE WHEN i.row_id IS NOT NULL THEN
      (SELECT p.lab FROM rows w JOIN reports p ON p.id = w.report_id WHERE w.id = i.row_id)
    WHEN i.line_id IS NOT NULL THEN
      (SELECT p.lab FROM lines l JOIN reports p ON p.id = l.report_id WHERE l.id = i.line_id)
    ELSE (SELECT p.lab FROM reports p WHERE p.run_id = i.run_id AND p.number = i.report) END, '') AS lab,
  CASE WHEN i.subject = 'audit' THEN 'audit-sample'
    WHEN i.kind = 'name' THEN 'analyte-unknown'
    WHEN i.kind = 'unread-line' THEN 'unread-lines'
    WHEN i.kind = 'document' THEN i.subject
    ELSE coalesce((SELECT f.code FROM findings f WHERE f.row_id = i.row_id AND f.severity = 'doubt'
      ORDER BY f.id LIMIT 1), 'low-confidence') END AS reason
  FROM review_items i JOIN documents d ON d.id = i.document_id;

CREATE TRIGGER work_of_new_item AFTER INSERT ON review_items BEGIN
  INSERT INTO work (item_id, waits, kind, document_id, client_id, page, y0, lab, reason, audit, created_at, priority)
    SELECT f.item_id, f.waits, f.kind, f.document_id, f.client_id, f.page, f.y0, f.lab, f.reason, f.audit,
      f.created_at,
      -- An item that comes later is as urgent as its document.
      coalesce((SELECT max(w.priority) FROM work w WHERE w.document_id = new.document_id), 0)
    FROM work_facts f WHERE f.item_id = new.id;
END;
CREATE TRIGGER work_of_changed_item AFTER UPDATE ON review_items BEGIN
  UPDATE work SET (waits, kind, document_id, client_id, page, y0, lab, reason, audit) =
      (SELECT f.waits, f.kind, f.document_id, f.client_id, f.page, f.y0, f.lab, f.reason, f.audit FROM work_facts f
       WHERE f.item_id = new.id),
    revision = revision + (new.state <> old.state OR new.reading <> old.reading),
    round = round + (new.reading <> old.reading OR (old.state = 'decided' AND new.state = 'open')),
    stage = CASE WHEN new.reading <> old.reading OR (old.state = 'decided' AND new.state = 'open') THEN 1
      ELSE stage END
  WHERE item_id = new.id;
END;
CREATE TRIGGER work_of_moved_document AFTER UPDATE OF client_id ON documents
  BEGIN UPDATE work SET client_id = new.client_id WHERE document_id = new.id; END;

INSERT INTO work (item_id, waits, kind, document_id, client_id, page, y0, lab, reason, audit, created_at)
  SELECT item_id, waits, kind, document_id, client_id, page, y0, lab, reason, audit, created_at FROM work_facts;

-- What people answered through the server, also what waits for a second key. Never changed: what is taken back is
-- named by a later line.
CREATE TABLE answers (
  id INTEGER PRIMARY KEY,
  item_id TEXT NOT NULL REFERENCES review_items (id),
  request_key TEXT NOT NULL,
  request TEXT NOT NULL,  -- hash of all that was asked: the key may not come again with something else
  user_id INTEGER NOT NULL REFERENCES users (id),
  round INTEGER NOT NULL,
  stage INTEGER NOT NULL,
  action TEXT NOT NULL,     -- that of a decision, or 'ask', 'undo'
  corrected TEXT NOT NULL,  -- JSON of the fields that were given
  keyed TEXT NOT NULL,      -- JSON of all fields that the person vouches for
  note TEXT NOT NULL,
  at TEXT NOT NULL,
  outcome TEXT NOT NULL
    CHECK (outcome IN ('decided', 'second-key', 'third-key', 'postponed', 'asked', 'reopened')),
  state TEXT NOT NULL,         -- of the item, afterwards
  stage_after INTEGER NOT NULL,
  version_after TEXT NOT NULL,
  undoes INTEGER REFERENCES answers (id),
  UNIQUE (item_id, request_key)
) STRICT;
CREATE INDEX answers_of_user ON answers (user_id, id);
CREATE UNIQUE INDEX undone_answers ON answers (undoes) WHERE undoes IS NOT NULL;
-- Like corrections, they go with their document only.
CREATE TRIGGER answers_stay BEFORE DELETE ON answers
  WHEN (SELECT document_id FROM review_items WHERE id = old.item_id) NOT IN (SELECT document_id FROM removed_documents)
  BEGIN SELECT raise(ABORT, 'answers are kept'); END;
CREATE TRIGGER answers_are_not_changed BEFORE UPDATE ON answers
  BEGIN SELECT raise(ABORT, 'answers are kept'); END;

CREATE TABLE remarks (
  id INTEGER PRIMARY KEY,
  item_id TEXT NOT NULL REFERENCES review_items (id),
  by_user INTEGER NOT NULL REFERENCES users (id),
  to_name TEXT NOT NULL,  -- '' for any lead
  round INTEGER NOT NULL,
  stage INTEGER NOT NULL,  -- who keys blind does not see what was said before
  text TEXT NOT NULL,
  at TEXT NOT NULL
) STRICT;
CREATE INDEX remarks_of_item ON remarks (item_id);

-- What is typed and not sent. The one table of people's words that is deleted from.
CREATE TABLE drafts (
  user_id INTEGER NOT NULL REFERENCES users (id),
  subject TEXT NOT NULL,  -- id of an item, or 'document 7'
  body TEXT NOT NULL,     -- JSON
  saved_at TEXT NOT NULL,
  PRIMARY KEY (user_id, subject)
) STRICT, WITHOUT ROWID;

-- What a person read in the head of a report; the last line for a field holds. It stands beside the machine's reading and
-- outlives its runs.
CREATE TABLE header_corrections (
  id INTEGER PRIMARY KEY,
  document_id INTEGER NOT NULL REFERENCES documents (id),
  report INTEGER NOT NULL,
  field TEXT NOT NULL CHECK (field IN ('lab', 'patient_name', 'patient_id', 'sex', 'birth_date', 'accession', 'specimen',
    'collected', 'received', 'reported')),
  text TEXT NOT NULL,
  user_id INTEGER NOT NULL REFERENCES users (id),
  at TEXT NOT NULL
) STRICT;
CREATE INDEX header_corrections_of_document ON header_corrections (document_id);
CREATE TRIGGER header_corrections_stay BEFORE DELETE ON header_corrections
  WHEN old.document_id NOT IN (SELECT document_id FROM removed_documents)
  BEGIN SELECT raise(ABORT, 'corrections are kept'); END;
CREATE TRIGGER header_corrections_are_not_changed BEFORE UPDATE ON header_corrections
  BEGIN SELECT raise(ABORT, 'corrections are kept'); END;

ALTER TABLE documents ADD COLUMN moved_at TEXT NOT NULL DEFAULT '';  -- when it became this client's; '' from the beginning

-- What was asked about documents as a whole, so that a repeated request is answered as the first was.
CREATE TABLE document_requests (
  document_id INTEGER NOT NULL REFERENCES documents (id),
  request_key TEXT NOT NULL,
  request TEXT NOT NULL,  -- hash of all that was asked
  user_id INTEGER NOT NULL REFERENCES users (id),
  action TEXT NOT NULL CHECK (action IN ('rows', 'head', 'done')),
  result TEXT NOT NULL,  -- JSON
  at TEXT NOT NULL,
  PRIMARY KEY (document_id, request_key)
) STRICT, WITHOUT ROWID;
CREATE INDEX documents_done ON document_requests (document_id, at) WHERE action = 'done';
)sql";

}  // namespace labintake::db
