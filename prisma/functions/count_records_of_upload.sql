-- Keeps an upload's counters from its records: one UPDATE of the upload per statement, however many records
-- it changes (decision 2). An insert has no removed records and a delete no added ones, so each case has its
-- own query. As text put together at each call, the query was planned at every settle, which took longer than
-- running it. Of the unchanged ones, those that differ in volatile fields are counted apart as well.
CREATE OR REPLACE FUNCTION count_records_of_upload() RETURNS trigger LANGUAGE plpgsql AS $body$
DECLARE
  -- What is added per upload and state: {"uploadId", state, volatile, debtors, obligations, balance}.
  changes jsonb;
BEGIN
  IF TG_OP = 'INSERT' THEN
    SELECT jsonb_agg(c) INTO changes FROM (
      SELECT "uploadId", state, state = 'unchanged' AND change IS NOT DISTINCT FROM 'volatile' AS volatile,
        count(*) AS debtors, sum(obligations) AS obligations, sum(balance) AS balance
      FROM added_records GROUP BY 1, 2, 3
    ) AS c;
  ELSIF TG_OP = 'DELETE' THEN
    SELECT jsonb_agg(c) INTO changes FROM (
      SELECT "uploadId", state, state = 'unchanged' AND change IS NOT DISTINCT FROM 'volatile' AS volatile,
        -count(*) AS debtors, -sum(obligations) AS obligations, -sum(balance) AS balance
      FROM removed_records GROUP BY 1, 2, 3
    ) AS c;
  ELSE
    SELECT jsonb_agg(c) INTO changes FROM (
      SELECT "uploadId", state, state = 'unchanged' AND change IS NOT DISTINCT FROM 'volatile' AS volatile,
        sum(sign) AS debtors, sum(sign * obligations) AS obligations, sum(sign * balance) AS balance
      FROM (
        SELECT 1 AS sign, "uploadId", state, change, obligations, balance FROM added_records
        UNION ALL
        SELECT -1, "uploadId", state, change, obligations, balance FROM removed_records
      ) AS moved GROUP BY 1, 2, 3
      -- Erasing a payload moves no debtor: no new version of the upload, no notification.
      HAVING (sum(sign), sum(sign * obligations), sum(sign * balance)) IS DISTINCT FROM (0, 0, 0)
    ) AS c;
  END IF;
  UPDATE "Upload" u SET
    "unchangedDebtors" = u."unchangedDebtors" + d."unchangedDebtors",
    "volatileDebtors" = u."volatileDebtors" + d."volatileDebtors",
    "pendingDebtors" = u."pendingDebtors" + d."pendingDebtors",
    "unchangedObligations" = u."unchangedObligations" + d."unchangedObligations",
    "volatileObligations" = u."volatileObligations" + d."volatileObligations",
    "pendingObligations" = u."pendingObligations" + d."pendingObligations",
    "unchangedBalance" = u."unchangedBalance" + d."unchangedBalance",
    "volatileBalance" = u."volatileBalance" + d."volatileBalance",
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
      coalesce(sum(debtors) FILTER (WHERE state = 'unchanged'), 0) AS "unchangedDebtors",
      coalesce(sum(debtors) FILTER (WHERE volatile), 0) AS "volatileDebtors",
      coalesce(sum(debtors) FILTER (WHERE state = 'pending'), 0) AS "pendingDebtors",
      coalesce(sum(obligations) FILTER (WHERE state = 'unchanged'), 0) AS "unchangedObligations",
      coalesce(sum(obligations) FILTER (WHERE volatile), 0) AS "volatileObligations",
      coalesce(sum(obligations) FILTER (WHERE state = 'pending'), 0) AS "pendingObligations",
      coalesce(sum(balance) FILTER (WHERE state = 'unchanged'), 0) AS "unchangedBalance",
      coalesce(sum(balance) FILTER (WHERE volatile), 0) AS "volatileBalance",
      coalesce(sum(balance) FILTER (WHERE state = 'pending'), 0) AS "pendingBalance",
      coalesce(sum(debtors) FILTER (WHERE state = 'accepted'), 0) AS "acceptedDebtors",
      coalesce(sum(obligations) FILTER (WHERE state = 'accepted'), 0) AS "acceptedObligations",
      coalesce(sum(balance) FILTER (WHERE state = 'accepted'), 0) AS "acceptedBalance",
      coalesce(sum(debtors) FILTER (WHERE state = 'rejected'), 0) AS "rejectedDebtors",
      coalesce(sum(obligations) FILTER (WHERE state = 'rejected'), 0) AS "rejectedObligations",
      coalesce(sum(balance) FILTER (WHERE state = 'rejected'), 0) AS "rejectedBalance",
      coalesce(sum(debtors) FILTER (WHERE state = 'unconfirmed'), 0) AS "unconfirmedDebtors",
      coalesce(sum(obligations) FILTER (WHERE state = 'unconfirmed'), 0) AS "unconfirmedObligations",
      coalesce(sum(balance) FILTER (WHERE state = 'unconfirmed'), 0) AS "unconfirmedBalance",
      coalesce(sum(debtors) FILTER (WHERE state = 'not_sent'), 0) AS "notSentDebtors",
      coalesce(sum(obligations) FILTER (WHERE state = 'not_sent'), 0) AS "notSentObligations",
      coalesce(sum(balance) FILTER (WHERE state = 'not_sent'), 0) AS "notSentBalance"
    FROM jsonb_to_recordset(changes) AS c("uploadId" uuid, state "RecordState", volatile boolean, debtors bigint, obligations bigint, balance numeric)
    GROUP BY "uploadId"
  ) AS d
  WHERE u.id = d."uploadId";
  RETURN NULL;
END
$body$;

CREATE OR REPLACE TRIGGER "Record_counted_on_insert" AFTER INSERT ON "Record"
  REFERENCING NEW TABLE AS added_records FOR EACH STATEMENT EXECUTE FUNCTION count_records_of_upload();
CREATE OR REPLACE TRIGGER "Record_counted_on_update" AFTER UPDATE ON "Record"
  REFERENCING NEW TABLE AS added_records OLD TABLE AS removed_records FOR EACH STATEMENT EXECUTE FUNCTION count_records_of_upload();
CREATE OR REPLACE TRIGGER "Record_counted_on_delete" AFTER DELETE ON "Record"
  REFERENCING OLD TABLE AS removed_records FOR EACH STATEMENT EXECUTE FUNCTION count_records_of_upload();
