-- CreateTable
CREATE TABLE "DatabaseRestore" (
    "id" UUID NOT NULL,
    "takenAt" TIMESTAMPTZ(3) NOT NULL,
    "restoredAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "uploads" INTEGER NOT NULL,
    "debtors" INTEGER NOT NULL,
    "reviewedAt" TIMESTAMPTZ(3),
    "reviewedById" UUID,

    CONSTRAINT "DatabaseRestore_pkey" PRIMARY KEY ("id")
);
