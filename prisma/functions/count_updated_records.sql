-- 5. The counters of an upload after an UPDATE of its records, as count_records_of_upload() keeps them, but as a statement that is planned once
-- a connection: put together as text it was planned at every settle, which took longer than doing it.
CREATE OR REPLACE FUNCTION count_updated_records() RETURNS trigger LANGUAGE plpgsql AS $body$
BEGIN
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
    FROM (
      SELECT 1 AS sign, "uploadId", "state", "obligations", "balance" FROM added_records
      UNION ALL
      SELECT -1, "uploadId", "state", "obligations", "balance" FROM removed_records
    ) AS changes GROUP BY "uploadId"
  ) AS d
  WHERE u."id" = d."uploadId"
    -- Erasing a payload moves nobody: no new version of the upload, no notification.
    AND (d."pendingDebtors", d."pendingObligations", d."pendingBalance", d."acceptedDebtors", d."acceptedObligations", d."acceptedBalance", d."rejectedDebtors", d."rejectedObligations", d."rejectedBalance", d."unconfirmedDebtors", d."unconfirmedObligations", d."unconfirmedBalance", d."notSentDebtors", d."notSentObligations", d."notSentBalance")
      IS DISTINCT FROM (0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);
  RETURN NULL;
END
$body$;

CREATE OR REPLACE TRIGGER "Record_counted_on_update" AFTER UPDATE ON "Record"
  REFERENCING NEW TABLE AS added_records OLD TABLE AS removed_records FOR EACH STATEMENT EXECUTE FUNCTION count_updated_records();
