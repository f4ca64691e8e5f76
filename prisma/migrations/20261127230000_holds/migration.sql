-- CreateEnum
CREATE TYPE "HoldReason" AS ENUM ('claim', 'judicial', 'opposition', 'deceased');

-- AlterTable
ALTER TABLE "Upload" ADD COLUMN     "heldStamp" TEXT NOT NULL DEFAULT '';

-- CreateTable
CREATE TABLE "Hold" (
    "id" UUID NOT NULL,
    "tenantId" UUID NOT NULL,
    "identification" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "documentType" TEXT NOT NULL DEFAULT '',
    "why" "HoldReason" NOT NULL,
    "note" TEXT NOT NULL DEFAULT '',
    "since" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "byId" UUID NOT NULL,
    "until" DATE,

    CONSTRAINT "Hold_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "Hold_tenantId_id_key" ON "Hold"("tenantId", "id");

-- CreateIndex
CREATE UNIQUE INDEX "Hold_tenantId_key_key" ON "Hold"("tenantId", "key");

-- AddForeignKey
ALTER TABLE "Hold" ADD CONSTRAINT "Hold_tenantId_fkey" FOREIGN KEY ("tenantId") REFERENCES "Tenant"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Hold" ADD CONSTRAINT "Hold_byId_fkey" FOREIGN KEY ("byId") REFERENCES "User"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
