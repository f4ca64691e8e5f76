-- CreateTable
CREATE TABLE "Takeover" (
    "tenantId" UUID NOT NULL,
    "fromId" UUID NOT NULL,
    "intoId" UUID NOT NULL,
    "debtors" INTEGER NOT NULL,

    CONSTRAINT "Takeover_pkey" PRIMARY KEY ("fromId","intoId")
);

-- CreateIndex
CREATE INDEX "Takeover_intoId_idx" ON "Takeover"("intoId");

-- AddForeignKey
ALTER TABLE "Takeover" ADD CONSTRAINT "Takeover_tenantId_fromId_fkey" FOREIGN KEY ("tenantId", "fromId") REFERENCES "Upload"("tenantId", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Takeover" ADD CONSTRAINT "Takeover_tenantId_intoId_fkey" FOREIGN KEY ("tenantId", "intoId") REFERENCES "Upload"("tenantId", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- What was taken over before there was this table.
INSERT INTO "Takeover" ("tenantId", "fromId", "intoId", "debtors")
SELECT r."tenantId", r."uploadId", r."retriedInId", count(*)
FROM "Record" r JOIN "Upload" u ON u."tenantId" = r."tenantId" AND u."id" = r."retriedInId"
GROUP BY r."tenantId", r."uploadId", r."retriedInId";
