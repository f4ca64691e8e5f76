-- Every tenant with the time of its last retention sweep, the oldest first. Across tenants (decision 65).
CREATE OR REPLACE FUNCTION tenants_to_sweep() RETURNS TABLE (id uuid, "sweptAt" timestamptz)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $body$
  SELECT t.id, t."retentionSweptAt" FROM "Tenant" t ORDER BY t."retentionSweptAt" ASC NULLS FIRST, t.id
$body$;
