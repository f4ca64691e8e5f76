-- Who may work for which tenants: of these users, or of all for null. Across tenants (decision 65).
CREATE OR REPLACE FUNCTION memberships_of(members uuid[]) RETURNS TABLE ("userId" uuid, id uuid, name text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $body$
  SELECT m."userId", t.id, t.name FROM "Membership" m JOIN "Tenant" t ON t.id = m."tenantId"
  WHERE members IS NULL OR m."userId" = ANY(members) ORDER BY t.name, t.id
$body$;
