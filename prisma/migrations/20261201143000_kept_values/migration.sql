-- AlterTable
ALTER TABLE "Upload" ADD COLUMN     "keptValues" JSONB NOT NULL DEFAULT '{}';

-- AlterTable
ALTER TABLE "Record" ADD COLUMN     "fileDigest" TEXT,
ADD COLUMN     "keptFields" TEXT;

