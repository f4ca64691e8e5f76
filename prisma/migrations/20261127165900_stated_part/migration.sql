-- AlterTable
ALTER TABLE "Upload" ADD COLUMN     "statedPart" TEXT NOT NULL DEFAULT '';
