-- The users who have entries in the audit trail of these tenants, or of any for null. Across tenants (decision 65).
CREATE OR REPLACE FUNCTION audit_actors(tenants uuid[]) RETURNS TABLE (id uuid, name text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $body$
  SELECT u.id, u.name FROM "User" u
  WHERE EXISTS (SELECT FROM "AuditEntry" a WHERE a."actorId" = u.id AND (tenants IS NULL OR a."tenantId" = ANY(tenants)))
  ORDER BY u.name, u.id
$body$;
