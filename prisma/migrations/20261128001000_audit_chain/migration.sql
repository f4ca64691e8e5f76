-- CreateTable
CREATE TABLE "AuditLink" (
    "chain" UUID NOT NULL,
    "number" BIGINT NOT NULL,
    "entryId" UUID NOT NULL,
    "hash" BYTEA NOT NULL,

    CONSTRAINT "AuditLink_pkey" PRIMARY KEY ("chain","number")
);

-- CreateTable
CREATE TABLE "AuditHead" (
    "chain" UUID NOT NULL,
    "number" BIGINT NOT NULL,
    "hash" BYTEA NOT NULL,

    CONSTRAINT "AuditHead_pkey" PRIMARY KEY ("chain")
);

-- CreateIndex
CREATE UNIQUE INDEX "AuditLink_entryId_key" ON "AuditLink"("entryId");

-- CreateIndex
CREATE INDEX "AuditEntry_actorId_id_idx" ON "AuditEntry"("actorId", "id" DESC);

-- CreateIndex
CREATE INDEX "AuditEntry_action_id_idx" ON "AuditEntry"("action", "id" DESC);

-- CreateIndex
CREATE INDEX "AuditEntry_subject_id_idx" ON "AuditEntry"("subject", "id" DESC);

-- By the keyed hashes of people: an entry may name several.
CREATE INDEX "AuditEntry_person_idx" ON "AuditEntry" USING gin (string_to_array(details ->> 'person', ' ')) WHERE details ? 'person';

-- Every write of a chain changes its head: the new version stays on the page of the old one.
ALTER TABLE "AuditHead" SET (fillfactor = 50);

-- The function that begins the chains runs before prisma/access gives these.
GRANT SELECT, INSERT ON "AuditEntry" TO portal_across;
GRANT SELECT, INSERT ON "AuditLink" TO portal_across;
GRANT SELECT, INSERT, UPDATE ON "AuditHead" TO portal_across;
