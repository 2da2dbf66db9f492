-- Finds the default workspace of an organization: PostgreSQL would read all workspaces of all organizations.
CREATE INDEX workspaces_default ON workspaces (organization_id, id) WHERE is_default = 1;
