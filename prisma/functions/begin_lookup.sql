-- Called before each call of a read-back, in one round trip: renews its lease, stores how far it is, and
-- counts the call to the token's day. Changes nothing if the day is spent ("spentUntil"), or if the batch or
-- the connection is no longer the caller's ("isOurs" is false).
CREATE OR REPLACE FUNCTION begin_lookup(tenant uuid, batch uuid, claimed_fence int, connection_version int, read_back_after int, lease_seconds int)
RETURNS TABLE ("isOurs" boolean, "spentUntil" timestamptz) LANGUAGE plpgsql VOLATILE AS $body$
#variable_conflict use_column
DECLARE
  spent_until timestamptz;
  is_ours boolean;
BEGIN
  SELECT b."resetsAt" INTO spent_until FROM "TokenBudget" b
    WHERE b."tenantId" = tenant AND b.available - b.spent <= 0 AND b."resetsAt" > clock_timestamp();
  IF spent_until IS NOT NULL THEN
    RETURN QUERY SELECT false, spent_until;
    RETURN;
  END IF;
  UPDATE "Batch" b SET "leaseUntil" = clock_timestamp() + make_interval(secs => lease_seconds), "readBackAfter" = read_back_after
    WHERE b."tenantId" = tenant AND b.id = batch AND b.fence = claimed_fence AND b."leaseUntil" > clock_timestamp()
      AND EXISTS (SELECT 1 FROM "Tenant" t WHERE t.id = tenant AND t."connectionVersion" = connection_version);
  is_ours := FOUND;
  IF is_ours THEN
    UPDATE "TokenBudget" b SET spent = b.spent + 1 WHERE b."tenantId" = tenant;
  END IF;
  RETURN QUERY SELECT is_ours, NULL::timestamptz;
END
$body$;
