-- A left-out row that a correction sends under another identification, or that had none, is followed by its line.
ALTER TABLE "LeftOutRow" ADD COLUMN "retriedAs" TEXT, ADD COLUMN "firstInId" UUID, ADD COLUMN "firstRow" INTEGER;

CREATE INDEX "LeftOutRow_retriedInId_retriedAs_idx" ON "LeftOutRow" ("retriedInId", "retriedAs") WHERE "retriedAs" IS NOT NULL;
