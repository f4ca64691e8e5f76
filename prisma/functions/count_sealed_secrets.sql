-- How many secrets are sealed under each key, of all tenants: whether a process has every key it needs, and whether a key can go.
CREATE OR REPLACE FUNCTION count_sealed_secrets() RETURNS TABLE ("keyId" text, secrets int) LANGUAGE sql STABLE AS $body$
  SELECT t."tokenKeyId", count(*)::int FROM "Tenant" t GROUP BY t."tokenKeyId" ORDER BY t."tokenKeyId"
$body$;
