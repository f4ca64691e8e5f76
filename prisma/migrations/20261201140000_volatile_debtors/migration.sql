-- AlterTable
ALTER TABLE "Upload" ADD COLUMN     "volatileBalance" DECIMAL(22,2) NOT NULL DEFAULT 0,
ADD COLUMN     "volatileDebtors" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "volatileFrom" TIMESTAMPTZ(3),
ADD COLUMN     "volatileObligations" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "volatileTo" TIMESTAMPTZ(3);

-- Who is unchanged is listed in two parts: those that differ in volatile fields apart from the others.
CREATE INDEX "Record_unchanged_idx" ON "Record"("uploadId", change, ordinal) WHERE state = 'unchanged';

UPDATE "Upload" u SET "volatileDebtors" = v.debtors, "volatileObligations" = v.obligations, "volatileBalance" = v.balance,
  "volatileFrom" = v."from", "volatileTo" = v."to"
FROM (
  SELECT r."uploadId", count(*) AS debtors, sum(r.obligations) AS obligations, sum(r.balance) AS balance,
    min(s."confirmedAt") AS "from", max(s."confirmedAt") AS "to"
  FROM "Record" r LEFT JOIN "Upload" s ON s."tenantId" = r."tenantId" AND s.id = r."sameSinceId"
  WHERE r.state = 'unchanged' AND r.change = 'volatile' GROUP BY r."uploadId"
) AS v WHERE u.id = v."uploadId";

ALTER TABLE "Upload" ADD CONSTRAINT "Upload_volatile_are_unchanged" CHECK (
  "volatileDebtors" BETWEEN 0 AND "unchangedDebtors" AND "volatileObligations" BETWEEN 0 AND "unchangedObligations"
);
