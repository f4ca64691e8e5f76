-- Adds the entries that a transaction has written in the audit trail to their chains (decision 72). Deferred: the end of a
-- chain is locked from the commit only, so that nobody waits for a transaction that writes its entry and goes on for
-- minutes. The trigger's first row links all of them, because a head that is moved for each would slow down with every
-- row; what it should not find, as if the clock was set back in between, its own row links. It locks all heads in order,
-- against deadlocks. Visible without a link are one's own entries only: others' are linked when they are committed. Whoever
-- writes an entry gives it no setting and no argument. Without sequential scans: a plan of a time when there were few links
-- would read all of them for each entry. Across tenants (decision 65).
CREATE OR REPLACE FUNCTION link_audit_entries() RETURNS trigger
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp SET enable_seqscan = off AS $body$
DECLARE
  no_tenant CONSTANT uuid := '00000000-0000-0000-0000-000000000000';
  chains uuid[];
  entry "AuditEntry";
  own uuid;
  head "AuditHead";
  linked timestamptz;
BEGIN
  IF EXISTS (SELECT FROM "AuditLink" l WHERE l."entryId" = NEW.id) THEN
    RETURN NULL;
  END IF;
  SELECT array_agg(DISTINCT coalesce(a."tenantId", no_tenant)) INTO chains FROM "AuditEntry" a
    WHERE a.id >= NEW.id AND NOT EXISTS (SELECT FROM "AuditLink" l WHERE l."entryId" = a.id OFFSET 0);
  INSERT INTO "AuditHead" (chain, number, hash) SELECT c, 0, '' FROM unnest(chains) AS c ORDER BY c ON CONFLICT DO NOTHING;
  PERFORM FROM "AuditHead" h WHERE h.chain = ANY(chains) ORDER BY h.chain FOR UPDATE;
  linked := date_trunc('milliseconds', clock_timestamp());
  -- The OFFSET has links looked up one by one, whatever the planner believes (decision 61).
  FOR entry IN
    SELECT a.* FROM "AuditEntry" a
      WHERE a.id >= NEW.id AND NOT EXISTS (SELECT FROM "AuditLink" l WHERE l."entryId" = a.id OFFSET 0)
      ORDER BY coalesce(a."tenantId", no_tenant), a.id
  LOOP
    -- The chain would say for ever that somebody dated an entry back.
    IF entry.at < linked - interval '1 day' THEN
      RAISE EXCEPTION 'an entry of the audit trail waited for its commit for more than a day';
    END IF;
    own := coalesce(entry."tenantId", no_tenant);
    IF head.chain IS DISTINCT FROM own THEN
      SELECT * INTO STRICT head FROM "AuditHead" h WHERE h.chain = own;
    END IF;
    head.number := head.number + 1;
    -- A clock that was set back stands still here.
    head.at := greatest(head.at, entry.at, linked);
    head.hash := audit_hash(head.hash, entry, head.at);
    INSERT INTO "AuditLink" (chain, number, "entryId", hash, at) VALUES (own, head.number, entry.id, head.hash, head.at);
  END LOOP;
  UPDATE "AuditHead" h SET number = last.number, hash = last.hash, at = last.at
    FROM unnest(chains) AS c CROSS JOIN LATERAL (
      SELECT l.number, l.hash, l.at FROM "AuditLink" l WHERE l.chain = c ORDER BY l.number DESC LIMIT 1
    ) AS last WHERE h.chain = c;
  RETURN NULL;
END
$body$;

DROP TRIGGER IF EXISTS "AuditEntry_link" ON "AuditEntry";
CREATE CONSTRAINT TRIGGER "AuditEntry_link" AFTER INSERT ON "AuditEntry"
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION link_audit_entries();

-- Here, where nobody writes an entry until the trigger is there.
SELECT begin_audit_chains();
