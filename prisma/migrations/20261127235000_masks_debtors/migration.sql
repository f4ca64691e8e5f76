-- AlterTable
ALTER TABLE "Tenant" ADD COLUMN     "masksDebtors" BOOLEAN NOT NULL DEFAULT false;
