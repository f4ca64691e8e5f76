-- Tenants with something to do now: an upload in one of the states `going`, a wait of which is over or whose budget may be
-- queried again, a batch whose worker is gone, or one due for read-back of an upload in one of the states `over`. An
-- upload that waits is not listed before its time: a wait may last a day. A retired tenant has only the second. Across tenants (decision 65).
CREATE OR REPLACE FUNCTION tenants_with_work(going "UploadState"[], over "UploadState"[]) RETURNS SETOF uuid
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $body$
  SELECT u."tenantId" FROM "Upload" u LEFT JOIN "TokenBudget" t ON t."tenantId" = u."tenantId"
  WHERE u.state = ANY(going) AND NOT EXISTS (SELECT FROM "Tenant" r WHERE r.id = u."tenantId" AND r."retiredAt" IS NOT NULL)
    AND (u."waitUntil" IS NULL OR u."waitUntil" <= now() OR (u."waitReason" = 'quota_spent' AND t."recheckAt" <= now()))
  UNION
  SELECT b."tenantId" FROM "Batch" b WHERE b."leaseUntil" <= now()
  UNION
  SELECT b."tenantId" FROM "Batch" b JOIN "Upload" u ON u.id = b."uploadId" LEFT JOIN "TokenBudget" t ON t."tenantId" = u."tenantId"
  WHERE b."readBackAt" <= now() AND b.state = 'unconfirmed' AND u.state = ANY(over)
    AND NOT EXISTS (SELECT FROM "Tenant" r WHERE r.id = u."tenantId" AND r."retiredAt" IS NOT NULL)
    AND (u."waitUntil" IS NULL OR u."waitUntil" <= now() OR (u."waitReason" = 'quota_spent' AND t."recheckAt" <= now()))
$body$;
