-- What travels beside an upload's rows (cells typed by hand, rows that are no data, and of a corrected report the cells and rows that say
-- another number) comes in parts of its own, and no longer in the request that begins the upload.

-- CreateTable
CREATE TABLE "ListPart" (
    "tenantId" UUID NOT NULL,
    "uploadId" UUID NOT NULL,
    "list" TEXT NOT NULL,
    "sequence" INTEGER NOT NULL,
    "sha256" TEXT NOT NULL,
    "items" INTEGER NOT NULL,
    "firstRow" INTEGER NOT NULL,
    "lastRow" INTEGER NOT NULL,
    "source" BYTEA NOT NULL,

    CONSTRAINT "ListPart_pkey" PRIMARY KEY ("uploadId","list","sequence")
);

-- AddForeignKey
ALTER TABLE "ListPart" ADD CONSTRAINT "ListPart_tenantId_uploadId_fkey" FOREIGN KEY ("tenantId", "uploadId") REFERENCES "Upload"("tenantId", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- Packed already.
ALTER TABLE "ListPart" ALTER COLUMN "source" SET STORAGE EXTERNAL;

ALTER TABLE "Upload" ADD COLUMN     "lists" JSONB NOT NULL DEFAULT '{}';

-- An upload that is on its way with any of it is begun again by its page: it is told `state_moved`.
UPDATE "Upload" SET "state" = 'cancelled', "finishedAt" = now(),
  "fileRows" = 0, "fileDebtors" = 0, "fileObligations" = 0, "fileBalance" = 0, "setAsideRows" = 0,
  "leftOutRows" = 0, "leftOutDebtors" = 0, "leftOutObligations" = 0, "leftOutBalance" = 0,
  "stagedRows" = 0, "stagedDebtors" = 0, "stagedObligations" = 0, "stagedBalance" = 0
WHERE "state" = 'staging' AND ("edits" <> '[]' OR "setAsideRows" > 0
  OR jsonb_array_length(coalesce("correction"->'renumbered', '[]')) + jsonb_array_length(coalesce("correction"->'renamed', '[]'))
    + jsonb_array_length(coalesce("correction"->'added', '[]')) > 0);
DELETE FROM "SetAsideRow" USING "Upload" u WHERE u."id" = "uploadId" AND u."state" = 'cancelled' AND u."stagedAt" IS NULL;
UPDATE "Chunk" SET "identifications" = NULL, "source" = NULL, "textBytes" = NULL
FROM "Upload" u WHERE u."id" = "uploadId" AND u."state" = 'cancelled' AND u."stagedAt" IS NULL AND "Chunk"."source" IS NOT NULL;

ALTER TABLE "Upload" DROP COLUMN "edits";
