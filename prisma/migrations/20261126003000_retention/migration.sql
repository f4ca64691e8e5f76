-- A tenant's retention days hold: of uploads that have been over for longer, what is not needed to tell what became of each debtor is erased.
ALTER TABLE "Tenant" ADD COLUMN     "retentionSweptAt" TIMESTAMPTZ(3);
ALTER TABLE "Upload" ADD COLUMN     "erasedAfterDays" INTEGER,
ADD COLUMN     "erasedAt" TIMESTAMPTZ(3),
ADD COLUMN     "erasureEndedAt" TIMESTAMPTZ(3),
ADD COLUMN     "overSince" TIMESTAMPTZ(3);
ALTER TABLE "LeftOutRow" ALTER COLUMN "source" DROP NOT NULL;
ALTER TABLE "Call" ALTER COLUMN "replyExcerpt" DROP NOT NULL;

UPDATE "Upload" u SET "overSince" = greatest(coalesce(u."finishedAt", u."createdAt"), s.at)
FROM "Upload" o LEFT JOIN (SELECT "uploadId", max("settledAt") AS at FROM "Record" GROUP BY "uploadId") AS s ON s."uploadId" = o.id
WHERE o.id = u.id AND u.state IN ('finished', 'cancelled');

-- Since when an upload is over: since it ended, or since the last of its debtors settled afterwards (read back, by a person's word, or in
-- flight while it was cancelled). Kept here as the groups are: whoever settles need not remember it.
CREATE FUNCTION note_upload_over() RETURNS trigger LANGUAGE plpgsql AS $body$
BEGIN
  NEW."overSince" := CASE WHEN TG_OP = 'INSERT' THEN coalesce(NEW."overSince", NEW."finishedAt", clock_timestamp()) ELSE clock_timestamp() END;
  RETURN NEW;
END
$body$;

CREATE TRIGGER "Upload_begins_over" BEFORE INSERT ON "Upload" FOR EACH ROW
  WHEN (NEW."state" IN ('finished', 'cancelled')) EXECUTE FUNCTION note_upload_over();
CREATE TRIGGER "Upload_over_since" BEFORE UPDATE ON "Upload" FOR EACH ROW
  WHEN (NEW."state" IN ('finished', 'cancelled') AND (OLD."state", OLD."pendingDebtors", OLD."unconfirmedDebtors")
    IS DISTINCT FROM (NEW."state", NEW."pendingDebtors", NEW."unconfirmedDebtors"))
  EXECUTE FUNCTION note_upload_over();

-- Nothing is erased of what may still be sent, and an erasure says after how many days.
ALTER TABLE "Upload" ADD CONSTRAINT "Upload_over_has_time" CHECK (("state" IN ('finished', 'cancelled')) = ("overSince" IS NOT NULL));
ALTER TABLE "Upload" ADD CONSTRAINT "Upload_erased_when_over" CHECK (
  num_nulls("erasedAt", "erasedAfterDays") IN (0, 2)
  AND ("erasedAt" IS NULL OR "overSince" IS NOT NULL)
  AND ("erasureEndedAt" IS NULL OR "erasedAt" IS NOT NULL)
);

-- What is due is found among what is still kept, and an erasure that was interrupted among a handful.
CREATE INDEX "Upload_to_erase" ON "Upload" ("tenantId", "overSince") WHERE "overSince" IS NOT NULL AND "erasedAt" IS NULL;
CREATE INDEX "Upload_under_erasure" ON "Upload" ("tenantId") WHERE "erasedAt" IS NOT NULL AND "erasureEndedAt" IS NULL;
