-- AlterTable
ALTER TABLE "Upload" ADD COLUMN     "confirmedRequest" TEXT;
