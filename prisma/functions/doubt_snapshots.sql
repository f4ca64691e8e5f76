-- Another server or operation has other records: nothing is known of what it has. Who is gone or closed is as little in
-- the portfolio as before.
CREATE OR REPLACE FUNCTION doubt_snapshots() RETURNS trigger LANGUAGE plpgsql AS $body$
BEGIN
  IF TG_WHEN = 'BEFORE' THEN
    NEW."movedAt" := clock_timestamp();
    RETURN NEW;
  END IF;
  PERFORM lock_snapshot(NEW.id);
  UPDATE "SnapshotDebtor" s SET state = CASE s.state WHEN 'live' THEN 'uncertain' ELSE s.state END, digest = '', "stableDigest" = ''
    -- Rows in doubt already are not written again: a million of them take most of a minute, in which the tenant waits.
    WHERE s."tenantId" = NEW.id AND (s.state = 'live' OR s.digest <> '' OR s."stableDigest" <> '');
  RETURN NULL;
END
$body$;

CREATE OR REPLACE TRIGGER "Tenant_notes_move" BEFORE UPDATE ON "Tenant" FOR EACH ROW
  WHEN ((OLD."operation", OLD."server") IS DISTINCT FROM (NEW."operation", NEW."server")) EXECUTE FUNCTION doubt_snapshots();
CREATE OR REPLACE TRIGGER "Tenant_doubts_snapshots" AFTER UPDATE ON "Tenant" FOR EACH ROW
  WHEN ((OLD."operation", OLD."server") IS DISTINCT FROM (NEW."operation", NEW."server")) EXECUTE FUNCTION doubt_snapshots();
