-- What the state document adds to objects: a handle, unique among the objects of a kind, and whether writes are kept.
-- object is a section of the document, such as workspaces, or organization.
CREATE TABLE refs (
  organization_id TEXT NOT NULL REFERENCES organizations (id),
  object TEXT NOT NULL,
  id TEXT NOT NULL,
  ref TEXT,
  pinned INTEGER NOT NULL,
  PRIMARY KEY (organization_id, object, id)
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX refs_ref ON refs (organization_id, object, ref);

-- What a sandbox keeps about organizations: whether they were made for tests, which may be deleted, and when they expire.
-- clock is JSON: how far it is ahead, and where it stands still; null for the server's own. beginning is JSON: clock and
-- faults of the state document that it began with.
CREATE TABLE sandbox_organizations (
  organization_id TEXT NOT NULL PRIMARY KEY REFERENCES organizations (id),
  made INTEGER NOT NULL,
  expires_at TEXT,
  clock TEXT,
  beginning TEXT
) STRICT, WITHOUT ROWID;

-- content is JSON: the organization's rows by table.
CREATE TABLE snapshots (
  organization_id TEXT NOT NULL REFERENCES organizations (id),
  name TEXT NOT NULL,
  created_at TEXT NOT NULL,
  content TEXT NOT NULL,
  PRIMARY KEY (organization_id, name)
) STRICT, WITHOUT ROWID;
