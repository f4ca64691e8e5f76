-- AlterTable
ALTER TABLE "Upload" ADD COLUMN     "filledValues" JSONB NOT NULL DEFAULT '{}';

