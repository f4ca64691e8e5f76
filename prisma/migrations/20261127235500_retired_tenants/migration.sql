-- AlterTable
ALTER TABLE "Tenant" ADD COLUMN     "retiredAt" TIMESTAMPTZ(3);
