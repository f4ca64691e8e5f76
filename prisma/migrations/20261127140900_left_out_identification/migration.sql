-- "What became of 12345?" also lists the uploads that left the debtor's rows out.
CREATE INDEX "LeftOutRow_tenantId_identification_uploadId_idx" ON "LeftOutRow" ("tenantId", "identification", "uploadId");
