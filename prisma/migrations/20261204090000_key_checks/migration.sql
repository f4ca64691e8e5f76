-- CreateTable
CREATE TABLE "KeyCheck" (
    "name" TEXT NOT NULL,
    "value" TEXT NOT NULL,

    CONSTRAINT "KeyCheck_pkey" PRIMARY KEY ("name")
);
