-- AlterTable
ALTER TABLE "Comparison" ADD COLUMN     "byBudget" BOOLEAN NOT NULL DEFAULT false;
