-- Claims the next due batch of a running upload in one round trip: what stands between two calls to the CRM is lost time.
-- The tenant's row is locked first; each statement of a volatile function sees what was committed before it, so the count of calls in
-- flight (leases, and a question for the token's budget) is exact. Answers one row when a batch was claimed, or, with "spentUntil", when
-- the token's day is spent; none when nothing is due or no call is free.
CREATE FUNCTION claim_batch(tenant uuid, upload uuid, lease_seconds int)
RETURNS TABLE (
  "spentUntil" timestamptz, id uuid, ordinal int, fence int, debtors int, attempts int, resends int, "isHalf" boolean
) LANGUAGE plpgsql VOLATILE AS $body$
#variable_conflict use_column
DECLARE
  calls_at_once int;
  spent_until timestamptz;
BEGIN
  -- NO KEY UPDATE: rows that refer to the tenant can be written meanwhile.
  SELECT t."callsAtOnce" INTO calls_at_once FROM "Tenant" t WHERE t.id = tenant FOR NO KEY UPDATE;
  SELECT b."resetsAt" INTO spent_until FROM "TokenBudget" b
    WHERE b."tenantId" = tenant AND b.available - b.spent <= 0 AND b."resetsAt" > clock_timestamp();
  IF spent_until IS NOT NULL THEN
    RETURN QUERY SELECT spent_until, NULL::uuid, NULL::int, NULL::int, NULL::int, NULL::int, NULL::int, NULL::boolean;
    RETURN;
  END IF;
  IF calls_at_once <= (SELECT count(*) FROM "Batch" b WHERE b."tenantId" = tenant AND b."leaseUntil" > clock_timestamp())
    + (SELECT count(*) FROM "TokenBudget" b WHERE b."tenantId" = tenant AND b."askingUntil" > clock_timestamp())
  THEN
    RETURN;
  END IF;
  RETURN QUERY UPDATE "Batch" c SET state = 'sending', fence = c.fence + 1, attempts = c.attempts + 1, "notBefore" = NULL,
      "sentAt" = clock_timestamp(), "leaseUntil" = clock_timestamp() + make_interval(secs => lease_seconds)
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
    RETURNING NULL::timestamptz, c.id, c.ordinal, c.fence, c.debtors, c.attempts, c.resends, c."rootId" IS NOT NULL;
  IF FOUND THEN
    UPDATE "TokenBudget" b SET spent = b.spent + 1 WHERE b."tenantId" = tenant;
  END IF;
END
$body$;
