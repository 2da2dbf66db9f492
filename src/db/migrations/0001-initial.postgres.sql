CREATE TABLE organizations (
  id TEXT COLLATE "C" NOT NULL PRIMARY KEY,
  name TEXT COLLATE "C" NOT NULL,
  created_at TEXT COLLATE "C" NOT NULL,
  workspace_limit INTEGER,
  active_workspaces INTEGER NOT NULL
);

CREATE TABLE admin_keys (
  organization_id TEXT COLLATE "C" NOT NULL REFERENCES organizations (id),
  id TEXT COLLATE "C" NOT NULL,
  name TEXT COLLATE "C" NOT NULL,
  hash TEXT COLLATE "C" NOT NULL,
  hint TEXT COLLATE "C" NOT NULL,
  created_at TEXT COLLATE "C" NOT NULL,
  expires_at TEXT COLLATE "C",
  disabled_at TEXT COLLATE "C",
  PRIMARY KEY (organization_id, id)
);

CREATE INDEX admin_keys_hash ON admin_keys (hash);

-- doc is the object's JSON text as the API returns it; the other columns are for queries. replays is the highest retry
-- count of a create that the row was returned to.
CREATE TABLE workspaces (
  organization_id TEXT COLLATE "C" NOT NULL REFERENCES organizations (id),
  id TEXT COLLATE "C" NOT NULL,
  archived_at TEXT COLLATE "C",
  is_default INTEGER NOT NULL,
  request_hash TEXT COLLATE "C",
  replays INTEGER NOT NULL,
  doc TEXT COLLATE "C" NOT NULL,
  PRIMARY KEY (organization_id, id)
);

CREATE INDEX workspaces_active ON workspaces (organization_id, id) WHERE archived_at IS NULL;

CREATE TABLE idempotency_keys (
  organization_id TEXT COLLATE "C" NOT NULL REFERENCES organizations (id),
  key_id TEXT COLLATE "C" NOT NULL,
  idempotency_key TEXT COLLATE "C" NOT NULL,
  request_hash TEXT COLLATE "C" NOT NULL,
  answer TEXT COLLATE "C" NOT NULL,
  created_at TEXT COLLATE "C" NOT NULL,
  PRIMARY KEY (organization_id, key_id, idempotency_key)
);

CREATE INDEX idempotency_keys_created_at ON idempotency_keys (organization_id, created_at);

-- Has one row once the first organization exists, so that servers that start together create only one.
CREATE TABLE installation (
  id INTEGER NOT NULL PRIMARY KEY CHECK (id = 1),
  organization_id TEXT COLLATE "C" NOT NULL
);
