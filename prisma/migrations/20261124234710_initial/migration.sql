-- CreateSchema
CREATE SCHEMA IF NOT EXISTS "public";

-- CreateEnum
CREATE TYPE "Role" AS ENUM ('admin', 'supervisor');

-- CreateEnum
CREATE TYPE "FieldLevel" AS ENUM ('debtor', 'obligation');

-- CreateEnum
CREATE TYPE "UploadState" AS ENUM ('staging', 'staged', 'queued', 'running', 'paused', 'stopped', 'finished', 'cancelled');

-- CreateEnum
CREATE TYPE "BatchState" AS ENUM ('pending', 'sending', 'settled', 'split', 'unconfirmed', 'cancelled');

-- CreateEnum
CREATE TYPE "RecordState" AS ENUM ('pending', 'accepted', 'rejected', 'unconfirmed', 'not_sent');

-- CreateEnum
CREATE TYPE "Evidence" AS ENUM ('whole_batch', 'named_in_reply', 'isolated', 'read_back', 'person');

-- CreateEnum
CREATE TYPE "RepeatBehaviour" AS ENUM ('unknown', 'updates', 'duplicates');

-- CreateTable
CREATE TABLE "User" (
    "id" UUID NOT NULL,
    "email" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "passwordHash" TEXT NOT NULL,
    "role" "Role" NOT NULL,
    "locale" TEXT,
    "sessionVersion" INTEGER NOT NULL DEFAULT 1,
    "disabledAt" TIMESTAMPTZ(3),
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "User_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "SignInAttempt" (
    "id" UUID NOT NULL,
    "email" TEXT NOT NULL,
    "address" TEXT NOT NULL,
    "succeeded" BOOLEAN NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "SignInAttempt_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Tenant" (
    "id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "operation" TEXT NOT NULL,
    "server" TEXT NOT NULL,
    "tokenSealed" BYTEA NOT NULL,
    "tokenKeyId" TEXT NOT NULL,
    "tokenLastFour" TEXT NOT NULL,
    "batchSize" INTEGER NOT NULL DEFAULT 100,
    "callsAtOnce" INTEGER NOT NULL DEFAULT 1,
    "country" TEXT NOT NULL DEFAULT 'CO',
    "currency" TEXT NOT NULL DEFAULT 'COP',
    "repeatBehaviour" "RepeatBehaviour" NOT NULL DEFAULT 'unknown',
    "retentionDays" INTEGER NOT NULL DEFAULT 90,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "Tenant_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Membership" (
    "userId" UUID NOT NULL,
    "tenantId" UUID NOT NULL,

    CONSTRAINT "Membership_pkey" PRIMARY KEY ("userId","tenantId")
);

-- CreateTable
CREATE TABLE "CustomField" (
    "id" UUID NOT NULL,
    "tenantId" UUID NOT NULL,
    "level" "FieldLevel" NOT NULL,
    "label" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "dateFormat" TEXT NOT NULL DEFAULT 'YYYY-MM-DD',
    "allowedValues" TEXT[],
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "CustomField_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "MappingTemplate" (
    "id" UUID NOT NULL,
    "tenantId" UUID NOT NULL,
    "fingerprint" TEXT NOT NULL,
    "headers" TEXT[],
    "mapping" JSONB NOT NULL,
    "usedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "MappingTemplate_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Upload" (
    "id" UUID NOT NULL,
    "tenantId" UUID NOT NULL,
    "createdById" UUID NOT NULL,
    "state" "UploadState" NOT NULL DEFAULT 'staging',
    "stopReason" TEXT,
    "stopDetail" TEXT,
    "waitReason" TEXT,
    "waitUntil" TIMESTAMPTZ(3),
    "fileName" TEXT NOT NULL,
    "fileBytes" BIGINT NOT NULL,
    "fileSha256" TEXT NOT NULL,
    "headers" TEXT[],
    "mapping" JSONB NOT NULL,
    "edits" JSONB NOT NULL,
    "fields" JSONB NOT NULL,
    "country" TEXT NOT NULL,
    "currency" TEXT NOT NULL,
    "batchSize" INTEGER NOT NULL,
    "rowCount" INTEGER NOT NULL,
    "chunkCount" INTEGER NOT NULL,
    "fileRows" INTEGER NOT NULL DEFAULT 0,
    "fileDebtors" INTEGER NOT NULL DEFAULT 0,
    "fileObligations" INTEGER NOT NULL DEFAULT 0,
    "fileBalance" DECIMAL(22,2) NOT NULL DEFAULT 0,
    "leftOutRows" INTEGER NOT NULL DEFAULT 0,
    "leftOutDebtors" INTEGER NOT NULL DEFAULT 0,
    "leftOutObligations" INTEGER NOT NULL DEFAULT 0,
    "leftOutBalance" DECIMAL(22,2) NOT NULL DEFAULT 0,
    "stagedRows" INTEGER NOT NULL DEFAULT 0,
    "stagedDebtors" INTEGER NOT NULL DEFAULT 0,
    "stagedObligations" INTEGER NOT NULL DEFAULT 0,
    "stagedBalance" DECIMAL(22,2) NOT NULL DEFAULT 0,
    "pendingDebtors" INTEGER NOT NULL DEFAULT 0,
    "pendingObligations" INTEGER NOT NULL DEFAULT 0,
    "pendingBalance" DECIMAL(22,2) NOT NULL DEFAULT 0,
    "acceptedDebtors" INTEGER NOT NULL DEFAULT 0,
    "acceptedObligations" INTEGER NOT NULL DEFAULT 0,
    "acceptedBalance" DECIMAL(22,2) NOT NULL DEFAULT 0,
    "rejectedDebtors" INTEGER NOT NULL DEFAULT 0,
    "rejectedObligations" INTEGER NOT NULL DEFAULT 0,
    "rejectedBalance" DECIMAL(22,2) NOT NULL DEFAULT 0,
    "unconfirmedDebtors" INTEGER NOT NULL DEFAULT 0,
    "unconfirmedObligations" INTEGER NOT NULL DEFAULT 0,
    "unconfirmedBalance" DECIMAL(22,2) NOT NULL DEFAULT 0,
    "notSentDebtors" INTEGER NOT NULL DEFAULT 0,
    "notSentObligations" INTEGER NOT NULL DEFAULT 0,
    "notSentBalance" DECIMAL(22,2) NOT NULL DEFAULT 0,
    "batchCount" INTEGER NOT NULL DEFAULT 0,
    "batchesDone" INTEGER NOT NULL DEFAULT 0,
    "callsMade" INTEGER NOT NULL DEFAULT 0,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "stagedAt" TIMESTAMPTZ(3),
    "confirmedAt" TIMESTAMPTZ(3),
    "startedAt" TIMESTAMPTZ(3),
    "finishedAt" TIMESTAMPTZ(3),

    CONSTRAINT "Upload_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Chunk" (
    "tenantId" UUID NOT NULL,
    "uploadId" UUID NOT NULL,
    "sequence" INTEGER NOT NULL,
    "sha256" TEXT NOT NULL,
    "firstRow" INTEGER NOT NULL,
    "rowCount" INTEGER NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "Chunk_pkey" PRIMARY KEY ("uploadId","sequence")
);

-- CreateTable
CREATE TABLE "StagedRow" (
    "tenantId" UUID NOT NULL,
    "uploadId" UUID NOT NULL,
    "row" INTEGER NOT NULL,
    "line" INTEGER NOT NULL,
    "identification" TEXT,
    "source" TEXT NOT NULL,
    "checked" TEXT NOT NULL,

    CONSTRAINT "StagedRow_pkey" PRIMARY KEY ("uploadId","row")
);

-- CreateTable
CREATE TABLE "LeftOutRow" (
    "tenantId" UUID NOT NULL,
    "uploadId" UUID NOT NULL,
    "row" INTEGER NOT NULL,
    "line" INTEGER NOT NULL,
    "identification" TEXT,
    "source" TEXT NOT NULL,
    "issues" JSONB NOT NULL,

    CONSTRAINT "LeftOutRow_pkey" PRIMARY KEY ("uploadId","row")
);

-- CreateTable
CREATE TABLE "Batch" (
    "id" UUID NOT NULL,
    "tenantId" UUID NOT NULL,
    "uploadId" UUID NOT NULL,
    "ordinal" INTEGER NOT NULL,
    "parentId" UUID,
    "state" "BatchState" NOT NULL DEFAULT 'pending',
    "debtors" INTEGER NOT NULL,
    "obligations" INTEGER NOT NULL,
    "balance" DECIMAL(22,2) NOT NULL,
    "bytes" INTEGER NOT NULL,
    "sha256" TEXT NOT NULL,
    "fence" INTEGER NOT NULL DEFAULT 0,
    "leaseUntil" TIMESTAMPTZ(3),
    "notBefore" TIMESTAMPTZ(3),
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "settledAt" TIMESTAMPTZ(3),

    CONSTRAINT "Batch_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Record" (
    "tenantId" UUID NOT NULL,
    "uploadId" UUID NOT NULL,
    "ordinal" INTEGER NOT NULL,
    "batchId" UUID NOT NULL,
    "identification" TEXT NOT NULL,
    "lines" INTEGER[],
    "obligations" INTEGER NOT NULL,
    "balance" DECIMAL(18,2) NOT NULL,
    "state" "RecordState" NOT NULL DEFAULT 'pending',
    "evidence" "Evidence",
    "reason" TEXT,
    "remoteText" TEXT,
    "faultColumn" INTEGER,
    "payload" TEXT,
    "source" TEXT,
    "settledAt" TIMESTAMPTZ(3),

    CONSTRAINT "Record_pkey" PRIMARY KEY ("uploadId","ordinal")
);

-- CreateTable
CREATE TABLE "Call" (
    "id" UUID NOT NULL,
    "tenantId" UUID NOT NULL,
    "uploadId" UUID,
    "batchId" UUID,
    "endpoint" TEXT NOT NULL,
    "startedAt" TIMESTAMPTZ(3) NOT NULL,
    "durationMs" INTEGER NOT NULL,
    "httpStatus" INTEGER,
    "verdict" TEXT NOT NULL,
    "isSettling" BOOLEAN NOT NULL DEFAULT true,
    "debtors" INTEGER NOT NULL,
    "replyExcerpt" TEXT NOT NULL,

    CONSTRAINT "Call_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ServerPace" (
    "server" TEXT NOT NULL,
    "nextAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "intervalMs" INTEGER NOT NULL DEFAULT 0,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "ServerPace_pkey" PRIMARY KEY ("server")
);

-- CreateTable
CREATE TABLE "AuditEntry" (
    "id" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "actorId" UUID,
    "tenantId" UUID,
    "action" TEXT NOT NULL,
    "subject" TEXT,
    "details" JSONB NOT NULL,
    "address" TEXT,

    CONSTRAINT "AuditEntry_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "WorkerHeartbeat" (
    "id" UUID NOT NULL,
    "startedAt" TIMESTAMPTZ(3) NOT NULL,
    "seenAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "WorkerHeartbeat_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "User_email_key" ON "User"("email");

-- CreateIndex
CREATE INDEX "SignInAttempt_email_at_idx" ON "SignInAttempt"("email", "at");

-- CreateIndex
CREATE INDEX "SignInAttempt_address_at_idx" ON "SignInAttempt"("address", "at");

-- CreateIndex
CREATE INDEX "SignInAttempt_at_idx" ON "SignInAttempt"("at");

-- CreateIndex
CREATE UNIQUE INDEX "Tenant_name_key" ON "Tenant"("name");

-- CreateIndex
CREATE INDEX "Membership_tenantId_idx" ON "Membership"("tenantId");

-- CreateIndex
CREATE UNIQUE INDEX "CustomField_tenantId_level_label_key" ON "CustomField"("tenantId", "level", "label");

-- CreateIndex
CREATE INDEX "MappingTemplate_tenantId_usedAt_idx" ON "MappingTemplate"("tenantId", "usedAt");

-- CreateIndex
CREATE UNIQUE INDEX "MappingTemplate_tenantId_fingerprint_key" ON "MappingTemplate"("tenantId", "fingerprint");

-- CreateIndex
CREATE INDEX "Upload_tenantId_createdAt_idx" ON "Upload"("tenantId", "createdAt" DESC);

-- CreateIndex
CREATE INDEX "Upload_tenantId_state_confirmedAt_idx" ON "Upload"("tenantId", "state", "confirmedAt");

-- CreateIndex
CREATE INDEX "Upload_tenantId_fileSha256_idx" ON "Upload"("tenantId", "fileSha256");

-- CreateIndex
CREATE UNIQUE INDEX "Upload_tenantId_id_key" ON "Upload"("tenantId", "id");

-- CreateIndex
CREATE INDEX "StagedRow_uploadId_identification_idx" ON "StagedRow"("uploadId", "identification");

-- CreateIndex
CREATE INDEX "Batch_uploadId_state_ordinal_idx" ON "Batch"("uploadId", "state", "ordinal");

-- CreateIndex
CREATE INDEX "Batch_tenantId_state_idx" ON "Batch"("tenantId", "state");

-- CreateIndex
CREATE UNIQUE INDEX "Batch_tenantId_id_key" ON "Batch"("tenantId", "id");

-- CreateIndex
CREATE UNIQUE INDEX "Batch_uploadId_ordinal_key" ON "Batch"("uploadId", "ordinal");

-- CreateIndex
CREATE INDEX "Record_batchId_idx" ON "Record"("batchId");

-- CreateIndex
CREATE INDEX "Record_tenantId_identification_idx" ON "Record"("tenantId", "identification");

-- CreateIndex
CREATE INDEX "Record_uploadId_state_ordinal_idx" ON "Record"("uploadId", "state", "ordinal");

-- CreateIndex
CREATE UNIQUE INDEX "Record_uploadId_identification_key" ON "Record"("uploadId", "identification");

-- CreateIndex
CREATE INDEX "Call_tenantId_startedAt_idx" ON "Call"("tenantId", "startedAt");

-- CreateIndex
CREATE INDEX "Call_uploadId_startedAt_idx" ON "Call"("uploadId", "startedAt");

-- CreateIndex
CREATE INDEX "AuditEntry_at_idx" ON "AuditEntry"("at" DESC);

-- CreateIndex
CREATE INDEX "AuditEntry_tenantId_at_idx" ON "AuditEntry"("tenantId", "at" DESC);

-- AddForeignKey
ALTER TABLE "Membership" ADD CONSTRAINT "Membership_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Membership" ADD CONSTRAINT "Membership_tenantId_fkey" FOREIGN KEY ("tenantId") REFERENCES "Tenant"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "CustomField" ADD CONSTRAINT "CustomField_tenantId_fkey" FOREIGN KEY ("tenantId") REFERENCES "Tenant"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "MappingTemplate" ADD CONSTRAINT "MappingTemplate_tenantId_fkey" FOREIGN KEY ("tenantId") REFERENCES "Tenant"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Upload" ADD CONSTRAINT "Upload_tenantId_fkey" FOREIGN KEY ("tenantId") REFERENCES "Tenant"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Upload" ADD CONSTRAINT "Upload_createdById_fkey" FOREIGN KEY ("createdById") REFERENCES "User"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Chunk" ADD CONSTRAINT "Chunk_tenantId_uploadId_fkey" FOREIGN KEY ("tenantId", "uploadId") REFERENCES "Upload"("tenantId", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "StagedRow" ADD CONSTRAINT "StagedRow_tenantId_uploadId_fkey" FOREIGN KEY ("tenantId", "uploadId") REFERENCES "Upload"("tenantId", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "LeftOutRow" ADD CONSTRAINT "LeftOutRow_tenantId_uploadId_fkey" FOREIGN KEY ("tenantId", "uploadId") REFERENCES "Upload"("tenantId", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Batch" ADD CONSTRAINT "Batch_tenantId_uploadId_fkey" FOREIGN KEY ("tenantId", "uploadId") REFERENCES "Upload"("tenantId", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Batch" ADD CONSTRAINT "Batch_parentId_fkey" FOREIGN KEY ("parentId") REFERENCES "Batch"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Record" ADD CONSTRAINT "Record_tenantId_uploadId_fkey" FOREIGN KEY ("tenantId", "uploadId") REFERENCES "Upload"("tenantId", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Record" ADD CONSTRAINT "Record_tenantId_batchId_fkey" FOREIGN KEY ("tenantId", "batchId") REFERENCES "Batch"("tenantId", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Call" ADD CONSTRAINT "Call_tenantId_uploadId_fkey" FOREIGN KEY ("tenantId", "uploadId") REFERENCES "Upload"("tenantId", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Call" ADD CONSTRAINT "Call_tenantId_batchId_fkey" FOREIGN KEY ("tenantId", "batchId") REFERENCES "Batch"("tenantId", "id") ON DELETE CASCADE ON UPDATE CASCADE;
