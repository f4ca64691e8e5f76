-- Another server or operation has other records: nothing is known of what it has. Who is gone or closed is as little in
-- the portfolio as before. What was known of the one that is left is kept with its row until something else is written
-- there, and known again once the tenant is back: whoever it has been at meanwhile, nothing is sent to it. Only a call that
-- was in flight to it may write there still, and takes that away when it settles (write_snapshot), as a lookup or a restore
-- does. As long as it is kept, `digest` is "", and `stableDigest` has which operation and server, and both digests.
CREATE OR REPLACE FUNCTION doubt_snapshots() RETURNS trigger LANGUAGE plpgsql AS $body$
DECLARE
  left_one text := md5(ROW(OLD.operation, OLD.server)::text);
  new_one text := md5(ROW(NEW.operation, NEW.server)::text);
BEGIN
  IF TG_WHEN = 'BEFORE' THEN
    NEW."movedAt" := clock_timestamp();
    RETURN NEW;
  END IF;
  PERFORM lock_snapshot(NEW.id);
  UPDATE "SnapshotDebtor" s SET state = CASE s.state WHEN 'live' THEN 'uncertain' ELSE s.state END, digest = '',
      "stableDigest" = CASE WHEN s.digest = '' THEN s."stableDigest" WHEN s.state = 'uncertain' THEN ''
        ELSE concat_ws('|', left_one, s.digest, s."stableDigest") END
    -- Rows in doubt already are not written again: a million of them take most of a minute, in which the tenant waits.
    WHERE s."tenantId" = NEW.id AND (s.state = 'live' OR s.digest <> '');
  UPDATE "SnapshotDebtor" s SET state = CASE s.state WHEN 'uncertain' THEN 'live' ELSE s.state END,
      digest = split_part(s."stableDigest", '|', 2), "stableDigest" = split_part(s."stableDigest", '|', 3)
    WHERE s."tenantId" = NEW.id AND s.digest = '' AND s."stableDigest" LIKE new_one || '|%';
  RETURN NULL;
END
$body$;

CREATE OR REPLACE TRIGGER "Tenant_notes_move" BEFORE UPDATE ON "Tenant" FOR EACH ROW
  WHEN ((OLD."operation", OLD."server") IS DISTINCT FROM (NEW."operation", NEW."server")) EXECUTE FUNCTION doubt_snapshots();
CREATE OR REPLACE TRIGGER "Tenant_doubts_snapshots" AFTER UPDATE ON "Tenant" FOR EACH ROW
  WHEN ((OLD."operation", OLD."server") IS DISTINCT FROM (NEW."operation", NEW."server")) EXECUTE FUNCTION doubt_snapshots();
