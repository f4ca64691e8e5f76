-- Whoever writes the snapshot of a tenant's portfolios holds this lock until the end of the transaction, so that
-- what one upload says of a debtor is judged after what another has written, and two of them cannot deadlock.
-- Take it after all locks of uploads and records: nobody who holds it waits for one of those. Nor for the tenant's row,
-- which is locked first: whoever changes its operation or server locks the row, then the snapshot, and PostgreSQL
-- looks for the row again when an upload is updated twice.
CREATE OR REPLACE FUNCTION lock_snapshot(tenant uuid) RETURNS void LANGUAGE sql VOLATILE AS $body$
  SELECT FROM "Tenant" t WHERE t.id = tenant FOR KEY SHARE;
  SELECT pg_advisory_xact_lock(hashtextextended('snapshot ' || tenant::text, 0))
$body$;
