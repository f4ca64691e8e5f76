-- What a database that was put back from a backup does not know any more (decision 69). Batches that were to be sent
-- may have gone out since the backup: they and their debtors become unconfirmed, and their runs paused. Every snapshot
-- is in doubt (decision 47). A token's day is asked again, and everybody signs in again: a session may have been ended
-- since. The restore is noted with an audit entry. "taken": when the backup was taken; null: at the last sign of life
-- in it. Across tenants (decision 65).
CREATE OR REPLACE FUNCTION doubt_restored(restore_id uuid, audit_id uuid, taken timestamptz)
RETURNS TABLE ("takenAt" timestamptz, uploads int, debtors int, "snapshotDebtors" int)
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp AS $body$
#variable_conflict use_column
DECLARE
  doubted_batches uuid[];
  doubted_uploads uuid[];
  doubted_debtors int;
  doubted_rows int;
  snapshot_debtors int := 0;
  taken_at timestamptz;
  tenant uuid;
BEGIN
  taken_at := coalesce(taken, greatest(
    (SELECT max(w."seenAt") FROM "WorkerHeartbeat" w), (SELECT a.at FROM "AuditEntry" a ORDER BY a.id DESC LIMIT 1)
  ), clock_timestamp());
  -- Uploads first, as in every settle.
  PERFORM FROM "Upload" u
    WHERE u.state IN ('queued', 'running', 'paused', 'stopped')
      OR u.id IN (SELECT b."uploadId" FROM "Batch" b WHERE b.state IN ('pending', 'sending'))
    ORDER BY u.id FOR NO KEY UPDATE;
  WITH doubted AS (
    UPDATE "Batch" b SET state = 'unconfirmed', fence = b.fence + 1, "leaseUntil" = NULL, "notBefore" = NULL,
        -- Whoever sent it since the backup may have done so just now: only later does absence in the CRM prove anything.
        -- What went to a server that the tenant has left went there.
        "sentAt" = CASE WHEN b."sentAt" <= t."movedAt" THEN b."sentAt" ELSE clock_timestamp() END
      FROM "Upload" u JOIN "Tenant" t ON t.id = u."tenantId"
      WHERE u.id = b."uploadId" AND u."confirmedAt" IS NOT NULL AND b.state IN ('pending', 'sending')
      RETURNING b.id, b."uploadId"
  ), counted AS (
    UPDATE "Upload" u SET "batchesDone" = u."batchesDone" + d.batches
      FROM (SELECT "uploadId", count(*) AS batches FROM doubted GROUP BY 1) AS d WHERE u.id = d."uploadId"
  )
  SELECT coalesce(array_agg(id), '{}'), coalesce(array_agg(DISTINCT "uploadId"), '{}') INTO doubted_batches, doubted_uploads FROM doubted;
  UPDATE "Record" r SET state = 'unconfirmed', reason = 'database_restored', "settledAt" = clock_timestamp()
    WHERE r."batchId" = ANY(doubted_batches) AND r.state = 'pending';
  GET DIAGNOSTICS doubted_debtors = ROW_COUNT;
  UPDATE "Upload" u SET state = 'paused', "stopReason" = 'database_restored', "stopDetail" = NULL, "waitReason" = NULL, "waitUntil" = NULL
    WHERE u.state IN ('queued', 'running') OR u.state = 'paused' AND u.id = ANY(doubted_uploads);
  FOR tenant IN SELECT t.id FROM "Tenant" t ORDER BY t.id LOOP
    PERFORM lock_snapshot(tenant);
    UPDATE "SnapshotDebtor" s SET state = CASE s.state WHEN 'live' THEN 'uncertain' ELSE s.state END, digest = '', "stableDigest" = ''
      WHERE s."tenantId" = tenant AND (s.state = 'live' OR s.digest <> '' OR s."stableDigest" <> '');
    GET DIAGNOSTICS doubted_rows = ROW_COUNT;
    snapshot_debtors := snapshot_debtors + doubted_rows;
  END LOOP;
  DELETE FROM "TokenBudget";
  DELETE FROM "Session";
  INSERT INTO "DatabaseRestore" (id, "takenAt", uploads, debtors)
    VALUES (restore_id, taken_at, cardinality(doubted_uploads), doubted_debtors);
  INSERT INTO "AuditEntry" (id, action, details) VALUES (audit_id, 'database_restored', jsonb_build_object(
    'takenAt', to_char(taken_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"'),
    'uploads', cardinality(doubted_uploads), 'debtors', doubted_debtors
  ));
  RETURN QUERY SELECT taken_at, cardinality(doubted_uploads), doubted_debtors, snapshot_debtors;
END
$body$;
