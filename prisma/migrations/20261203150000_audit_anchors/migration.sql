-- AlterTable
ALTER TABLE "AuditLink" ADD COLUMN     "at" TIMESTAMPTZ(3);

-- AlterTable
ALTER TABLE "AuditHead" ADD COLUMN     "at" TIMESTAMPTZ(3);

-- CreateTable
CREATE TABLE "AuditAnchor" (
    "id" INTEGER NOT NULL DEFAULT 1,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "AuditAnchor_pkey" PRIMARY KEY ("id")
);
