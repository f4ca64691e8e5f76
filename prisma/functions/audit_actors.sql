-- The users who have entries in the audit trail of these tenants, or of any for null. Across tenants (decision 65).
-- Looks for the first entry from each user (and tenant) on, in the order of an index: asked for equal ones, the planner may
-- read all entries of a user who has none in these tenants.
CREATE OR REPLACE FUNCTION audit_actors(tenants uuid[]) RETURNS TABLE (id uuid, name text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $body$
  SELECT u.id, u.name FROM "User" u
  WHERE CASE WHEN tenants IS NULL THEN
      (SELECT a."actorId" = u.id FROM "AuditEntry" a WHERE a."actorId" >= u.id ORDER BY a."actorId" LIMIT 1)
    ELSE (SELECT true FROM unnest(tenants) AS t (id) WHERE
      (SELECT (a."actorId", a."tenantId") = (u.id, t.id) FROM "AuditEntry" a
        WHERE (a."actorId", a."tenantId") >= (u.id, t.id) AND a."tenantId" IS NOT NULL
        ORDER BY a."actorId", a."tenantId" LIMIT 1)
      LIMIT 1)
    END
  ORDER BY u.name, u.id
$body$;
