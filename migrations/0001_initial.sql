-- The whole of Tocsin's memory. Times are ISO 8601 in UTC, to the millisecond. Paths are relative to their repository's
-- root with `/` between parts. JSON holds what is only ever read whole; what is asked for has a column.

-- Which of these files made this database, so that a changed one is noticed.
CREATE TABLE schema_migration (
  version INTEGER PRIMARY KEY, -- the number in the file's name; the last one is also PRAGMA user_version
  name TEXT NOT NULL, -- the file's name
  checksum TEXT NOT NULL, -- sha256 of the file's text, hexadecimal
  applied_at TEXT NOT NULL -- when
) STRICT;

-- A folder that is or was watched: a git repository, a worktree, a submodule or a plain folder.
CREATE TABLE repository (
  id INTEGER PRIMARY KEY,
  root TEXT NOT NULL UNIQUE, -- absolute path, symlinks resolved
  kind TEXT NOT NULL CHECK (kind IN ('git', 'worktree', 'submodule', 'folder')),
  name TEXT NOT NULL, -- what people call it
  root_commit TEXT, -- its first commit, by which clones are recognised; NULL outside git
  added_at TEXT NOT NULL -- when it was first seen
) STRICT;

-- The right to scan a repository. At most one process has it.
CREATE TABLE lease (
  repository INTEGER PRIMARY KEY REFERENCES repository (id),
  token TEXT NOT NULL, -- tells this holder's lease from a later one of the same process
  pid INTEGER NOT NULL, -- process that holds it
  host TEXT NOT NULL, -- machine that the process runs on
  expires_at TEXT NOT NULL -- free from then on unless renewed
) STRICT;

-- A rule as it was at some time. A rule that changes gets a new row.
CREATE TABLE rule (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL, -- its id for people, `python/passwords/hardcoded-password`
  info TEXT NOT NULL, -- RuleInfo as JSON
  UNIQUE (name, info)
) STRICT;

-- All rules and models of a scan together.
CREATE TABLE rule_set (
  id INTEGER PRIMARY KEY,
  version TEXT NOT NULL UNIQUE -- hash of everything that decides what is found
) STRICT;

-- Which rules a rule set holds.
CREATE TABLE rule_set_rule (
  rule_set INTEGER NOT NULL REFERENCES rule_set (id),
  rule INTEGER NOT NULL REFERENCES rule (id),
  PRIMARY KEY (rule_set, rule)
) STRICT, WITHOUT ROWID;

-- One run over a repository. A scan that changes nothing adds this row and no other.
CREATE TABLE scan (
  id INTEGER PRIMARY KEY AUTOINCREMENT, -- never used twice
  repository INTEGER NOT NULL REFERENCES repository (id),
  triggered_by TEXT NOT NULL CHECK (triggered_by IN ('manual', 'watch', 'schedule', 'startup')),
  complete INTEGER NOT NULL CHECK (complete IN (0, 1)), -- 1: the whole repository, 0: some paths only
  status TEXT NOT NULL CHECK (status IN ('running', 'finished', 'aborted', 'failed')),
  started_at TEXT NOT NULL,
  finished_at TEXT, -- NULL while running; also set when aborted or failed
  head TEXT, -- commit of HEAD; NULL outside git or before the first commit
  rule_set INTEGER NOT NULL REFERENCES rule_set (id),
  summary TEXT, -- ScanSummary as JSON; NULL unless finished
  files TEXT, -- ScanFileCounts as JSON; NULL unless finished
  error TEXT -- why it was aborted or failed
) STRICT;

CREATE INDEX scan_by_repository ON scan (repository, complete, status);
CREATE INDEX scan_by_status ON scan (status) WHERE status <> 'finished';
CREATE INDEX scan_by_rule_set ON scan (rule_set);

-- The inventory: each file as the last scan left it.
CREATE TABLE file_state (
  repository INTEGER NOT NULL REFERENCES repository (id),
  path TEXT NOT NULL,
  size INTEGER NOT NULL, -- bytes
  mtime_ns INTEGER NOT NULL, -- last change, nanoseconds since 1970
  inode INTEGER NOT NULL,
  content_hash TEXT, -- sha256 of its bytes; NULL where it was not read
  rule_set INTEGER NOT NULL REFERENCES rule_set (id), -- with which it was judged
  outcome TEXT NOT NULL CHECK (outcome IN ('analyzed', 'skipped', 'failed')),
  detail TEXT NOT NULL, -- why it was skipped, what failed, or what of an analysed file was not understood
  PRIMARY KEY (repository, path)
) STRICT, WITHOUT ROWID;

CREATE INDEX file_state_not_analyzed ON file_state (repository, outcome) WHERE outcome <> 'analyzed';

-- Analyses that need not be done again: a killed scan goes on, a branch that is switched back costs nothing. Only the last
-- few of a path are kept. Nothing here is history; the table may be emptied.
CREATE TABLE analysis (
  id INTEGER PRIMARY KEY, -- later ones are newer
  repository INTEGER NOT NULL REFERENCES repository (id),
  path TEXT NOT NULL,
  content_hash TEXT NOT NULL,
  rule_set INTEGER NOT NULL REFERENCES rule_set (id),
  outcome TEXT NOT NULL, -- FileAnalysis as JSON, redacted
  line_hashes BLOB, -- keyed hash of each line, eight bytes little-endian each; NULL where it has no findings
  UNIQUE (repository, path, content_hash, rule_set)
) STRICT;

-- A secret's value, known by its keyed hash only; the places where it stands are findings.
CREATE TABLE secret (
  id INTEGER PRIMARY KEY,
  key_id TEXT NOT NULL, -- which installation key made the hash
  hmac TEXT NOT NULL, -- HMAC-SHA256 of kind, NUL, value
  kind TEXT NOT NULL, -- `github-token`
  length INTEGER NOT NULL, -- in characters
  preview TEXT NOT NULL, -- up to four leading characters, for provider formats only
  UNIQUE (key_id, hmac)
) STRICT;

-- An identity with a history: one row for one fault, however it moves. The place and text are those of its last sighting.
CREATE TABLE finding (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE, -- what people type, `PW-7F3K`
  repository INTEGER NOT NULL REFERENCES repository (id),
  status TEXT NOT NULL CHECK (status IN ('open', 'fixed', 'closed')),
  close_reason TEXT CHECK (close_reason IN ('code-changed', 'file-deleted', 'rule-changed', 'rule-off', 'path-ignored')),
  rule_id TEXT NOT NULL, -- the rule's id for people
  category TEXT NOT NULL,
  severity INTEGER NOT NULL CHECK (severity BETWEEN 0 AND 4), -- 0 critical … 4 note
  confidence INTEGER NOT NULL CHECK (confidence BETWEEN 0 AND 2), -- 0 high … 2 low
  message TEXT NOT NULL, -- redacted
  path TEXT NOT NULL,
  start_line INTEGER NOT NULL, -- from 1
  start_column INTEGER NOT NULL, -- from 1, UTF-16 units
  end_line INTEGER NOT NULL,
  end_column INTEGER NOT NULL, -- exclusive
  trace TEXT NOT NULL, -- TraceStep[] as JSON, redacted
  suppression TEXT, -- Suppression as JSON; NULL: none
  scope TEXT NOT NULL, -- qualified name of the enclosing function or class
  fingerprint TEXT NOT NULL, -- hash of rule, scope and normalised text
  ordinal INTEGER NOT NULL, -- tells equal fingerprints in one file apart, in reading order
  secret INTEGER REFERENCES secret (id), -- NULL where it is no secret
  content_hash TEXT NOT NULL, -- of the file in which it was last seen
  rule_set INTEGER NOT NULL REFERENCES rule_set (id), -- that last saw it
  matched_by TEXT, -- how it was last followed to another place or text: renamed, moved, returned, edited; NULL: never
  first_scan INTEGER NOT NULL REFERENCES scan (id),
  first_seen TEXT NOT NULL,
  first_commit TEXT, -- HEAD when it was first seen
  last_seen TEXT NOT NULL, -- last time its file was judged with it; a complete scan that left the file alone counts too, see scan
  opened_at TEXT NOT NULL, -- first seen, or reopened last
  closed_at TEXT, -- fixed or closed last; NULL while open
  reopened INTEGER NOT NULL, -- how often it came back
  CHECK ((status = 'open') = (close_reason IS NULL) AND (status = 'open') = (closed_at IS NULL))
) STRICT;

CREATE INDEX finding_by_severity ON finding (status, severity, confidence, repository, path, start_line);
CREATE INDEX finding_by_path ON finding (repository, path);
CREATE INDEX finding_open ON finding (repository, status);
CREATE INDEX finding_by_rule ON finding (rule_id, status);
CREATE INDEX finding_by_age ON finding (first_seen);
CREATE INDEX finding_by_opening ON finding (opened_at);
CREATE INDEX finding_by_secret ON finding (secret) WHERE secret IS NOT NULL;
CREATE INDEX finding_of_deleted_file ON finding (repository, content_hash) WHERE close_reason = 'file-deleted';

-- Where a finding was, from one scan to another.
CREATE TABLE occurrence (
  id INTEGER PRIMARY KEY,
  finding INTEGER NOT NULL REFERENCES finding (id),
  path TEXT NOT NULL,
  line INTEGER NOT NULL, -- at the beginning of the interval
  from_scan INTEGER NOT NULL REFERENCES scan (id), -- first scan that saw it here
  to_scan INTEGER REFERENCES scan (id), -- first scan that no longer did; NULL: still there
  end_reason TEXT CHECK (end_reason IN ('moved', 'code-changed', 'file-deleted', 'rule-changed', 'rule-off', 'path-ignored')),
  CHECK ((to_scan IS NULL) = (end_reason IS NULL))
) STRICT;

CREATE INDEX occurrence_by_finding ON occurrence (finding, from_scan);
CREATE UNIQUE INDEX occurrence_current ON occurrence (finding) WHERE to_scan IS NULL;

-- What happened to findings. Rows are added, never changed.
CREATE TABLE event (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  finding INTEGER NOT NULL REFERENCES finding (id),
  type TEXT NOT NULL CHECK (type IN ('opened', 'fixed', 'closed', 'reopened')),
  scan INTEGER NOT NULL REFERENCES scan (id),
  at TEXT NOT NULL,
  reason TEXT, -- why it was fixed or closed
  path TEXT NOT NULL, -- where it was then
  line INTEGER NOT NULL
) STRICT;

CREATE INDEX event_by_finding ON event (finding);
CREATE INDEX event_by_time ON event (at);

CREATE TRIGGER event_is_never_changed BEFORE UPDATE ON event
BEGIN
  SELECT raise(ABORT, 'events are never changed');
END;

CREATE TRIGGER event_is_never_deleted BEFORE DELETE ON event
BEGIN
  SELECT raise(ABORT, 'events are never deleted');
END;
