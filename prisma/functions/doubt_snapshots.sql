-- Another server or operation has other records: nothing is known of what it has. Who is gone or closed is as little in
-- the portfolio as before. Back at one that the tenant had, what was accepted there before the tenant last moved is known
-- again, unless something that came there later may have written the debtor, too, or a restore or a lookup put it in doubt.
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
  UPDATE "SnapshotDebtor" s SET state = CASE s.state WHEN 'uncertain' THEN 'live' ELSE s.state END, digest = r.digest, "stableDigest" = r."stableDigest"
    FROM "Upload" w, "Record" r, "Batch" b
    WHERE w."tenantId" = NEW.id AND (w."confirmedOperation", w."confirmedServer") = (NEW.operation, NEW.server)
      -- What additions and parts had accepted was joined with what was there: their records do not have its digest.
      AND w."loadKind" <> 'additions' AND w."sameFile" = '{}'
      AND s."tenantId" = NEW.id AND s."portfolioId" = w."portfolioId" AND s."uploadId" = w.id AND s.digest = '' AND s.payload IS NOT NULL
      AND r."tenantId" = NEW.id AND r.identification = s.identification AND r."uploadId" = w.id
      AND r.state = 'accepted' AND r.digest IS NOT NULL AND r."stableDigest" IS NOT NULL
      -- One that was settled later had been in flight: its row has an earlier payload, most often of another sum, too.
      AND r."settledAt" < OLD."movedAt" AND (r.obligations, r.balance) = (s.obligations, s.balance)
      AND b.id = r."batchId" AND (b."sentOperation", b."sentServer") = (NEW.operation, NEW.server)
      AND NOT EXISTS (SELECT FROM "DatabaseRestore" d WHERE d."restoredAt" >= w."confirmedAt")
      AND NOT EXISTS (
        SELECT FROM "Record" l JOIN "Upload" y ON y.id = l."uploadId" JOIN "Batch" x ON x.id = l."batchId"
        WHERE l."tenantId" = NEW.id AND l.identification = s.identification AND l."uploadId" <> w.id
          AND (l.state IN ('accepted', 'unconfirmed') AND y."confirmedAt" > w."confirmedAt"
            OR l.state = 'rejected' AND l.evidence IN ('person', 'read_back') AND l."settledAt" > r."settledAt")
          AND (x."sentOperation", x."sentServer") IS NOT DISTINCT FROM (NEW.operation, NEW.server) OFFSET 0
      );
  RETURN NULL;
END
$body$;

CREATE OR REPLACE TRIGGER "Tenant_notes_move" BEFORE UPDATE ON "Tenant" FOR EACH ROW
  WHEN ((OLD."operation", OLD."server") IS DISTINCT FROM (NEW."operation", NEW."server")) EXECUTE FUNCTION doubt_snapshots();
CREATE OR REPLACE TRIGGER "Tenant_doubts_snapshots" AFTER UPDATE ON "Tenant" FOR EACH ROW
  WHEN ((OLD."operation", OLD."server") IS DISTINCT FROM (NEW."operation", NEW."server")) EXECUTE FUNCTION doubt_snapshots();
