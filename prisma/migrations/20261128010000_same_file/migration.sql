-- AlterTable
ALTER TABLE "Upload" ADD COLUMN     "sameFile" UUID[] DEFAULT ARRAY[]::UUID[];

-- Which obligations were named gone of a debtor who stays: looked up for each debtor that is compared.
CREATE INDEX "ComparedDebtor_named_gone" ON "ComparedDebtor" ("tenantId", "identification") WHERE "goneObligations" IS NOT NULL;
