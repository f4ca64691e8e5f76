-- Adds an entry of the audit trail to its tenant's chain (decision 72). Deferred: the end of the chain is locked from the
-- commit only, so that nobody waits for a transaction that writes its entry and goes on for minutes. The first entry of a
-- transaction locks the ends of all its chains, in order, against deadlocks. Across tenants (decision 65).
CREATE OR REPLACE FUNCTION link_audit_entry() RETURNS trigger
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp AS $body$
DECLARE
  chains uuid[] := nullif(current_setting('app.audit_chains', true), '')::uuid[];
  own CONSTANT uuid := coalesce(NEW."tenantId", '00000000-0000-0000-0000-000000000000');
  head "AuditHead";
BEGIN
  IF chains IS NOT NULL THEN
    INSERT INTO "AuditHead" (chain, number, hash) SELECT c, 0, '' FROM unnest(chains) AS c ORDER BY c ON CONFLICT DO NOTHING;
    PERFORM FROM "AuditHead" h WHERE h.chain = ANY(chains) ORDER BY h.chain FOR UPDATE;
    PERFORM set_config('app.audit_chains', '', true);
  END IF;
  UPDATE "AuditHead" h SET number = h.number + 1, hash = audit_hash(h.hash, NEW) WHERE h.chain = own RETURNING h.* INTO STRICT head;
  INSERT INTO "AuditLink" (chain, number, "entryId", hash) VALUES (own, head.number, NEW.id, head.hash);
  RETURN NULL;
END
$body$;

DROP TRIGGER IF EXISTS "AuditEntry_link" ON "AuditEntry";
CREATE CONSTRAINT TRIGGER "AuditEntry_link" AFTER INSERT ON "AuditEntry"
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION link_audit_entry();

-- Here, where nobody writes an entry until the trigger is there.
SELECT begin_audit_chains();
