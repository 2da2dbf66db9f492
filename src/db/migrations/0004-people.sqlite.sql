-- version increases with every write of the organization, and is at least the time of it in microseconds. feed_since is
-- the version from which on the activity feed is complete; null while it is disabled.
ALTER TABLE organizations ADD COLUMN version INTEGER NOT NULL DEFAULT 0;
ALTER TABLE organizations ADD COLUMN feed_since INTEGER DEFAULT 0;
UPDATE organizations SET feed_since = CAST(unixepoch('subsec') * 1000000 AS INTEGER);

-- scopes is a JSON list; null means all. user_id is the user that the key is linked to.
ALTER TABLE admin_keys ADD COLUMN scopes TEXT;
ALTER TABLE admin_keys ADD COLUMN last_used_at TEXT;
ALTER TABLE admin_keys ADD COLUMN user_id TEXT;
ALTER TABLE admin_keys ADD COLUMN deleted_at TEXT;

-- doc is the object's JSON text, in some tables without what depends on time or version. Deleted rows stay, so that
-- repeated deletions are recognised and cursors keep their place. address is the email in lower case, mailbox the address
-- without its plus tag.
CREATE TABLE users (
  organization_id TEXT NOT NULL REFERENCES organizations (id),
  id TEXT NOT NULL,
  address TEXT NOT NULL,
  mailbox TEXT NOT NULL,
  role TEXT NOT NULL,
  added_at TEXT NOT NULL,
  deleted_at TEXT,
  doc TEXT NOT NULL,
  PRIMARY KEY (organization_id, id)
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX users_address ON users (organization_id, address) WHERE deleted_at IS NULL;
CREATE INDEX users_added_at ON users (organization_id, added_at, id) WHERE deleted_at IS NULL;

CREATE TABLE invites (
  organization_id TEXT NOT NULL REFERENCES organizations (id),
  id TEXT NOT NULL,
  address TEXT NOT NULL,
  mailbox TEXT NOT NULL,
  role TEXT NOT NULL,
  invited_at TEXT NOT NULL,
  expires_at TEXT NOT NULL,
  accepted_at TEXT,
  deleted_at TEXT,
  user_id TEXT,
  token_hash TEXT NOT NULL,
  doc TEXT NOT NULL,
  PRIMARY KEY (organization_id, id)
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX invites_token_hash ON invites (token_hash);
CREATE INDEX invites_address ON invites (organization_id, address);
CREATE INDEX invites_invited_at ON invites (organization_id, invited_at, id) WHERE deleted_at IS NULL;
CREATE INDEX invites_expires_at ON invites (organization_id, expires_at) WHERE accepted_at IS NULL AND deleted_at IS NULL;

CREATE TABLE members (
  organization_id TEXT NOT NULL REFERENCES organizations (id),
  workspace_id TEXT NOT NULL,
  user_id TEXT NOT NULL,
  workspace_role TEXT NOT NULL,
  deleted_at TEXT,
  doc TEXT NOT NULL,
  PRIMARY KEY (organization_id, workspace_id, user_id),
  FOREIGN KEY (organization_id, workspace_id) REFERENCES workspaces (organization_id, id),
  FOREIGN KEY (organization_id, user_id) REFERENCES users (organization_id, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX members_user_id ON members (organization_id, user_id);

CREATE TABLE service_accounts (
  organization_id TEXT NOT NULL REFERENCES organizations (id),
  id TEXT NOT NULL,
  name TEXT NOT NULL,
  created_at TEXT NOT NULL,
  archived_at TEXT,
  doc TEXT NOT NULL,
  PRIMARY KEY (organization_id, id)
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX service_accounts_name ON service_accounts (organization_id, name) WHERE archived_at IS NULL;
CREATE INDEX service_accounts_created_at ON service_accounts (organization_id, created_at, id);

CREATE TABLE service_account_members (
  organization_id TEXT NOT NULL REFERENCES organizations (id),
  service_account_id TEXT NOT NULL,
  workspace_id TEXT NOT NULL,
  workspace_role TEXT NOT NULL,
  created_at TEXT NOT NULL,
  doc TEXT NOT NULL,
  PRIMARY KEY (organization_id, service_account_id, workspace_id),
  FOREIGN KEY (organization_id, service_account_id) REFERENCES service_accounts (organization_id, id),
  FOREIGN KEY (organization_id, workspace_id) REFERENCES workspaces (organization_id, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX service_account_members_workspace_id
  ON service_account_members (organization_id, workspace_id, created_at, service_account_id);

-- workspace_id is null for keys of the organization. user_id or service_account_id is the principal, if there is one.
CREATE TABLE api_keys (
  organization_id TEXT NOT NULL REFERENCES organizations (id),
  id TEXT NOT NULL,
  workspace_id TEXT,
  user_id TEXT,
  service_account_id TEXT,
  created_by TEXT,
  status TEXT NOT NULL,
  created_at TEXT NOT NULL,
  expires_at TEXT,
  hash TEXT NOT NULL,
  doc TEXT NOT NULL,
  PRIMARY KEY (organization_id, id),
  FOREIGN KEY (organization_id, workspace_id) REFERENCES workspaces (organization_id, id),
  FOREIGN KEY (organization_id, user_id) REFERENCES users (organization_id, id),
  FOREIGN KEY (organization_id, service_account_id) REFERENCES service_accounts (organization_id, id)
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX api_keys_hash ON api_keys (hash);
CREATE INDEX api_keys_created_at ON api_keys (organization_id, created_at, id);
CREATE INDEX api_keys_workspace_id ON api_keys (organization_id, workspace_id, created_at, id);
CREATE INDEX api_keys_user_id ON api_keys (organization_id, user_id) WHERE user_id IS NOT NULL;
CREATE INDEX api_keys_service_account_id ON api_keys (organization_id, service_account_id)
  WHERE service_account_id IS NOT NULL;
CREATE INDEX api_keys_expires_at ON api_keys (organization_id, expires_at) WHERE expires_at IS NOT NULL;

-- The activity feed. IDs are in the order of commits.
CREATE TABLE activities (
  organization_id TEXT NOT NULL REFERENCES organizations (id),
  id TEXT NOT NULL,
  type TEXT NOT NULL,
  actor_id TEXT,
  doc TEXT NOT NULL,
  PRIMARY KEY (organization_id, id)
) STRICT, WITHOUT ROWID;

-- The creates of the last minutes, other than of workspaces, by which retries are recognised. The columns mean the same as
-- in workspaces.
CREATE TABLE recent_creates (
  organization_id TEXT NOT NULL REFERENCES organizations (id),
  created_at TEXT NOT NULL,
  id TEXT NOT NULL,
  request_hash TEXT NOT NULL,
  replays INTEGER NOT NULL,
  undelivered INTEGER NOT NULL,
  PRIMARY KEY (organization_id, created_at, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX recent_creates_undelivered ON recent_creates (organization_id, request_hash, created_at, id)
  WHERE undelivered = 1;

-- The console's sign-ins, by the hash of their cookie.
CREATE TABLE sessions (
  organization_id TEXT NOT NULL REFERENCES organizations (id),
  hash TEXT NOT NULL,
  key_id TEXT NOT NULL,
  created_at TEXT NOT NULL,
  used_at TEXT NOT NULL,
  PRIMARY KEY (organization_id, hash),
  FOREIGN KEY (organization_id, key_id) REFERENCES admin_keys (organization_id, id) ON DELETE CASCADE
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX sessions_hash ON sessions (hash);
CREATE INDEX sessions_key_id ON sessions (organization_id, key_id);
