-- AlterTable
ALTER TABLE "Batch" ADD COLUMN     "sentOperation" TEXT,
ADD COLUMN     "sentServer" TEXT;
