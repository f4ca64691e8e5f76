-- AlterTable
ALTER TABLE "WorkerHeartbeat" ADD COLUMN     "keyIds" TEXT[] NOT NULL DEFAULT '{}';
