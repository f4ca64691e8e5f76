-- What the schema cannot say: promises that no program, however wrong, can break.

-- 1. Control totals. file = left out + staged, and, once staging is over, staged = the five groups. A check is judged after every single
-- UPDATE, so whoever moves records must move both groups in one statement; the trigger below does.
ALTER TABLE "Upload" ADD CONSTRAINT "Upload_file_adds_up" CHECK (
  "fileRows" = "leftOutRows" + "stagedRows"
  AND "fileDebtors" = "leftOutDebtors" + "stagedDebtors"
  AND "fileObligations" = "leftOutObligations" + "stagedObligations"
  AND "fileBalance" = "leftOutBalance" + "stagedBalance"
);

ALTER TABLE "Upload" ADD CONSTRAINT "Upload_groups_add_up" CHECK (
  "state" = 'staging'
  OR (
    "stagedDebtors" = "pendingDebtors" + "acceptedDebtors" + "rejectedDebtors" + "unconfirmedDebtors" + "notSentDebtors"
    AND "stagedObligations" = "pendingObligations" + "acceptedObligations" + "rejectedObligations" + "unconfirmedObligations" + "notSentObligations"
    AND "stagedBalance" = "pendingBalance" + "acceptedBalance" + "rejectedBalance" + "unconfirmedBalance" + "notSentBalance"
  )
);

-- Balances may be negative (a credit); counts never.
ALTER TABLE "Upload" ADD CONSTRAINT "Upload_counts_not_negative" CHECK (
  least(
    "fileRows",
    "fileDebtors",
    "fileObligations",
    "leftOutRows",
    "leftOutDebtors",
    "leftOutObligations",
    "stagedRows",
    "stagedDebtors",
    "stagedObligations",
    "pendingDebtors",
    "pendingObligations",
    "acceptedDebtors",
    "acceptedObligations",
    "rejectedDebtors",
    "rejectedObligations",
    "unconfirmedDebtors",
    "unconfirmedObligations",
    "notSentDebtors",
    "notSentObligations",
    "batchCount",
    "batchesDone",
    "callsMade"
  ) >= 0
);

-- 2. The groups are counted from the records themselves: one UPDATE of the upload for each statement, whatever its number of rows.
CREATE FUNCTION count_records_of_upload() RETURNS trigger LANGUAGE plpgsql AS $body$
DECLARE
  added CONSTANT text := 'SELECT 1 AS sign, "uploadId", "state", "obligations", "balance" FROM added_records';
  removed CONSTANT text := 'SELECT -1 AS sign, "uploadId", "state", "obligations", "balance" FROM removed_records';
  changes text;
BEGIN
  -- Put together as text because an insert has no removed rows and a delete no added ones.
  changes := CASE TG_OP WHEN 'INSERT' THEN added WHEN 'DELETE' THEN removed ELSE added || ' UNION ALL ' || removed END;
  EXECUTE format($update$
    UPDATE "Upload" u SET
      "pendingDebtors" = u."pendingDebtors" + d."pendingDebtors",
      "pendingObligations" = u."pendingObligations" + d."pendingObligations",
      "pendingBalance" = u."pendingBalance" + d."pendingBalance",
      "acceptedDebtors" = u."acceptedDebtors" + d."acceptedDebtors",
      "acceptedObligations" = u."acceptedObligations" + d."acceptedObligations",
      "acceptedBalance" = u."acceptedBalance" + d."acceptedBalance",
      "rejectedDebtors" = u."rejectedDebtors" + d."rejectedDebtors",
      "rejectedObligations" = u."rejectedObligations" + d."rejectedObligations",
      "rejectedBalance" = u."rejectedBalance" + d."rejectedBalance",
      "unconfirmedDebtors" = u."unconfirmedDebtors" + d."unconfirmedDebtors",
      "unconfirmedObligations" = u."unconfirmedObligations" + d."unconfirmedObligations",
      "unconfirmedBalance" = u."unconfirmedBalance" + d."unconfirmedBalance",
      "notSentDebtors" = u."notSentDebtors" + d."notSentDebtors",
      "notSentObligations" = u."notSentObligations" + d."notSentObligations",
      "notSentBalance" = u."notSentBalance" + d."notSentBalance"
    FROM (
      SELECT "uploadId",
        coalesce(sum(sign) FILTER (WHERE "state" = 'pending'), 0) AS "pendingDebtors",
        coalesce(sum(sign * "obligations") FILTER (WHERE "state" = 'pending'), 0) AS "pendingObligations",
        coalesce(sum(sign * "balance") FILTER (WHERE "state" = 'pending'), 0) AS "pendingBalance",
        coalesce(sum(sign) FILTER (WHERE "state" = 'accepted'), 0) AS "acceptedDebtors",
        coalesce(sum(sign * "obligations") FILTER (WHERE "state" = 'accepted'), 0) AS "acceptedObligations",
        coalesce(sum(sign * "balance") FILTER (WHERE "state" = 'accepted'), 0) AS "acceptedBalance",
        coalesce(sum(sign) FILTER (WHERE "state" = 'rejected'), 0) AS "rejectedDebtors",
        coalesce(sum(sign * "obligations") FILTER (WHERE "state" = 'rejected'), 0) AS "rejectedObligations",
        coalesce(sum(sign * "balance") FILTER (WHERE "state" = 'rejected'), 0) AS "rejectedBalance",
        coalesce(sum(sign) FILTER (WHERE "state" = 'unconfirmed'), 0) AS "unconfirmedDebtors",
        coalesce(sum(sign * "obligations") FILTER (WHERE "state" = 'unconfirmed'), 0) AS "unconfirmedObligations",
        coalesce(sum(sign * "balance") FILTER (WHERE "state" = 'unconfirmed'), 0) AS "unconfirmedBalance",
        coalesce(sum(sign) FILTER (WHERE "state" = 'not_sent'), 0) AS "notSentDebtors",
        coalesce(sum(sign * "obligations") FILTER (WHERE "state" = 'not_sent'), 0) AS "notSentObligations",
        coalesce(sum(sign * "balance") FILTER (WHERE "state" = 'not_sent'), 0) AS "notSentBalance"
      FROM (%s) AS changes GROUP BY "uploadId"
    ) AS d
    WHERE u."id" = d."uploadId"
      -- Erasing a payload moves nobody: no new version of the upload, no notification.
      AND (d."pendingDebtors", d."pendingObligations", d."pendingBalance", d."acceptedDebtors", d."acceptedObligations", d."acceptedBalance", d."rejectedDebtors", d."rejectedObligations", d."rejectedBalance", d."unconfirmedDebtors", d."unconfirmedObligations", d."unconfirmedBalance", d."notSentDebtors", d."notSentObligations", d."notSentBalance")
        IS DISTINCT FROM (0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0)
  $update$, changes);
  RETURN NULL;
END
$body$;

CREATE TRIGGER "Record_counted_on_insert" AFTER INSERT ON "Record"
  REFERENCING NEW TABLE AS added_records FOR EACH STATEMENT EXECUTE FUNCTION count_records_of_upload();
CREATE TRIGGER "Record_counted_on_update" AFTER UPDATE ON "Record"
  REFERENCING NEW TABLE AS added_records OLD TABLE AS removed_records FOR EACH STATEMENT EXECUTE FUNCTION count_records_of_upload();
CREATE TRIGGER "Record_counted_on_delete" AFTER DELETE ON "Record"
  REFERENCING OLD TABLE AS removed_records FOR EACH STATEMENT EXECUTE FUNCTION count_records_of_upload();

-- 3. The moves a record may make: the same table as recordMoves in lib/domain/outcome/outcome.ts, and a test compares the two.
CREATE FUNCTION record_may_move(before "RecordState", after "RecordState") RETURNS boolean LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN CASE before
  WHEN 'pending' THEN after IN ('accepted', 'rejected', 'unconfirmed', 'not_sent')
  WHEN 'unconfirmed' THEN after IN ('accepted', 'rejected')
  ELSE false
END;

CREATE FUNCTION refuse_record_move() RETURNS trigger LANGUAGE plpgsql AS $body$
BEGIN
  RAISE EXCEPTION 'record % of upload % may not move from % to %', OLD."ordinal", OLD."uploadId", OLD."state", NEW."state"
    USING ERRCODE = 'check_violation', CONSTRAINT = 'Record_move_allowed';
END
$body$;

-- The condition stands in WHEN, so the function is called for refused moves only.
CREATE TRIGGER "Record_move_allowed" BEFORE UPDATE OF "state" ON "Record" FOR EACH ROW
  WHEN (OLD."state" IS DISTINCT FROM NEW."state" AND NOT record_may_move(OLD."state", NEW."state"))
  EXECUTE FUNCTION refuse_record_move();

-- 4. The audit trail only grows.
CREATE FUNCTION refuse_audit_change() RETURNS trigger LANGUAGE plpgsql AS $body$
BEGIN
  RAISE EXCEPTION 'the audit trail is append-only' USING ERRCODE = 'insufficient_privilege', TABLE = 'AuditEntry';
END
$body$;
CREATE TRIGGER "AuditEntry_append_only" BEFORE UPDATE OR DELETE OR TRUNCATE ON "AuditEntry"
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_audit_change();

-- 5. Whoever watches an upload hears that it changed; what changed is read from the table. Equal notices of one transaction are one.
CREATE FUNCTION notify_upload_changed() RETURNS trigger LANGUAGE plpgsql AS $body$
BEGIN
  PERFORM pg_notify('upload', json_build_object('id', NEW."id", 'tenantId', NEW."tenantId")::text);
  RETURN NULL;
END
$body$;
CREATE TRIGGER "Upload_changed" AFTER INSERT OR UPDATE ON "Upload" FOR EACH ROW EXECUTE FUNCTION notify_upload_changed();
