-- AlterTable
ALTER TABLE "Upload" ADD COLUMN     "alikeCount" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "alikeKey" TEXT,
ADD COLUMN     "alikeLimit" INTEGER NOT NULL DEFAULT 5,
ADD COLUMN     "readBackPlanned" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "retriedDebtors" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "retryOfId" UUID;

-- AlterTable
ALTER TABLE "Batch" ADD COLUMN     "readBackAt" TIMESTAMPTZ(3),
ADD COLUMN     "readBackAttempts" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "resends" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "rootId" UUID,
ADD COLUMN     "sentAt" TIMESTAMPTZ(3);

-- AlterTable
ALTER TABLE "Record" ADD COLUMN     "note" TEXT,
ADD COLUMN     "retriedInId" UUID,
ADD COLUMN     "statedBy" TEXT;

-- AlterTable
ALTER TABLE "ServerPace" ADD COLUMN     "closedAt" TIMESTAMPTZ(3),
ADD COLUMN     "closedReason" TEXT,
ADD COLUMN     "closedUntil" TIMESTAMPTZ(3),
ADD COLUMN     "isGranted" BOOLEAN NOT NULL DEFAULT true;

-- CreateTable
CREATE TABLE "TokenBudget" (
    "tenantId" UUID NOT NULL,
    "askedAt" TIMESTAMPTZ(3),
    "askingUntil" TIMESTAMPTZ(3),
    "recheckAt" TIMESTAMPTZ(3),
    "dailyLimit" INTEGER,
    "usedToday" INTEGER,
    "available" INTEGER,
    "hoursToRestart" DOUBLE PRECISION,
    "resetsAt" TIMESTAMPTZ(3),
    "spent" INTEGER NOT NULL DEFAULT 0,
    "problem" TEXT,
    "httpStatus" INTEGER,
    "remoteText" TEXT,

    CONSTRAINT "TokenBudget_pkey" PRIMARY KEY ("tenantId")
);

-- CreateIndex
CREATE INDEX "Upload_retryOfId_idx" ON "Upload"("retryOfId");

-- CreateIndex
CREATE INDEX "Batch_rootId_idx" ON "Batch"("rootId");

-- AddForeignKey
ALTER TABLE "Upload" ADD CONSTRAINT "Upload_retryOfId_fkey" FOREIGN KEY ("retryOfId") REFERENCES "Upload"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "TokenBudget" ADD CONSTRAINT "TokenBudget_tenantId_fkey" FOREIGN KEY ("tenantId") REFERENCES "Tenant"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- Leases and read-backs under way are a handful among hundreds of thousands of batches.
CREATE INDEX "Batch_leased" ON "Batch" ("tenantId", "leaseUntil") WHERE "leaseUntil" IS NOT NULL;
CREATE INDEX "Batch_read_back_due" ON "Batch" ("tenantId", "readBackAt") WHERE "readBackAt" IS NOT NULL;

-- A person's word is nobody's without a name.
ALTER TABLE "Record" ADD CONSTRAINT "Record_person_has_name" CHECK ("evidence" IS DISTINCT FROM 'person' OR "statedBy" IS NOT NULL);
