-- AlterTable
ALTER TABLE "Session" ADD COLUMN     "isFactorStated" BOOLEAN NOT NULL DEFAULT false;
