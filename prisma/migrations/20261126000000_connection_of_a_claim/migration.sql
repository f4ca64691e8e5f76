-- An admin who corrects the operation, the server or the token means the next call, not the next slice of a worker: whoever claims a batch
-- names the version of the connection it has read, and gets none when that is not the tenant's any more.
ALTER TABLE "Tenant" ADD COLUMN     "connectionVersion" INTEGER NOT NULL DEFAULT 1;

CREATE FUNCTION raise_connection_version() RETURNS trigger LANGUAGE plpgsql AS $body$
BEGIN
  NEW."connectionVersion" := OLD."connectionVersion" + 1;
  RETURN NEW;
END
$body$;

-- Whatever a worker keeps of a tenant while it works for it; its name and what only staging reads are none of it.
CREATE TRIGGER "Tenant_raises_version" BEFORE UPDATE ON "Tenant" FOR EACH ROW
  WHEN ((OLD."operation", OLD."server", OLD."tokenSealed", OLD."tokenKeyId", OLD."callsAtOnce", OLD."repeatBehaviour")
    IS DISTINCT FROM (NEW."operation", NEW."server", NEW."tokenSealed", NEW."tokenKeyId", NEW."callsAtOnce", NEW."repeatBehaviour"))
  EXECUTE FUNCTION raise_connection_version();

-- claim_batch as it was, but for "connection_version". The tenant's row is locked when it is compared: a correction either is seen, or waits
-- until the claim is written.
DROP FUNCTION claim_batch(uuid, uuid, int, uuid, int);
CREATE FUNCTION claim_batch(tenant uuid, upload uuid, lease_seconds int, connection_version int, answered_batch uuid, answered_fence int)
RETURNS TABLE (
  "spentUntil" timestamptz, id uuid, ordinal int, fence int, debtors int, attempts int, resends int, "isHalf" boolean, sent json
) LANGUAGE plpgsql VOLATILE AS $body$
#variable_conflict use_column
DECLARE
  calls_at_once int;
  current_version int;
  spent_until timestamptz;
BEGIN
  -- NO KEY UPDATE: rows that refer to the tenant can be written meanwhile.
  SELECT t."callsAtOnce", t."connectionVersion" INTO calls_at_once, current_version FROM "Tenant" t WHERE t.id = tenant FOR NO KEY UPDATE;
  IF answered_batch IS NOT NULL THEN
    UPDATE "Batch" b SET "answeredAt" = clock_timestamp()
      WHERE b."tenantId" = tenant AND b.id = answered_batch AND b.fence = answered_fence AND b.state = 'sending';
  END IF;
  IF current_version IS DISTINCT FROM connection_version THEN
    RETURN;
  END IF;
  SELECT b."resetsAt" INTO spent_until FROM "TokenBudget" b
    WHERE b."tenantId" = tenant AND b.available - b.spent <= 0 AND b."resetsAt" > clock_timestamp();
  IF spent_until IS NOT NULL THEN
    RETURN QUERY SELECT spent_until, NULL::uuid, NULL::int, NULL::int, NULL::int, NULL::int, NULL::int, NULL::boolean, NULL::json;
    RETURN;
  END IF;
  IF calls_at_once <=
    (SELECT count(*) FROM "Batch" b WHERE b."tenantId" = tenant AND b."leaseUntil" > clock_timestamp() AND b."answeredAt" IS NULL)
    + (SELECT count(*) FROM "TokenBudget" b WHERE b."tenantId" = tenant AND b."askingUntil" > clock_timestamp())
  THEN
    RETURN;
  END IF;
  RETURN QUERY UPDATE "Batch" c SET state = 'sending', fence = c.fence + 1, attempts = c.attempts + 1, "notBefore" = NULL,
      "sentAt" = clock_timestamp(), "answeredAt" = NULL, "leaseUntil" = clock_timestamp() + make_interval(secs => lease_seconds)
    WHERE c.id = (
      SELECT b.id FROM "Batch" b
      JOIN "Upload" u ON u.id = b."uploadId" AND u."tenantId" = b."tenantId" AND u.state = 'running'
      WHERE b."tenantId" = tenant AND b."uploadId" = upload AND b.state = 'pending'
        AND (b."notBefore" IS NULL OR b."notBefore" <= clock_timestamp())
        -- A remote that says "wait" means every batch, not only the one it answered.
        AND (u."waitUntil" IS NULL OR u."waitUntil" <= clock_timestamp())
      ORDER BY b.ordinal LIMIT 1
      FOR UPDATE OF b SKIP LOCKED
    )
    RETURNING NULL::timestamptz, c.id, c.ordinal, c.fence, c.debtors, c.attempts, c.resends, c."rootId" IS NOT NULL,
      (SELECT json_agg(json_build_array(r.ordinal, r.identification, r.payload) ORDER BY r.ordinal)
        FROM "Record" r WHERE r."tenantId" = tenant AND r."batchId" = c.id);
  IF FOUND THEN
    UPDATE "TokenBudget" b SET spent = b.spent + 1 WHERE b."tenantId" = tenant;
  END IF;
END
$body$;

-- Where an upload was said to go when it was confirmed.
ALTER TABLE "Upload" ADD COLUMN     "confirmedOperation" TEXT,
ADD COLUMN     "confirmedServer" TEXT;
