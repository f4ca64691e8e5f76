import { fingerprint } from "#lib/domain/mapping/headers/fingerprint.ts";
import { maskedName } from "#lib/domain/portfolio/recognition/masked-name.ts";
import type { Transaction } from "../client.ts";

/**
 * Remembers by what shape of file a confirmed upload's portfolio is recognised. A retry, correction or close-out is made
 * of the portal's own data: its shape says nothing about the sender's next file.
 */
export async function keepShape(tx: Transaction, tenantId: string, uploadId: string): Promise<void> {
  const upload = await tx.upload.findFirst({
    where: { tenantId, id: uploadId, portfolioId: { not: null }, retryOfId: null, closesOutId: null },
    select: { portfolioId: true, fileName: true, fileTitle: true, headers: true },
  });
  if (upload === null) return;
  await tx.$executeRaw`
    INSERT INTO "PortfolioShape" ("tenantId", "portfolioId", fingerprint, "fileName", title)
    VALUES (${tenantId}::uuid, ${upload.portfolioId}::uuid, ${fingerprint(upload.headers)}, ${maskedName(upload.fileName)}, ${upload.fileTitle})
    ON CONFLICT ("portfolioId", fingerprint, "fileName", title) DO UPDATE SET "usedAt" = now()`;
}
