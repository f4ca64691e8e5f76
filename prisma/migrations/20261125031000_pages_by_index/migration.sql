-- What the pages ask for, in the order they show it: a page of a list reads its own rows and no others, however many there are.

-- The history goes by time and, within a millisecond, by id.
DROP INDEX "Upload_tenantId_createdAt_idx";
CREATE INDEX "Upload_tenantId_createdAt_id_idx" ON "Upload"("tenantId", "createdAt" DESC, "id" DESC);
CREATE INDEX "Upload_createdAt_id_idx" ON "Upload"("createdAt" DESC, "id" DESC);

-- The call log goes by id; how long loads take is asked of the latest ones, among which thousands of read-backs may stand.
DROP INDEX "Call_uploadId_startedAt_idx";
CREATE INDEX "Call_uploadId_id_idx" ON "Call"("uploadId", "id");
DROP INDEX "Call_tenantId_startedAt_idx";
CREATE INDEX "Call_tenantId_endpoint_startedAt_idx" ON "Call"("tenantId", "endpoint", "startedAt");
-- Calls are written as they come, so a few bytes for each hundred pages say where the last minutes are.
CREATE INDEX "Call_startedAt_idx" ON "Call" USING BRIN ("startedAt");

-- The trail goes by id too.
DROP INDEX "AuditEntry_at_idx";
DROP INDEX "AuditEntry_tenantId_at_idx";
CREATE INDEX "AuditEntry_tenantId_id_idx" ON "AuditEntry"("tenantId", "id" DESC);
