-- AlterTable
ALTER TABLE "Upload" ADD COLUMN     "sameFile" UUID[] DEFAULT ARRAY[]::UUID[],
ADD COLUMN     "isMadeWhole" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN     "editedBalance" DECIMAL(22,2) NOT NULL DEFAULT 0,
ADD COLUMN     "editedCells" INTEGER NOT NULL DEFAULT 0;

-- AlterTable
ALTER TABLE "Chunk" ADD COLUMN     "editedCells" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "editedCents" BIGINT NOT NULL DEFAULT 0;

-- Which obligations were named gone of a debtor who stays: looked up for each debtor that is compared.
CREATE INDEX "ComparedDebtor_named_gone" ON "ComparedDebtor" ("tenantId", "identification") WHERE "goneObligations" IS NOT NULL;
