-- AlterTable
ALTER TABLE "ComparedDebtor" ADD COLUMN "numbers" TEXT;

-- Few debtors stay without some of their obligations; a page looks for them in all loads of a portfolio.
CREATE INDEX "ComparedDebtor_goneObligations" ON "ComparedDebtor" ("uploadId", "identification") WHERE "goneObligations" IS NOT NULL;
