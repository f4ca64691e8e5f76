import type { Transaction } from "./client.ts";

/** How an upload's columns were mapped, as it was staged; null where there is no such upload. */
export async function findUploadMapping(db: Transaction, tenantId: string, uploadId: string): Promise<unknown> {
  const upload = await db.upload.findUnique({
    where: { tenantId_id: { tenantId, id: uploadId } },
    select: { mapping: true },
  });
  return upload?.mapping ?? null;
}
