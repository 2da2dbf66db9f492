-- undelivered is 1 where the answer to a create couldn't be handed to its client. The id of the newest such row spares
-- most creates the look-up.
ALTER TABLE organizations ADD COLUMN latest_undelivered TEXT COLLATE "C" NOT NULL DEFAULT '';
ALTER TABLE workspaces ADD COLUMN undelivered INTEGER NOT NULL DEFAULT 0;
CREATE INDEX workspaces_undelivered ON workspaces (organization_id, request_hash, id) WHERE undelivered = 1;

-- Which creates a replay may repeat.
CREATE INDEX workspaces_request_hash ON workspaces (organization_id, request_hash, id);

-- Equal answers are kept once. used_at is about when a request was last answered so, at most an hour too early;
-- idempotency_bytes is what the organization's answers and keys take.
ALTER TABLE organizations ADD COLUMN idempotency_bytes INTEGER NOT NULL DEFAULT 0;
CREATE TABLE idempotency_answers (
  organization_id TEXT COLLATE "C" NOT NULL REFERENCES organizations (id),
  digest TEXT COLLATE "C" NOT NULL,
  used_at TEXT COLLATE "C" NOT NULL,
  answer TEXT COLLATE "C" NOT NULL,
  PRIMARY KEY (organization_id, digest)
);
CREATE INDEX idempotency_answers_used_at ON idempotency_answers (organization_id, used_at);

ALTER TABLE idempotency_keys ADD COLUMN digest TEXT COLLATE "C" NOT NULL DEFAULT '';
UPDATE idempotency_keys SET digest = key_id || ' ' || idempotency_key;
INSERT INTO idempotency_answers (organization_id, digest, used_at, answer)
  SELECT organization_id, digest, created_at, answer FROM idempotency_keys;
UPDATE organizations SET idempotency_bytes = least(2000000000, coalesce(
  (SELECT sum(512 + octet_length(answer)) FROM idempotency_keys WHERE organization_id = organizations.id), 0));
ALTER TABLE idempotency_keys DROP COLUMN answer;
