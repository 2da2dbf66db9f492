-- versions is JSON: by table, the organization's version after the latest write to it. A workspace has the version in which it
-- last changed.
ALTER TABLE organizations ADD COLUMN versions TEXT COLLATE "C" NOT NULL DEFAULT '{}';
ALTER TABLE workspaces ADD COLUMN version BIGINT NOT NULL DEFAULT 0;
CREATE INDEX workspaces_version ON workspaces (organization_id, version);

-- Only the undelivered workspaces of the last minute are looked for.
DROP INDEX workspaces_undelivered;
CREATE INDEX workspaces_undelivered ON workspaces (organization_id, id) WHERE undelivered = 1;
