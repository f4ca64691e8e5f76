-- Rows of a file that are titles, totals or notes are a part of its control totals of their own: rows read = set aside + left out + staged.
-- They carry neither debtors nor money.
ALTER TABLE "Upload" ADD COLUMN     "setAsideRows" INTEGER NOT NULL DEFAULT 0;

-- CreateTable
CREATE TABLE "SetAsideRow" (
    "tenantId" UUID NOT NULL,
    "uploadId" UUID NOT NULL,
    "row" INTEGER NOT NULL,
    "line" INTEGER NOT NULL,
    "reason" TEXT NOT NULL,
    "source" TEXT,

    CONSTRAINT "SetAsideRow_pkey" PRIMARY KEY ("uploadId","row")
);

-- AddForeignKey
ALTER TABLE "SetAsideRow" ADD CONSTRAINT "SetAsideRow_tenantId_uploadId_fkey" FOREIGN KEY ("tenantId", "uploadId") REFERENCES "Upload"("tenantId", "id") ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE "Upload" DROP CONSTRAINT "Upload_file_adds_up", ADD CONSTRAINT "Upload_file_adds_up" CHECK (
  "fileRows" = "setAsideRows" + "leftOutRows" + "stagedRows"
  AND "fileDebtors" = "leftOutDebtors" + "stagedDebtors"
  AND "fileObligations" = "leftOutObligations" + "stagedObligations"
  AND "fileBalance" = "leftOutBalance" + "stagedBalance"
  AND "setAsideRows" >= 0
);

-- Whatever is counted as set aside is kept, so that it can be listed: nothing is staged otherwise.
CREATE FUNCTION refuse_unlisted_set_aside() RETURNS trigger LANGUAGE plpgsql AS $body$
BEGIN
  IF (SELECT count(*) FROM "SetAsideRow" WHERE "uploadId" = NEW."id") <> NEW."setAsideRows" THEN
    RAISE EXCEPTION 'upload % counts other rows as set aside than it keeps', NEW."id"
      USING ERRCODE = 'check_violation', CONSTRAINT = 'Upload_set_aside_is_kept';
  END IF;
  RETURN NEW;
END
$body$;

CREATE TRIGGER "Upload_set_aside_is_kept" BEFORE UPDATE OF "state" ON "Upload" FOR EACH ROW
  WHEN (OLD."state" = 'staging' AND NEW."state" = 'staged')
  EXECUTE FUNCTION refuse_unlisted_set_aside();
