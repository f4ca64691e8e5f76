-- Where each chain of the audit trail ends, for the anchors that a worker writes (decision 72). Across tenants (decision 65).
CREATE OR REPLACE FUNCTION audit_heads() RETURNS TABLE (chain uuid, number bigint, hash bytea)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $body$
  SELECT h.chain, h.number, h.hash FROM "AuditHead" h WHERE h.number > 0 ORDER BY h.chain
$body$;
