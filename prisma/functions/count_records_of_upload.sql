-- 2. The groups are counted from the records themselves: one UPDATE of the upload for each statement, whatever its number of rows.
CREATE OR REPLACE FUNCTION count_records_of_upload() RETURNS trigger LANGUAGE plpgsql AS $body$
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

CREATE OR REPLACE TRIGGER "Record_counted_on_insert" AFTER INSERT ON "Record"
  REFERENCING NEW TABLE AS added_records FOR EACH STATEMENT EXECUTE FUNCTION count_records_of_upload();

CREATE OR REPLACE TRIGGER "Record_counted_on_delete" AFTER DELETE ON "Record"
  REFERENCING OLD TABLE AS removed_records FOR EACH STATEMENT EXECUTE FUNCTION count_records_of_upload();
