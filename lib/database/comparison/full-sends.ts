import type { RepeatBehaviour } from "#lib/domain/outcome/repeat-behaviour.ts";
import { uploadGroups } from "#lib/domain/outcome/upload-state.ts";
import type { Transaction } from "../client.ts";

/** What is known of how the tenant's CRM treats a debtor sent a second time. */
export async function findRepeatBehaviour(db: Transaction, tenantId: string): Promise<RepeatBehaviour> {
  const { repeatBehaviour } = await db.tenant.findUniqueOrThrow({
    where: { id: tenantId },
    select: { repeatBehaviour: true },
  });
  return repeatBehaviour;
}

/**
 * When a load of the portfolio other than `uploadId` was last confirmed to be sent whole, and not cancelled since;
 * null: never. Additions are no such load.
 */
export async function findFullSend(
  db: Transaction,
  tenantId: string,
  portfolioId: string,
  uploadId: string,
): Promise<Date | null> {
  const found = await db.upload.findFirst({
    where: {
      tenantId,
      portfolioId,
      id: { not: uploadId },
      loadKind: { not: "additions" },
      retryOfId: null,
      closesOutId: null,
      state: { in: [...uploadGroups.inLine, "finished"] },
      confirmedAt: { not: null },
      unchangedDebtors: 0,
      NOT: { comparison: { sendsChanges: true } },
    },
    orderBy: { confirmedAt: "desc" },
    select: { confirmedAt: true },
  });
  return found?.confirmedAt ?? null;
}
