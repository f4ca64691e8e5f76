import { batchGroups } from "#lib/domain/outcome/batch-state.ts";
import { recordGroups } from "#lib/domain/outcome/record-state.ts";
import type { Transaction } from "../client.ts";
import type { Prisma } from "../generated/client.ts";

/**
 * Batches of an upload that the CRM may have got twice, by two calls or by this upload's and that of the one it retries.
 * None if the CRM is known to update: then their debtors are there once.
 */
export async function selectTwiceSent(db: Transaction, tenantId: string, uploadId: string): Promise<string[]> {
  const batches = await db.batch.findMany({
    where: {
      tenantId,
      uploadId,
      state: { in: [...batchGroups.withOutcomes] },
      resends: { gt: 0 },
      upload: { tenant: { repeatBehaviour: { not: "updates" } } },
    },
    select: { id: true },
  });
  return batches.map(({ id }) => id);
}

/** Debtors of such batches but for those whom the CRM refused, or a hold kept out of, the second call. */
export function inTwiceSent(batches: readonly string[]) {
  return {
    batchId: { in: [...batches] },
    state: { in: [...recordGroups.mayBeIn] },
    OR: [{ reason: null }, { reason: { not: "refused_on_resend" } }],
  } satisfies Prisma.RecordWhereInput;
}

export function countTwiceSent(db: Transaction, tenantId: string, batches: readonly string[]): Promise<number> {
  return db.record.count({ where: { AND: [{ tenantId }, inTwiceSent(batches)] } });
}
