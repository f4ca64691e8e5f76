-- Claims the next due batch of a running upload and returns what it sends, in one round trip (decision 15). The
-- tenant's row is locked first. Each statement of a volatile function sees what was committed before it, so the
-- count of calls in flight (leases of unanswered batches, and a query of the token's budget) is exact.
--
-- "connection_version" is that of the connection the caller has read: a change by an admin is either seen here or
-- waits until the claim is written. "answered_batch" is the caller's last batch, whose call is over, so that the
-- next may begin before it is settled. Its lease stays until then, so a crash in between leaves it unconfirmed.
--
-- "held": its debtors whom the tenant keeps out of every load at this moment (decision 70).
--
-- Returns one row if a batch was claimed or, with "spentUntil", if the token's day is spent; no row if nothing is
-- due, no call is free or the connection has changed.
CREATE OR REPLACE FUNCTION claim_batch(tenant uuid, upload uuid, lease_seconds int, connection_version int, answered_batch uuid, answered_fence int)
RETURNS TABLE (
  "spentUntil" timestamptz, id uuid, ordinal int, fence int, debtors int, attempts int, resends int, "isHalf" boolean, sent json,
  held text[]
) LANGUAGE plpgsql VOLATILE AS $body$
#variable_conflict use_column
DECLARE
  calls_at_once int;
  current_version int;
  current_operation text;
  current_server text;
  has_holds boolean;
  today date;
  spent_until timestamptz;
BEGIN
  -- NO KEY UPDATE: rows that refer to the tenant can be written meanwhile.
  SELECT t."callsAtOnce", t."connectionVersion", t.operation, t.server, (clock_timestamp() AT TIME ZONE t."timeZone")::date
    INTO calls_at_once, current_version, current_operation, current_server, today FROM "Tenant" t WHERE t.id = tenant FOR NO KEY UPDATE;
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
    RETURN QUERY SELECT spent_until, NULL::uuid, NULL::int, NULL::int, NULL::int, NULL::int, NULL::int, NULL::boolean, NULL::json, NULL::text[];
    RETURN;
  END IF;
  IF calls_at_once <=
    (SELECT count(*) FROM "Batch" b WHERE b."tenantId" = tenant AND b."leaseUntil" > clock_timestamp() AND b."answeredAt" IS NULL)
    + (SELECT count(*) FROM "TokenBudget" b WHERE b."tenantId" = tenant AND b."askingUntil" > clock_timestamp())
  THEN
    RETURN;
  END IF;
  SELECT EXISTS (SELECT 1 FROM "Hold" h WHERE h."tenantId" = tenant) INTO has_holds;
  RETURN QUERY UPDATE "Batch" c SET state = 'sending', fence = c.fence + 1, attempts = c.attempts + 1, "notBefore" = NULL,
      "sentAt" = clock_timestamp(), "sentOperation" = current_operation, "sentServer" = current_server, "answeredAt" = NULL, "leaseUntil" = clock_timestamp() + make_interval(secs => lease_seconds)
    WHERE c.id = (
      SELECT b.id FROM "Batch" b
      JOIN "Upload" u ON u.id = b."uploadId" AND u."tenantId" = b."tenantId" AND u.state = 'running'
      WHERE b."tenantId" = tenant AND b."uploadId" = upload AND b.state = 'pending'
        AND (b."notBefore" IS NULL OR b."notBefore" <= clock_timestamp())
        -- A remote that answers "wait" means every batch, not only the one it answered.
        AND (u."waitUntil" IS NULL OR u."waitUntil" <= clock_timestamp())
      ORDER BY b.ordinal LIMIT 1
      FOR UPDATE OF b SKIP LOCKED
    )
    RETURNING NULL::timestamptz, c.id, c.ordinal, c.fence, c.debtors, c.attempts, c.resends, c."rootId" IS NOT NULL,
      (SELECT json_agg(json_build_array(r.ordinal, r.identification, r.payload) ORDER BY r.ordinal)
        FROM "Record" r WHERE r."tenantId" = tenant AND r."batchId" = c.id),
      CASE WHEN has_holds THEN held_among(tenant, ARRAY(
        SELECT r.identification FROM "Record" r WHERE r."tenantId" = tenant AND r."batchId" = c.id), today)
      ELSE ARRAY[]::text[] END;
  IF FOUND THEN
    UPDATE "TokenBudget" b SET spent = b.spent + 1 WHERE b."tenantId" = tenant;
  END IF;
END
$body$;
