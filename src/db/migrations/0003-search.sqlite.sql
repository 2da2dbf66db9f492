-- Columns for searching: the name without case, and fields of the object. (In tags, the opening brace is replaced by a
-- comma, so that each tag has one before it.)
ALTER TABLE workspaces ADD COLUMN folded_name TEXT NOT NULL DEFAULT '';
ALTER TABLE workspaces ADD COLUMN workspace_geo TEXT NOT NULL DEFAULT '';
ALTER TABLE workspaces ADD COLUMN default_inference_geo TEXT NOT NULL DEFAULT '';
ALTER TABLE workspaces ADD COLUMN tags TEXT NOT NULL DEFAULT '';
-- The program folds names that aren't ASCII after this.
UPDATE workspaces SET
  folded_name = upper(json_extract(doc, '$.name')),
  workspace_geo = json_extract(doc, '$.data_residency.workspace_geo'),
  default_inference_geo = json_extract(doc, '$.data_residency.default_inference_geo'),
  tags = ',' || substr(json_extract(doc, '$.tags'), 2);

-- How many workspaces, except the default, were created and archived on a UTC day, and by how many the active ones in
-- these geos changed (may be negative). The sums are an organization's totals.
CREATE TABLE workspace_counts (
  organization_id TEXT NOT NULL REFERENCES organizations (id),
  day TEXT NOT NULL,
  workspace_geo TEXT NOT NULL,
  default_inference_geo TEXT NOT NULL,
  created INTEGER NOT NULL,
  archived INTEGER NOT NULL,
  active INTEGER NOT NULL,
  PRIMARY KEY (organization_id, day, workspace_geo, default_inference_geo)
) STRICT, WITHOUT ROWID;
INSERT INTO workspace_counts
  SELECT organization_id, substr(json_extract(doc, '$.created_at'), 1, 10), workspace_geo, default_inference_geo,
    count(*), 0, count(*)
  FROM workspaces WHERE is_default = 0 GROUP BY 1, 2, 3, 4;
INSERT INTO workspace_counts
  SELECT organization_id, substr(archived_at, 1, 10), workspace_geo, default_inference_geo, 0, count(*), -count(*)
  FROM workspaces WHERE is_default = 0 AND archived_at IS NOT NULL GROUP BY 1, 2, 3, 4
  ON CONFLICT (organization_id, day, workspace_geo, default_inference_geo) DO UPDATE
    SET archived = excluded.archived, active = workspace_counts.active + excluded.active;
