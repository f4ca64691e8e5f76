-- How many secrets are sealed under each key, tokens of all tenants and second factors of users: whether a process has every key
-- it needs, and whether a key can go. Across tenants (decision 65).
CREATE OR REPLACE FUNCTION count_sealed_secrets() RETURNS TABLE ("keyId" text, secrets int)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $body$
BEGIN
  RETURN QUERY SELECT s.key_id, count(*)::int
    FROM (SELECT t."tokenKeyId" AS key_id FROM "Tenant" t UNION ALL SELECT f."keyId" FROM "SecondFactor" f) AS s
    GROUP BY s.key_id ORDER BY s.key_id;
END
$body$;
