-- Secrets in git's history: how far it was read, which commits brought and removed them, and what people decided of them.

-- How far a repository's git history was read for secrets.
CREATE TABLE history_reading (
  repository INTEGER PRIMARY KEY REFERENCES repository (id),
  rules TEXT NOT NULL, -- hash of the rules for secrets; others begin from the start
  tips TEXT NOT NULL, -- commits as JSON: these and all that they come from were read
  commits INTEGER NOT NULL, -- how many that are
  blobs INTEGER NOT NULL, -- contents that were read
  unread INTEGER NOT NULL, -- contents that were not: too large, missing, not within the time limit
  finished_at TEXT -- NULL: broken off; the next reading goes on
) STRICT;

-- The secrets of contents that are in git's history. Contents without any have no row.
CREATE TABLE history_blob (
  repository INTEGER NOT NULL REFERENCES repository (id),
  blob TEXT NOT NULL, -- git's id of the content
  reading TEXT NOT NULL, -- as what it was read, as its path says
  hits TEXT NOT NULL, -- a list as JSON: secret, rule_id, severity, confidence, line, key, suppressed
  PRIMARY KEY (repository, blob, reading)
) STRICT, WITHOUT ROWID;

-- A commit that brought a secret to a path or took it away. Rows are added parents first.
CREATE TABLE history_change (
  id INTEGER PRIMARY KEY,
  repository INTEGER NOT NULL REFERENCES repository (id),
  secret INTEGER NOT NULL REFERENCES secret (id),
  commit_id TEXT NOT NULL, -- or the id of a tree or blob that a tag names without a commit
  type TEXT NOT NULL CHECK (type IN ('added', 'removed', 'moved-here', 'moved-away')), -- moved: both in one commit
  path TEXT NOT NULL,
  line INTEGER NOT NULL, -- before the commit where it went
  rule_id TEXT NOT NULL,
  severity INTEGER NOT NULL CHECK (severity BETWEEN 0 AND 4), -- 0 critical … 4 note
  confidence INTEGER NOT NULL CHECK (confidence BETWEEN 0 AND 2), -- 0 high … 2 low
  suppressed INTEGER NOT NULL CHECK (suppressed IN (0, 1)), -- by a comment in the code
  UNIQUE (repository, secret, commit_id, type, path)
) STRICT;

CREATE INDEX history_change_by_secret ON history_change (secret);

-- Commits that `history_change` names.
CREATE TABLE history_commit (
  repository INTEGER NOT NULL REFERENCES repository (id),
  id TEXT NOT NULL,
  author TEXT NOT NULL, -- the name that the commit gives; empty for what is no commit
  committed_at TEXT, -- NULL for what is no commit
  reachable INTEGER NOT NULL CHECK (reachable IN (0, 1)), -- by a ref, when the history was last read
  in_head INTEGER NOT NULL CHECK (in_head IN (0, 1)), -- HEAD comes from it
  pushed INTEGER NOT NULL CHECK (pushed IN (0, 1)), -- a remote-tracking branch comes from it
  PRIMARY KEY (repository, id)
) STRICT, WITHOUT ROWID;

-- Where secrets stood in HEAD's tree and in the index when the history was last read.
CREATE TABLE history_place (
  repository INTEGER NOT NULL REFERENCES repository (id),
  secret INTEGER NOT NULL REFERENCES secret (id),
  place TEXT NOT NULL CHECK (place IN ('head', 'index')),
  path TEXT NOT NULL,
  line INTEGER NOT NULL,
  rule_id TEXT NOT NULL,
  severity INTEGER NOT NULL,
  confidence INTEGER NOT NULL,
  PRIMARY KEY (repository, secret, place, path)
) STRICT, WITHOUT ROWID;

CREATE INDEX history_place_by_secret ON history_place (secret);

-- A secret whose place another one took: it was changed there.
CREATE TABLE secret_successor (
  secret INTEGER NOT NULL REFERENCES secret (id),
  successor INTEGER NOT NULL REFERENCES secret (id),
  repository INTEGER NOT NULL REFERENCES repository (id),
  path TEXT NOT NULL,
  commit_id TEXT, -- in which; NULL: seen in the work tree
  at TEXT NOT NULL, -- when it was noticed
  PRIMARY KEY (secret, successor, repository, path),
  CHECK (secret <> successor)
) STRICT, WITHOUT ROWID;

-- What a person decided to live with: this value, wherever it stands, and no other one beside it.
CREATE TABLE secret_decision (
  secret INTEGER PRIMARY KEY REFERENCES secret (id),
  reason TEXT NOT NULL, -- redacted
  decided_at TEXT NOT NULL,
  until TEXT -- it counts up to then; NULL: for good
) STRICT;
