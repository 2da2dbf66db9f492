CREATE TABLE organizations (
  id TEXT NOT NULL PRIMARY KEY,
  name TEXT NOT NULL,
  created_at TEXT NOT NULL,
  workspace_limit INTEGER,
  active_workspaces INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE admin_keys (
  organization_id TEXT NOT NULL REFERENCES organizations (id),
  id TEXT NOT NULL,
  name TEXT NOT NULL,
  hash TEXT NOT NULL,
  hint TEXT NOT NULL,
  created_at TEXT NOT NULL,
  expires_at TEXT,
  disabled_at TEXT,
  PRIMARY KEY (organization_id, id)
) STRICT, WITHOUT ROWID;

CREATE INDEX admin_keys_hash ON admin_keys (hash);

-- doc is the object's JSON text as the API returns it; the other columns are for queries. replays is the highest retry
-- count of a create that the row was returned to.
CREATE TABLE workspaces (
  organization_id TEXT NOT NULL REFERENCES organizations (id),
  id TEXT NOT NULL,
  archived_at TEXT,
  is_default INTEGER NOT NULL,
  request_hash TEXT,
  replays INTEGER NOT NULL,
  doc TEXT NOT NULL,
  PRIMARY KEY (organization_id, id)
) STRICT, WITHOUT ROWID;

CREATE INDEX workspaces_active ON workspaces (organization_id, id) WHERE archived_at IS NULL;

CREATE TABLE idempotency_keys (
  organization_id TEXT NOT NULL REFERENCES organizations (id),
  key_id TEXT NOT NULL,
  idempotency_key TEXT NOT NULL,
  request_hash TEXT NOT NULL,
  answer TEXT NOT NULL,
  created_at TEXT NOT NULL,
  PRIMARY KEY (organization_id, key_id, idempotency_key)
) STRICT, WITHOUT ROWID;

CREATE INDEX idempotency_keys_created_at ON idempotency_keys (organization_id, created_at);

-- Has one row once the first organization exists, so that servers that start together create only one.
CREATE TABLE installation (
  id INTEGER NOT NULL PRIMARY KEY CHECK (id = 1),
  organization_id TEXT NOT NULL
) STRICT;
