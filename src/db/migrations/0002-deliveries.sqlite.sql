-- undelivered is 1 if the response to a create couldn't be delivered to its client. The id of the newest such row saves
-- most creates the look-up.
ALTER TABLE organizations ADD COLUMN latest_undelivered TEXT NOT NULL DEFAULT '';
ALTER TABLE workspaces ADD COLUMN undelivered INTEGER NOT NULL DEFAULT 0;
CREATE INDEX workspaces_undelivered ON workspaces (organization_id, request_hash, id) WHERE undelivered = 1;

-- Identical responses are stored once. used_at is when a request last got the response, up to an hour too early.
-- idempotency_bytes is the size of the organization's responses and keys.
ALTER TABLE organizations ADD COLUMN idempotency_bytes INTEGER NOT NULL DEFAULT 0;
CREATE TABLE idempotency_answers (
  organization_id TEXT NOT NULL REFERENCES organizations (id),
  digest TEXT NOT NULL,
  used_at TEXT NOT NULL,
  answer TEXT NOT NULL,
  PRIMARY KEY (organization_id, digest)
) STRICT, WITHOUT ROWID;
CREATE INDEX idempotency_answers_used_at ON idempotency_answers (organization_id, used_at);

ALTER TABLE idempotency_keys ADD COLUMN digest TEXT NOT NULL DEFAULT '';
UPDATE idempotency_keys SET digest = key_id || ' ' || idempotency_key;
INSERT INTO idempotency_answers (organization_id, digest, used_at, answer)
  SELECT organization_id, digest, created_at, answer FROM idempotency_keys;
UPDATE organizations SET idempotency_bytes = coalesce(
  (SELECT sum(512 + octet_length(answer)) FROM idempotency_keys WHERE organization_id = organizations.id), 0);
ALTER TABLE idempotency_keys DROP COLUMN answer;
