-- Staged rows stand in their chunks: one row of the database for two thousand of the file, in the same statement as the receipt.
ALTER TABLE "Chunk" ADD COLUMN "identifications" TEXT,
ADD COLUMN "source" BYTEA,
ADD COLUMN "checked" BYTEA,
ADD COLUMN "textBytes" INTEGER;

-- Packed already: the server need not try again.
ALTER TABLE "Chunk" ALTER COLUMN "source" SET STORAGE EXTERNAL, ALTER COLUMN "checked" SET STORAGE EXTERNAL;

-- All of a chunk is there, or nothing.
ALTER TABLE "Chunk" ADD CONSTRAINT "Chunk_whole" CHECK (num_nulls("identifications", "source", "checked", "textBytes") IN (0, 4));

-- Uploads that are being staged right now lose their rows with the table below; without receipts the page sends them again.
DELETE FROM "Chunk" WHERE "uploadId" IN (SELECT "id" FROM "Upload" WHERE "state" = 'staging');
DROP TABLE "StagedRow";

-- One key does two things: unique (upload, identification), because an upload has one tenant, and a tenant's debtor in all uploads.
DROP INDEX "Record_uploadId_identification_key";
DROP INDEX "Record_tenantId_identification_idx";
CREATE UNIQUE INDEX "Record_uploadId_identification_key" ON "Record"("tenantId", "identification", "uploadId");

-- One reference instead of two, and a stronger one: a record's batch is a batch of the record's own upload. That the upload exists and
-- belongs to the tenant follows from the batch, which refers to it; deleting the upload deletes batches, and they their records.
CREATE UNIQUE INDEX "Batch_tenantId_uploadId_id_key" ON "Batch"("tenantId", "uploadId", "id");
ALTER TABLE "Record" DROP CONSTRAINT "Record_tenantId_uploadId_fkey", DROP CONSTRAINT "Record_tenantId_batchId_fkey";
ALTER TABLE "Record" ADD CONSTRAINT "Record_tenantId_uploadId_batchId_fkey" FOREIGN KEY ("tenantId", "uploadId", "batchId")
  REFERENCES "Batch"("tenantId", "uploadId", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- Records of up to 8 KB stand in one piece, as they came: packing every one above 2 KB (three obligations) costs more than it saves.
ALTER TABLE "Record" SET (toast_tuple_target = 8160);
