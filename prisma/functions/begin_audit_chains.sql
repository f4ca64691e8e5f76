-- Chains the entries from before there were chains, in the order of their ids; once in the life of a database, since an
-- entry without a link is one that somebody put there. Across tenants (decision 65).
CREATE OR REPLACE FUNCTION begin_audit_chains() RETURNS void
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp AS $body$
DECLARE
  no_tenant CONSTANT uuid := '00000000-0000-0000-0000-000000000000';
  entry "AuditEntry";
  own uuid;
  current uuid;
  place bigint;
  last bytea;
BEGIN
  IF EXISTS (SELECT FROM "AuditHead") THEN
    RETURN;
  END IF;
  FOR entry IN SELECT * FROM "AuditEntry" a ORDER BY coalesce(a."tenantId", no_tenant), a.id LOOP
    own := coalesce(entry."tenantId", no_tenant);
    IF own IS DISTINCT FROM current THEN
      current := own;
      place := 0;
      last := '';
    END IF;
    place := place + 1;
    last := audit_hash(last, entry, NULL);
    INSERT INTO "AuditLink" (chain, number, "entryId", hash) VALUES (own, place, entry.id, last);
  END LOOP;
  INSERT INTO "AuditHead" (chain, number, hash)
    SELECT DISTINCT ON (l.chain) l.chain, l.number, l.hash FROM "AuditLink" l ORDER BY l.chain, l.number DESC;
END
$body$;
