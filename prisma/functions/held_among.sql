-- Those of the identifications whom the tenant keeps out of every load on this day (decision 70). Each is looked up by
-- index: a plan that was made while the list was empty would read all of it for each (decision 61).
CREATE OR REPLACE FUNCTION held_among(tenant uuid, identifications text[], today date) RETURNS text[]
LANGUAGE plpgsql STABLE SET enable_seqscan = off AS $body$
DECLARE
  home text := (SELECT t.country FROM "Tenant" t WHERE t.id = tenant);
BEGIN
  RETURN ARRAY(SELECT i FROM unnest(identifications) AS i WHERE EXISTS (
    SELECT 1 FROM "Hold" h WHERE h."tenantId" = tenant AND h.key = hold_key(i, home) AND (h.until IS NULL OR h.until >= today) OFFSET 0));
END
$body$;
