-- The tenants that a user may work for, or might if they were not retired; all of them for null. As TenantView has them, without anything of the token.
-- Across tenants (decision 65).
CREATE OR REPLACE FUNCTION tenants_of(member uuid)
RETURNS TABLE (id uuid, name text, operation text, server text, country text, currency text, "batchSize" int, "timeZone" text, "isRetired" boolean)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $body$
  SELECT t.id, t.name, t.operation, t.server, t.country, t.currency, t."batchSize", t."timeZone", t."retiredAt" IS NOT NULL FROM "Tenant" t
  WHERE member IS NULL OR EXISTS (SELECT FROM "Membership" m WHERE m."userId" = member AND m."tenantId" = t.id)
$body$;
