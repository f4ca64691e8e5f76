import type { Transaction } from "../client.ts";
import { Prisma } from "../generated/client.ts";
import { upToRoot } from "../retries/up-to-root.ts";

/**
 * Locks the first upload of a family. Whoever takes over debtors of the family, confirms or cancels an
 * upload of it locks it first, before any other upload of it and any debtor.
 */
export async function lockRoot(tx: Transaction, tenantId: string, uploadId: string): Promise<void> {
  await tx.$executeRaw`
    WITH RECURSIVE ${upToRoot(Prisma.sql, tenantId, uploadId)} SELECT 1 FROM "Upload" u
    WHERE u."tenantId" = ${tenantId}::uuid AND u.id = (SELECT id FROM up WHERE "retryOfId" IS NULL) FOR NO KEY UPDATE`;
}

/**
 * When a draft retry or correction is cancelled, gives its debtors back to the uploads they came from and
 * marks its own records as retried there, so that no debtor is in two uploads. A debtor that it holds under
 * another identification stays, unless it was joined there with one that is given back; decision 34 says how such a
 * debtor is sent again.
 */
export async function giveBack(tx: Transaction, tenantId: string, draftId: string): Promise<void> {
  const where = { tenantId, id: draftId, retryOfId: { not: null }, confirmedAt: null };
  if ((await tx.upload.findFirst({ where, select: { id: true } })) === null) return;
  // Debtor by debtor, without joins (decision 61).
  const takenFrom = Prisma.sql`SELECT r."uploadId" FROM "Record" r
    WHERE r."tenantId" = ${tenantId}::uuid AND r.identification = n.identification AND r."retriedInId" = ${draftId}::uuid AND r."retriedAs" IS NULL LIMIT 1`;
  const marked = await tx.$executeRaw`
    UPDATE "Record" n SET "retriedInId" = (${takenFrom})
    WHERE n."tenantId" = ${tenantId}::uuid AND n."uploadId" = ${draftId}::uuid AND n."retriedInId" IS NULL AND (${takenFrom}) IS NOT NULL`;
  if (marked === 0) return;
  const given = Prisma.sql`ANY(ARRAY(SELECT n.identification FROM "Record" n
    WHERE n."tenantId" = ${tenantId}::uuid AND n."uploadId" = ${draftId}::uuid AND n."retriedInId" IS NOT NULL))`;
  // If a debtor was sent and also had rows left out, those rows are given back too.
  await tx.$executeRaw`
    UPDATE "LeftOutRow" SET "retriedInId" = NULL
    WHERE "tenantId" = ${tenantId}::uuid AND "retriedInId" = ${draftId}::uuid AND "retriedAs" IS NULL AND identification = ${given}`;
  await tx.$executeRaw`
    UPDATE "LeftOutRow" SET "retriedInId" = NULL, "retriedAs" = NULL
    WHERE "tenantId" = ${tenantId}::uuid AND "retriedInId" = ${draftId}::uuid AND "retriedAs" IS NOT NULL AND "retriedAs" = ${given}`;
  await tx.$executeRaw`
    WITH back AS (
      UPDATE "Record" SET "retriedInId" = NULL, "retriedAs" = NULL
      WHERE "tenantId" = ${tenantId}::uuid AND "retriedInId" = ${draftId}::uuid
        AND ("retriedAs" IS NULL AND identification = ${given} OR "retriedAs" = ${given})
      RETURNING "uploadId"
    ), counted AS (
      SELECT "uploadId", count(*)::int AS debtors FROM back GROUP BY 1
    ), kept AS (
      UPDATE "Takeover" t SET debtors = t.debtors - c.debtors FROM counted c
      WHERE t."tenantId" = ${tenantId}::uuid AND t."fromId" = c."uploadId" AND t."intoId" = ${draftId}::uuid
    )
    UPDATE "Upload" u SET "retriedDebtors" = u."retriedDebtors" - c.debtors FROM counted c
    WHERE u."tenantId" = ${tenantId}::uuid AND u.id = c."uploadId"`;
}
