-- The schema as it was when nothing was installed anywhere yet. First what the engine derives of schema.prisma, then what a schema cannot
-- say. Functions and triggers are not here: their current text is in prisma/functions, and goes in after the migrations.

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
    "disabledAt" TIMESTAMPTZ(3),
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "User_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Session" (
    "id" UUID NOT NULL,
    "userId" UUID NOT NULL,
    "startedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "activeAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "address" TEXT,
    "browser" TEXT,

    CONSTRAINT "Session_pkey" PRIMARY KEY ("id")
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
    "connectionVersion" INTEGER NOT NULL DEFAULT 1,
    "retentionSweptAt" TIMESTAMPTZ(3),

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
    "alikeCount" INTEGER NOT NULL DEFAULT 0,
    "alikeKey" TEXT,
    "alikeLimit" INTEGER NOT NULL DEFAULT 5,
    "readBackPlanned" INTEGER NOT NULL DEFAULT 0,
    "retriedDebtors" INTEGER NOT NULL DEFAULT 0,
    "retryOfId" UUID,
    "correction" JSONB,
    "confirmedOperation" TEXT,
    "confirmedServer" TEXT,
    "erasedAfterDays" INTEGER,
    "erasedAt" TIMESTAMPTZ(3),
    "erasureEndedAt" TIMESTAMPTZ(3),
    "overSince" TIMESTAMPTZ(3),
    "setAsideRows" INTEGER NOT NULL DEFAULT 0,
    "lists" JSONB NOT NULL DEFAULT '{}',

    CONSTRAINT "Upload_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Takeover" (
    "tenantId" UUID NOT NULL,
    "fromId" UUID NOT NULL,
    "intoId" UUID NOT NULL,
    "debtors" INTEGER NOT NULL,
    "laterBalance" DECIMAL(22,2) NOT NULL DEFAULT 0,
    "laterLeftOutBalance" DECIMAL(22,2) NOT NULL DEFAULT 0,
    "laterLeftOutDebtors" INTEGER NOT NULL DEFAULT 0,
    "laterLeftOutObligations" INTEGER NOT NULL DEFAULT 0,
    "laterLeftOutRows" INTEGER NOT NULL DEFAULT 0,
    "laterNotSent" INTEGER NOT NULL DEFAULT 0,
    "laterObligations" INTEGER NOT NULL DEFAULT 0,
    "laterRejected" INTEGER NOT NULL DEFAULT 0,
    "laterUnconfirmed" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "Takeover_pkey" PRIMARY KEY ("fromId","intoId")
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
    "identifications" TEXT,
    "source" BYTEA,
    "textBytes" INTEGER,

    CONSTRAINT "Chunk_pkey" PRIMARY KEY ("uploadId","sequence")
);

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

-- CreateTable
CREATE TABLE "LeftOutRow" (
    "tenantId" UUID NOT NULL,
    "uploadId" UUID NOT NULL,
    "row" INTEGER NOT NULL,
    "line" INTEGER NOT NULL,
    "identification" TEXT,
    "source" TEXT,
    "issues" JSONB NOT NULL,
    "acceptedLater" BOOLEAN NOT NULL DEFAULT false,
    "balance" DECIMAL(18,2),
    "obligations" INTEGER,
    "retriedInId" UUID,

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
    "readBackAt" TIMESTAMPTZ(3),
    "readBackAttempts" INTEGER NOT NULL DEFAULT 0,
    "resends" INTEGER NOT NULL DEFAULT 0,
    "rootId" UUID,
    "sentAt" TIMESTAMPTZ(3),
    "answeredAt" TIMESTAMPTZ(3),
    "readBackAfter" INTEGER,

    CONSTRAINT "Batch_pkey" PRIMARY KEY ("id")
);

-- Declared because a column of "Record" calls it. Its text is in prisma/functions, and is put in before there is a row.
CREATE FUNCTION rejection_key(reason text, identification text, said text) RETURNS uuid
LANGUAGE sql IMMUTABLE PARALLEL SAFE RETURN NULL::uuid;

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
    "note" TEXT,
    "retriedInId" UUID,
    "statedBy" TEXT,
    -- Null for whoever was not rejected, so that its index below holds the rejected alone and costs the others nothing.
    "rejectionKey" UUID GENERATED ALWAYS AS (
        CASE WHEN "state" = 'rejected' THEN rejection_key("reason", "identification", "remoteText") END
    ) STORED,
    "digest" TEXT,
    "retriedAs" TEXT,
    "acceptedLater" BOOLEAN NOT NULL DEFAULT false,

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
    "durationMs" INTEGER,
    "httpStatus" INTEGER,
    "verdict" TEXT NOT NULL,
    "isSettling" BOOLEAN NOT NULL DEFAULT true,
    "debtors" INTEGER NOT NULL,
    "replyExcerpt" TEXT,

    CONSTRAINT "Call_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ServerPace" (
    "server" TEXT NOT NULL,
    "nextAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "intervalMs" INTEGER NOT NULL DEFAULT 0,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL,
    "closedAt" TIMESTAMPTZ(3),
    "closedReason" TEXT,
    "closedUntil" TIMESTAMPTZ(3),
    "isGranted" BOOLEAN NOT NULL DEFAULT true,
    "easedAt" TIMESTAMPTZ(3),
    "holdSeconds" INTEGER NOT NULL DEFAULT 60,
    "holdUntil" TIMESTAMPTZ(3),
    "slowReason" TEXT,
    "slowedAt" TIMESTAMPTZ(3),
    "toldMs" INTEGER,

    CONSTRAINT "ServerPace_pkey" PRIMARY KEY ("server")
);

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
CREATE INDEX "Session_userId_idx" ON "Session"("userId");

-- CreateIndex
CREATE INDEX "SignInAttempt_email_at_idx" ON "SignInAttempt"("email", "at");

-- CreateIndex
CREATE INDEX "SignInAttempt_address_at_idx" ON "SignInAttempt"("address", "at");

-- CreateIndex
CREATE INDEX "SignInAttempt_at_idx" ON "SignInAttempt"("at");

-- CreateIndex
CREATE UNIQUE INDEX "Tenant_name_key" ON "Tenant"("name");

-- CreateIndex
CREATE UNIQUE INDEX "Tenant_server_operation_key" ON "Tenant"("server", "operation");

-- CreateIndex
CREATE INDEX "Membership_tenantId_idx" ON "Membership"("tenantId");

-- CreateIndex
CREATE UNIQUE INDEX "CustomField_tenantId_level_label_key" ON "CustomField"("tenantId", "level", "label");

-- CreateIndex
CREATE INDEX "MappingTemplate_tenantId_usedAt_idx" ON "MappingTemplate"("tenantId", "usedAt");

-- CreateIndex
CREATE UNIQUE INDEX "MappingTemplate_tenantId_fingerprint_key" ON "MappingTemplate"("tenantId", "fingerprint");

-- CreateIndex
CREATE INDEX "Upload_tenantId_createdAt_id_idx" ON "Upload"("tenantId", "createdAt" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "Upload_createdAt_id_idx" ON "Upload"("createdAt" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "Upload_tenantId_state_confirmedAt_idx" ON "Upload"("tenantId", "state", "confirmedAt");

-- CreateIndex
CREATE INDEX "Upload_tenantId_fileSha256_idx" ON "Upload"("tenantId", "fileSha256");

-- CreateIndex
CREATE INDEX "Upload_retryOfId_idx" ON "Upload"("retryOfId");

-- CreateIndex
CREATE UNIQUE INDEX "Upload_tenantId_id_key" ON "Upload"("tenantId", "id");

-- CreateIndex
CREATE INDEX "Takeover_intoId_idx" ON "Takeover"("intoId");

-- CreateIndex
CREATE INDEX "Batch_uploadId_state_ordinal_idx" ON "Batch"("uploadId", "state", "ordinal");

-- CreateIndex
CREATE INDEX "Batch_tenantId_state_idx" ON "Batch"("tenantId", "state");

-- CreateIndex
CREATE INDEX "Batch_rootId_idx" ON "Batch"("rootId");

-- CreateIndex
CREATE UNIQUE INDEX "Batch_tenantId_id_key" ON "Batch"("tenantId", "id");

-- CreateIndex
CREATE UNIQUE INDEX "Batch_tenantId_uploadId_id_key" ON "Batch"("tenantId", "uploadId", "id");

-- CreateIndex
CREATE UNIQUE INDEX "Batch_uploadId_ordinal_key" ON "Batch"("uploadId", "ordinal");

-- CreateIndex
CREATE INDEX "Record_batchId_idx" ON "Record"("batchId");

-- CreateIndex
CREATE INDEX "Record_uploadId_state_ordinal_idx" ON "Record"("uploadId", "state", "ordinal");

-- CreateIndex
CREATE UNIQUE INDEX "Record_uploadId_identification_key" ON "Record"("tenantId", "identification", "uploadId");

-- CreateIndex
CREATE INDEX "Call_tenantId_endpoint_startedAt_idx" ON "Call"("tenantId", "endpoint", "startedAt");

-- CreateIndex
CREATE INDEX "Call_uploadId_id_idx" ON "Call"("uploadId", "id");

-- CreateIndex
CREATE INDEX "Call_startedAt_idx" ON "Call" USING BRIN ("startedAt");

-- CreateIndex
CREATE INDEX "AuditEntry_tenantId_id_idx" ON "AuditEntry"("tenantId", "id" DESC);

-- AddForeignKey
ALTER TABLE "Session" ADD CONSTRAINT "Session_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User"("id") ON DELETE CASCADE ON UPDATE CASCADE;

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
ALTER TABLE "Upload" ADD CONSTRAINT "Upload_retryOfId_fkey" FOREIGN KEY ("retryOfId") REFERENCES "Upload"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Takeover" ADD CONSTRAINT "Takeover_tenantId_fromId_fkey" FOREIGN KEY ("tenantId", "fromId") REFERENCES "Upload"("tenantId", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Takeover" ADD CONSTRAINT "Takeover_tenantId_intoId_fkey" FOREIGN KEY ("tenantId", "intoId") REFERENCES "Upload"("tenantId", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Chunk" ADD CONSTRAINT "Chunk_tenantId_uploadId_fkey" FOREIGN KEY ("tenantId", "uploadId") REFERENCES "Upload"("tenantId", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ListPart" ADD CONSTRAINT "ListPart_tenantId_uploadId_fkey" FOREIGN KEY ("tenantId", "uploadId") REFERENCES "Upload"("tenantId", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "SetAsideRow" ADD CONSTRAINT "SetAsideRow_tenantId_uploadId_fkey" FOREIGN KEY ("tenantId", "uploadId") REFERENCES "Upload"("tenantId", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "LeftOutRow" ADD CONSTRAINT "LeftOutRow_tenantId_uploadId_fkey" FOREIGN KEY ("tenantId", "uploadId") REFERENCES "Upload"("tenantId", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Batch" ADD CONSTRAINT "Batch_tenantId_uploadId_fkey" FOREIGN KEY ("tenantId", "uploadId") REFERENCES "Upload"("tenantId", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Batch" ADD CONSTRAINT "Batch_parentId_fkey" FOREIGN KEY ("parentId") REFERENCES "Batch"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Call" ADD CONSTRAINT "Call_tenantId_uploadId_fkey" FOREIGN KEY ("tenantId", "uploadId") REFERENCES "Upload"("tenantId", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Call" ADD CONSTRAINT "Call_tenantId_batchId_fkey" FOREIGN KEY ("tenantId", "batchId") REFERENCES "Batch"("tenantId", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "TokenBudget" ADD CONSTRAINT "TokenBudget_tenantId_fkey" FOREIGN KEY ("tenantId") REFERENCES "Tenant"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- What a schema cannot say: promises that no program, however wrong, can break. Those that need a function are triggers.

-- Control totals: file = set aside + left out + staged, and, once staging is over, staged = the five groups. A check is judged after each
-- UPDATE, so whoever moves records must move both groups in one statement; count_records_of_upload() does.
ALTER TABLE "Upload" ADD CONSTRAINT "Upload_file_adds_up" CHECK (
  "fileRows" = "setAsideRows" + "leftOutRows" + "stagedRows"
  AND "fileDebtors" = "leftOutDebtors" + "stagedDebtors"
  AND "fileObligations" = "leftOutObligations" + "stagedObligations"
  AND "fileBalance" = "leftOutBalance" + "stagedBalance"
  AND "setAsideRows" >= 0
);

ALTER TABLE "Upload" ADD CONSTRAINT "Upload_groups_add_up" CHECK (
  "state" = 'staging'
  OR (
    "stagedDebtors" = "pendingDebtors" + "acceptedDebtors" + "rejectedDebtors" + "unconfirmedDebtors" + "notSentDebtors"
    AND "stagedObligations" = "pendingObligations" + "acceptedObligations" + "rejectedObligations" + "unconfirmedObligations" + "notSentObligations"
    AND "stagedBalance" = "pendingBalance" + "acceptedBalance" + "rejectedBalance" + "unconfirmedBalance" + "notSentBalance"
  )
);

-- Balances may be negative (a credit); counts never.
ALTER TABLE "Upload" ADD CONSTRAINT "Upload_counts_not_negative" CHECK (
  least(
    "fileRows",
    "fileDebtors",
    "fileObligations",
    "leftOutRows",
    "leftOutDebtors",
    "leftOutObligations",
    "stagedRows",
    "stagedDebtors",
    "stagedObligations",
    "pendingDebtors",
    "pendingObligations",
    "acceptedDebtors",
    "acceptedObligations",
    "rejectedDebtors",
    "rejectedObligations",
    "unconfirmedDebtors",
    "unconfirmedObligations",
    "notSentDebtors",
    "notSentObligations",
    "batchCount",
    "batchesDone",
    "callsMade"
  ) >= 0
);

-- Nothing is erased of what may still be sent, and an erasure says after how many days.
ALTER TABLE "Upload" ADD CONSTRAINT "Upload_over_has_time" CHECK (("state" IN ('finished', 'cancelled')) = ("overSince" IS NOT NULL));
ALTER TABLE "Upload" ADD CONSTRAINT "Upload_erased_when_over" CHECK (
  num_nulls("erasedAt", "erasedAfterDays") IN (0, 2)
  AND ("erasedAt" IS NULL OR "overSince" IS NOT NULL)
  AND ("erasureEndedAt" IS NULL OR "erasedAt" IS NOT NULL)
);

-- A person's word is nobody's without a name.
ALTER TABLE "Record" ADD CONSTRAINT "Record_person_has_name" CHECK ("evidence" IS DISTINCT FROM 'person' OR "statedBy" IS NOT NULL);

-- All of a chunk is there, or nothing.
ALTER TABLE "Chunk" ADD CONSTRAINT "Chunk_whole" CHECK (num_nulls("identifications", "source", "textBytes") IN (0, 3));

-- Packed already, or read once and soon: packing it again would take longer than writing it.
ALTER TABLE "Chunk" ALTER COLUMN "identifications" SET STORAGE EXTERNAL, ALTER COLUMN "source" SET STORAGE EXTERNAL;
ALTER TABLE "ListPart" ALTER COLUMN "source" SET STORAGE EXTERNAL;

-- Records of up to 8 KB stay in one piece: packing every one above 2 KB (three obligations) costs more than it saves.
ALTER TABLE "Record" SET (toast_tuple_target = 8160);

-- Leases and read-backs under way are a handful among hundreds of thousands of batches.
CREATE INDEX "Batch_leased" ON "Batch" ("tenantId", "leaseUntil") WHERE "leaseUntil" IS NOT NULL;
CREATE INDEX "Batch_read_back_due" ON "Batch" ("tenantId", "readBackAt") WHERE "readBackAt" IS NOT NULL;

-- What is due for erasure, among what is still kept, and the erasures that were interrupted.
CREATE INDEX "Upload_to_erase" ON "Upload" ("tenantId", "overSince") WHERE "overSince" IS NOT NULL AND "erasedAt" IS NULL;
CREATE INDEX "Upload_under_erasure" ON "Upload" ("tenantId") WHERE "erasedAt" IS NOT NULL AND "erasureEndedAt" IS NULL;

-- Groups of rejections are counted from the index alone; within a group it goes on by ordinal.
CREATE INDEX "Record_uploadId_rejectionKey_idx" ON "Record" ("uploadId", "rejectionKey", "ordinal") INCLUDE ("tenantId", "balance")
  WHERE "rejectionKey" IS NOT NULL;

-- Who a debtor of a retry was before: under its own number by the key of the tenant's debtors, under another number by this index.
CREATE INDEX "Record_retriedInId_retriedAs_idx" ON "Record" ("retriedInId", "retriedAs") WHERE "retriedAs" IS NOT NULL;
CREATE INDEX "LeftOutRow_retriedInId_identification_idx" ON "LeftOutRow" ("retriedInId", "identification") WHERE "retriedInId" IS NOT NULL;

-- "Record" has no foreign keys: refuse_record_without_batch() and its like stand for them, once a statement instead of once a row, which
-- took a quarter of the time it takes to write records.
