-- When a debtor is accepted, or accepted later, marks the records it was taken over from as accepted later. Their
-- own update then does the same for the upload before, and so on back to the first (decision 38). The figures in
-- "Takeover" count what those debtors are in the upload that did not bring them in, and follow a record that moves
-- afterwards. Records are looked up by identification, upload by upload, and old and new rows are netted instead of
-- joined: a join would keep the plan made when it was first planned, for one record or a quarter of a million.
CREATE OR REPLACE FUNCTION tell_accepted_later() RETURNS trigger LANGUAGE plpgsql AS $body$
DECLARE
  news record;
BEGIN
  IF EXISTS (SELECT 1 FROM added_records WHERE "acceptedLater") THEN
    UPDATE "Takeover" t SET
      "laterRejected" = t."laterRejected" + d.rejected,
      "laterUnconfirmed" = t."laterUnconfirmed" + d.unconfirmed,
      "laterNotSent" = t."laterNotSent" + d.not_sent,
      "laterObligations" = t."laterObligations" + d.obligations,
      "laterBalance" = t."laterBalance" + d.balance
    FROM (
      SELECT "tenantId", "uploadId", "retriedInId",
        coalesce(sum(sign) FILTER (WHERE "state" = 'rejected'), 0) AS rejected,
        coalesce(sum(sign) FILTER (WHERE "state" = 'unconfirmed'), 0) AS unconfirmed,
        coalesce(sum(sign) FILTER (WHERE "state" = 'not_sent'), 0) AS not_sent,
        sum(sign * "obligations") AS obligations, sum(sign * "balance") AS balance
      FROM (
        SELECT 1 AS sign, "tenantId", "uploadId", "retriedInId", "state", "obligations", "balance" FROM added_records
        WHERE "acceptedLater" AND "state" IN ('rejected', 'unconfirmed', 'not_sent')
        UNION ALL
        SELECT -1, "tenantId", "uploadId", "retriedInId", "state", "obligations", "balance" FROM removed_records
        WHERE "acceptedLater" AND "state" IN ('rejected', 'unconfirmed', 'not_sent')
      ) AS changes GROUP BY 1, 2, 3
    ) AS d
    WHERE t."tenantId" = d."tenantId" AND t."fromId" = d."uploadId" AND t."intoId" = d."retriedInId"
      AND (d.rejected, d.unconfirmed, d.not_sent) IS DISTINCT FROM (0, 0, 0);
  END IF;
  FOR news IN
    SELECT "tenantId", "uploadId", array_agg("identification") AS identifications
    FROM (
      SELECT "tenantId", "uploadId", "identification" FROM (
        SELECT 1 AS sign, "tenantId", "uploadId", "identification" FROM added_records WHERE "state" = 'accepted' OR "acceptedLater"
        UNION ALL
        SELECT -1, "tenantId", "uploadId", "identification" FROM removed_records WHERE "state" = 'accepted' OR "acceptedLater"
      ) AS changes GROUP BY 1, 2, 3 HAVING sum(sign) > 0
    ) AS become GROUP BY 1, 2
  LOOP
    -- Usually the upload is no retry, and then nobody is looked up.
    CONTINUE WHEN NOT EXISTS (
      SELECT 1 FROM "Takeover" t WHERE t."tenantId" = news."tenantId" AND t."intoId" = news."uploadId"
    );
    UPDATE "Record" p SET "acceptedLater" = true
      WHERE p."tenantId" = news."tenantId" AND p."identification" = ANY(news.identifications)
        AND p."retriedInId" = news."uploadId" AND p."retriedAs" IS NULL AND NOT p."acceptedLater";
    UPDATE "Record" p SET "acceptedLater" = true
      WHERE p."tenantId" = news."tenantId" AND p."retriedInId" = news."uploadId" AND p."retriedAs" = ANY(news.identifications)
        AND NOT p."acceptedLater";
    WITH told AS (
      UPDATE "LeftOutRow" l SET "acceptedLater" = true
      WHERE l."tenantId" = news."tenantId" AND l."retriedInId" = news."uploadId" AND l."identification" = ANY(news.identifications)
        AND l."retriedAs" IS NULL AND NOT l."acceptedLater"
      RETURNING l."uploadId", l."identification", l."obligations", l."balance"
    ), told_by_row AS (
      UPDATE "LeftOutRow" l SET "acceptedLater" = true
      WHERE l."tenantId" = news."tenantId" AND l."retriedInId" = news."uploadId" AND l."retriedAs" = ANY(news.identifications)
        AND NOT l."acceptedLater"
      RETURNING l."uploadId", l."identification", l."obligations", l."balance"
    ), by_debtor AS (
      SELECT "uploadId", "identification", count(*) AS rows, sum("obligations") AS obligations, sum("balance") AS balance
      FROM (SELECT * FROM told UNION ALL SELECT * FROM told_by_row) AS both_ways GROUP BY 1, 2
    )
    UPDATE "Takeover" t SET
      "laterLeftOutRows" = t."laterLeftOutRows" + d.rows,
      "laterLeftOutDebtors" = t."laterLeftOutDebtors" + d.debtors,
      "laterLeftOutObligations" = t."laterLeftOutObligations" + d.obligations,
      "laterLeftOutBalance" = t."laterLeftOutBalance" + d.balance
    FROM (
      -- A debtor counts with its last row: some of them may go under another identification, or in another correction.
      SELECT b."uploadId", sum(b.rows) AS rows, count(*) FILTER (WHERE b."identification" IS NOT NULL AND b.rows = (
          SELECT count(*) FROM "LeftOutRow" o
          WHERE o."tenantId" = news."tenantId" AND o."identification" = b."identification" AND o."uploadId" = b."uploadId"
            AND o."balance" IS NOT NULL AND NOT o."acceptedLater"
        )) AS debtors, sum(b.obligations) AS obligations, sum(b.balance) AS balance
      FROM by_debtor b GROUP BY 1
    ) AS d
    WHERE t."tenantId" = news."tenantId" AND t."fromId" = d."uploadId" AND t."intoId" = news."uploadId";
  END LOOP;
  RETURN NULL;
END
$body$;

CREATE OR REPLACE TRIGGER "Record_tells_accepted_later" AFTER UPDATE ON "Record"
  REFERENCING NEW TABLE AS added_records OLD TABLE AS removed_records FOR EACH STATEMENT EXECUTE FUNCTION tell_accepted_later();
