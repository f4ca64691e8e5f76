import type { Transaction } from "../client.ts";

/** Stores why a staged upload differs from what is declared; false if it is not staged any more. */
export async function updateDeclaredReason(
  tx: Transaction,
  tenantId: string,
  uploadId: string,
  reason: string,
): Promise<boolean> {
  const where = { tenantId, id: uploadId, state: "staged" as const };
  const { count } = await tx.upload.updateMany({ where, data: { declaredReason: reason } });
  return count === 1;
}
