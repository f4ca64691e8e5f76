import type { UploadView } from "#lib/domain/views/upload-view.ts";
import type { Transaction } from "../client.ts";

/** The last whole file of a portfolio that was begun after a load and confirmed, and is not cancelled; null for none. */
export async function findNewerFile(
  db: Transaction,
  tenantId: string,
  load: { readonly portfolioId: string; readonly createdAt: string },
): Promise<NonNullable<UploadView["newerFile"]> | null> {
  const found = await db.upload.findFirst({
    where: {
      tenantId,
      portfolioId: load.portfolioId,
      createdAt: { gt: load.createdAt },
      ...{ confirmedAt: { not: null }, state: { not: "cancelled" } },
      ...{ loadKind: "whole", retryOfId: null, closesOutId: null },
    },
    orderBy: { createdAt: "desc" },
    select: { id: true, fileName: true, confirmedAt: true },
  });
  if (found === null || found.confirmedAt === null) return null;
  return { uploadId: found.id, fileName: found.fileName, confirmedAt: found.confirmedAt.toISOString() };
}
