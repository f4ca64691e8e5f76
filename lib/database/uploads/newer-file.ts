import type { UploadView } from "#lib/domain/views/upload-view.ts";
import type { Transaction } from "../client.ts";
import { Prisma } from "../generated/client.ts";
import { upToRoot } from "../retries/up-to-root.ts";

/**
 * The last whole file of its portfolio that was begun after a load, or after the one that a retry or correction comes from,
 * and confirmed, and is not cancelled for good; null for none.
 */
export async function findNewerFile(
  db: Transaction,
  tenantId: string,
  uploadId: string,
): Promise<NonNullable<UploadView["newerFile"]> | null> {
  const [root] = await db.$queryRaw<{ createdAt: Date; portfolioId: string | null }[]>`
    WITH RECURSIVE ${upToRoot(Prisma.sql, tenantId, uploadId)}
    SELECT u."createdAt", u."portfolioId" FROM "Upload" u JOIN up ON u.id = up.id WHERE up."retryOfId" IS NULL`;
  if (root === undefined || root.portfolioId === null) return null;
  const found = await db.upload.findFirst({
    where: {
      tenantId,
      portfolioId: root.portfolioId,
      createdAt: { gt: root.createdAt },
      ...{ confirmedAt: { not: null }, OR: [{ state: { not: "cancelled" as const } }, { isMadeWhole: true }] },
      ...{ loadKind: "whole", retryOfId: null, closesOutId: null },
    },
    orderBy: { createdAt: "desc" },
    select: { id: true, fileName: true, confirmedAt: true },
  });
  if (found === null || found.confirmedAt === null) return null;
  return { uploadId: found.id, fileName: found.fileName, confirmedAt: found.confirmedAt.toISOString() };
}
