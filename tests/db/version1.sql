-- A database as version 1 of the schema wrote it: two runs over one document, decisions, a patient who differs. All invented.
PRAGMA application_id = 1279412558;
PRAGMA user_version = 1;
BEGIN TRANSACTION;
CREATE TABLE blobs (
  sha256 TEXT PRIMARY KEY CHECK (length(sha256) = 64),
  size INTEGER NOT NULL,
  media_type TEXT NOT NULL
) STRICT, WITHOUT ROWID;
INSERT INTO "blobs" VALUES('277089d91c0bdf4f2e6862ba7e4a07605119431f5d13f726dd352b06f1b206a9',5,'application/pdf');
INSERT INTO "blobs" VALUES('a3ead5eedad5df82318c51685dbc1c147a36d1ff8584fc82de6b08d0bf63a795',11,'application/pdf');
CREATE TABLE clients (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE
) STRICT;
INSERT INTO "clients" VALUES(0,'');
INSERT INTO "clients" VALUES(1,'C1');
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
INSERT INTO "decisions" VALUES(1,'qipiorajxbgbt',2,'qrtutwvqwdzg','2024-05-02T09:00:00Z','ann','edit','{"unit":"mg/dL","value":"7"}','','7p3cvs5xbeig',1);
INSERT INTO "decisions" VALUES(2,'qma7uvwziuedn',NULL,'2tjtirix4m73','2024-05-02T09:00:00Z','ann','postpone','{}','ask the laboratory','rndfnrnpdfoo',0);
CREATE TABLE documents (
  id INTEGER PRIMARY KEY,
  client_id INTEGER NOT NULL REFERENCES clients (id),
  sha256 TEXT NOT NULL REFERENCES blobs (sha256),
  file TEXT NOT NULL,
  created_at TEXT NOT NULL,
  UNIQUE (client_id, sha256)
) STRICT;
INSERT INTO "documents" VALUES(1,1,'277089d91c0bdf4f2e6862ba7e4a07605119431f5d13f726dd352b06f1b206a9','fake.pdf','2024-05-01T08:00:00Z');
INSERT INTO "documents" VALUES(2,1,'a3ead5eedad5df82318c51685dbc1c147a36d1ff8584fc82de6b08d0bf63a795','fake.pdf','2024-05-03T09:00:00Z');
CREATE TABLE fields (
  row_id INTEGER NOT NULL REFERENCES rows (id),
  kind TEXT NOT NULL CHECK (kind IN ('name', 'value', 'unit', 'range', 'flag')),
  text TEXT NOT NULL,
  parsed TEXT NOT NULL,  -- JSON object
  x0 REAL NOT NULL, y0 REAL NOT NULL, x1 REAL NOT NULL, y1 REAL NOT NULL,
  PRIMARY KEY (row_id, kind)
) STRICT, WITHOUT ROWID;
INSERT INTO "fields" VALUES(1,'flag','','{"code":"N","derived":true}',0.0,0.0,0.0,0.0);
INSERT INTO "fields" VALUES(1,'name','Iron','{}',36.0,100.0,120.0,110.0);
INSERT INTO "fields" VALUES(1,'range','1-200','{"high":"200","high_inclusive":true,"low":"1","low_inclusive":true}',300.0,100.0,340.0,110.0);
INSERT INTO "fields" VALUES(1,'unit','mg/dL','{"ucum":"mg/dL"}',230.0,100.0,260.0,110.0);
INSERT INTO "fields" VALUES(1,'value','5','{"comparator":"","kind":"quantity","number":"5"}',190.0,100.0,210.0,110.0);
INSERT INTO "fields" VALUES(2,'flag','','{"code":"N","derived":true}',0.0,0.0,0.0,0.0);
INSERT INTO "fields" VALUES(2,'name','Zinc','{}',36.0,120.0,120.0,130.0);
INSERT INTO "fields" VALUES(2,'range','1-200','{"high":"200","high_inclusive":true,"low":"1","low_inclusive":true}',300.0,120.0,340.0,130.0);
INSERT INTO "fields" VALUES(2,'unit','mq/dL','{"ucum":"mq/dL"}',230.0,120.0,260.0,130.0);
INSERT INTO "fields" VALUES(2,'value','7','{"comparator":"","kind":"quantity","number":"7"}',190.0,120.0,210.0,130.0);
INSERT INTO "fields" VALUES(3,'flag','','{"code":"N","derived":true}',0.0,0.0,0.0,0.0);
INSERT INTO "fields" VALUES(3,'name','Gold','{}',36.0,160.0,120.0,170.0);
INSERT INTO "fields" VALUES(3,'range','1-200','{"high":"200","high_inclusive":true,"low":"1","low_inclusive":true}',300.0,160.0,340.0,170.0);
INSERT INTO "fields" VALUES(3,'unit','mg/dL','{"ucum":"mg/dL"}',230.0,160.0,260.0,170.0);
INSERT INTO "fields" VALUES(3,'value','9','{"comparator":"","kind":"quantity","number":"9"}',190.0,160.0,210.0,170.0);
INSERT INTO "fields" VALUES(4,'flag','','{"code":"N","derived":true}',0.0,0.0,0.0,0.0);
INSERT INTO "fields" VALUES(4,'name','Iron','{}',36.0,100.0,120.0,110.0);
INSERT INTO "fields" VALUES(4,'range','1-200','{"high":"200","high_inclusive":true,"low":"1","low_inclusive":true}',300.0,100.0,340.0,110.0);
INSERT INTO "fields" VALUES(4,'unit','mg/dL','{"ucum":"mg/dL"}',230.0,100.0,260.0,110.0);
INSERT INTO "fields" VALUES(4,'value','6','{"comparator":"","kind":"quantity","number":"6"}',190.0,100.0,210.0,110.0);
INSERT INTO "fields" VALUES(5,'flag','','{"code":"N","derived":true}',0.0,0.0,0.0,0.0);
INSERT INTO "fields" VALUES(5,'name','Zinc','{}',36.0,120.0,120.0,130.0);
INSERT INTO "fields" VALUES(5,'range','1-200','{"high":"200","high_inclusive":true,"low":"1","low_inclusive":true}',300.0,120.0,340.0,130.0);
INSERT INTO "fields" VALUES(5,'unit','mq/dL','{"ucum":"mq/dL"}',230.0,120.0,260.0,130.0);
INSERT INTO "fields" VALUES(5,'value','7','{"comparator":"","kind":"quantity","number":"7"}',190.0,120.0,210.0,130.0);
INSERT INTO "fields" VALUES(6,'flag','','{"code":"N","derived":true}',0.0,0.0,0.0,0.0);
INSERT INTO "fields" VALUES(6,'name','Gold','{}',36.0,160.0,120.0,170.0);
INSERT INTO "fields" VALUES(6,'range','1-200','{"high":"200","high_inclusive":true,"low":"1","low_inclusive":true}',300.0,160.0,340.0,170.0);
INSERT INTO "fields" VALUES(6,'unit','mg/dL','{"ucum":"mg/dL"}',230.0,160.0,260.0,170.0);
INSERT INTO "fields" VALUES(6,'value','9','{"comparator":"","kind":"quantity","number":"9"}',190.0,160.0,210.0,170.0);
INSERT INTO "fields" VALUES(7,'flag','','{"code":"N","derived":true}',0.0,0.0,0.0,0.0);
INSERT INTO "fields" VALUES(7,'name','Zinc','{}',36.0,100.0,120.0,110.0);
INSERT INTO "fields" VALUES(7,'range','1-200','{"high":"200","high_inclusive":true,"low":"1","low_inclusive":true}',300.0,100.0,340.0,110.0);
INSERT INTO "fields" VALUES(7,'unit','mg/dL','{"ucum":"mg/dL"}',230.0,100.0,260.0,110.0);
INSERT INTO "fields" VALUES(7,'value','8','{"comparator":"","kind":"quantity","number":"8"}',190.0,100.0,210.0,110.0);
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
INSERT INTO "findings" VALUES(1,1,'report',1,NULL,'page-unreadable','Page 2 has no usable text.',0.0,0.0,0.0,0.0);
INSERT INTO "findings" VALUES(2,1,'row',1,2,'unit-unknown','Something about this row is not certain.',190.0,120.0,210.0,130.0);
INSERT INTO "findings" VALUES(3,1,'row',1,3,'value-ambiguous','Something about this row is not certain.',190.0,160.0,210.0,170.0);
INSERT INTO "findings" VALUES(4,2,'report',2,NULL,'page-unreadable','Page 2 has no usable text.',0.0,0.0,0.0,0.0);
INSERT INTO "findings" VALUES(5,2,'row',2,5,'unit-unknown','Something about this row is not certain.',190.0,120.0,210.0,130.0);
INSERT INTO "findings" VALUES(6,2,'row',2,6,'value-ambiguous','Something about this row is not certain.',190.0,160.0,210.0,170.0);
INSERT INTO "findings" VALUES(7,3,'document',3,NULL,'patient-differs','This report names another patient than the earlier reports of this client.',0.0,0.0,0.0,0.0);
CREATE TABLE lines (
  id INTEGER PRIMARY KEY,
  report_id INTEGER NOT NULL REFERENCES reports (id),
  page INTEGER NOT NULL,
  x0 REAL NOT NULL, y0 REAL NOT NULL, x1 REAL NOT NULL, y1 REAL NOT NULL,
  class TEXT NOT NULL,
  text TEXT NOT NULL  -- of unread lines only: a person must see what was not read
) STRICT;
INSERT INTO "lines" VALUES(1,1,1,36.0,140.0,400.0,150.0,'unread','Lead 2?4');
INSERT INTO "lines" VALUES(2,1,1,36.0,100.0,400.0,110.0,'row','');
INSERT INTO "lines" VALUES(3,1,1,36.0,120.0,400.0,130.0,'row','');
INSERT INTO "lines" VALUES(4,1,1,36.0,160.0,400.0,170.0,'row','');
INSERT INTO "lines" VALUES(5,2,1,36.0,140.0,400.0,150.0,'unread','Lead 2?4');
INSERT INTO "lines" VALUES(6,2,1,36.0,100.0,400.0,110.0,'row','');
INSERT INTO "lines" VALUES(7,2,1,36.0,120.0,400.0,130.0,'row','');
INSERT INTO "lines" VALUES(8,2,1,36.0,160.0,400.0,170.0,'row','');
INSERT INTO "lines" VALUES(9,3,1,36.0,100.0,400.0,110.0,'row','');
CREATE TABLE pages (
  run_id INTEGER NOT NULL REFERENCES runs (id),
  number INTEGER NOT NULL,
  width REAL NOT NULL,
  height REAL NOT NULL,
  kind TEXT NOT NULL,
  PRIMARY KEY (run_id, number)
) STRICT, WITHOUT ROWID;
INSERT INTO "pages" VALUES(1,1,612.0,792.0,'text');
INSERT INTO "pages" VALUES(2,1,612.0,792.0,'text');
INSERT INTO "pages" VALUES(3,1,612.0,792.0,'text');
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
INSERT INTO "reports" VALUES(1,1,1,1,1,'Fake Laboratory','Testa Fakename','P-1','','','1970-01-02','','','2024-04-30','','','needs_review');
INSERT INTO "reports" VALUES(2,2,1,1,1,'Fake Laboratory','Testa Fakename','P-1','','','1970-01-02','','','2024-04-30','','','needs_review');
INSERT INTO "reports" VALUES(3,3,1,1,1,'Fake Laboratory','Testa Fakename','P-2','','','1970-01-02','','','2024-04-30','','','complete');
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
INSERT INTO "review_items" VALUES('q6xoi3gpry7zn',1,'row','open','',0,1,1,36.0,160.0,400.0,170.0,6,NULL,2,'5j3ren2uajsm','2024-05-01T08:00:00Z');
INSERT INTO "review_items" VALUES('qdmimdgzfui7y',1,'document','open','report',0,1,1,0.0,0.0,0.0,0.0,NULL,NULL,2,'3htkdhep3uaw','2024-05-01T08:00:00Z');
INSERT INTO "review_items" VALUES('qipiorajxbgbt',1,'row','decided','',0,1,1,36.0,120.0,400.0,130.0,5,NULL,2,'qrtutwvqwdzg','2024-05-01T08:00:00Z');
INSERT INTO "review_items" VALUES('qma7uvwziuedn',1,'unread-line','open','',0,1,1,36.0,140.0,400.0,150.0,NULL,5,2,'2tjtirix4m73','2024-05-01T08:00:00Z');
INSERT INTO "review_items" VALUES('qmzh2gbcmf6kk',2,'document','open','patient',1,1,1,0.0,0.0,0.0,0.0,NULL,NULL,3,'gnava5hohv2h','2024-05-03T09:00:00Z');
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
INSERT INTO "rows" VALUES(1,1,1,1,36.0,100.0,400.0,110.0,'Chemistry','','columns/header',0.99,'accepted','2024-05-01T08:00:00Z');
INSERT INTO "rows" VALUES(2,1,2,1,36.0,120.0,400.0,130.0,'Chemistry','','columns/header',0.4,'review','');
INSERT INTO "rows" VALUES(3,1,3,1,36.0,160.0,400.0,170.0,'Chemistry','','columns/header',0.4,'review','');
INSERT INTO "rows" VALUES(4,2,1,1,36.0,100.0,400.0,110.0,'Chemistry','','columns/header',0.99,'accepted','2024-05-03T09:00:00Z');
INSERT INTO "rows" VALUES(5,2,2,1,36.0,120.0,400.0,130.0,'Chemistry','','columns/header',0.4,'review','');
INSERT INTO "rows" VALUES(6,2,3,1,36.0,160.0,400.0,170.0,'Chemistry','','columns/header',0.4,'review','');
INSERT INTO "rows" VALUES(7,3,1,1,36.0,100.0,400.0,110.0,'Chemistry','','columns/header',0.99,'accepted','2024-05-03T09:00:00Z');
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
INSERT INTO "runs" VALUES(1,1,'0.1.0',1,'conf',0,'2024-05-01T08:00:00Z','2024-05-01T08:00:00Z',0);
INSERT INTO "runs" VALUES(2,1,'0.1.0',2,'conf',0,'2024-05-03T09:00:00Z','2024-05-03T09:00:00Z',1);
INSERT INTO "runs" VALUES(3,2,'0.1.0',2,'conf',0,'2024-05-03T09:00:00Z','2024-05-03T09:00:00Z',1);
CREATE INDEX runs_of_document ON runs (document_id);
CREATE UNIQUE INDEX one_current_run ON runs (document_id) WHERE is_current = 1;
CREATE INDEX lines_of_report ON lines (report_id);
CREATE INDEX findings_of_run ON findings (run_id);
CREATE INDEX findings_of_row ON findings (row_id) WHERE row_id IS NOT NULL;
CREATE INDEX items_of_document ON review_items (document_id, page, y0);
CREATE INDEX items_by_state ON review_items (state);
CREATE UNIQUE INDEX one_decision_in_force ON decisions (item_id) WHERE in_force = 1;
COMMIT;
