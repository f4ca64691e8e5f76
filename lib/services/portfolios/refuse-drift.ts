import type { Transaction } from "#lib/database/client.ts";
import { updateDrift } from "#lib/database/portfolios/drift-states.ts";
import { AppError } from "#lib/domain/app-error.ts";
import type { TenantId } from "../context.ts";
import { judgeLoad } from "./judge-load.ts";

/** Refuses the confirm of a stopped load that nobody has explained; otherwise keeps what it was judged by. */
export async function refuseDrift(tx: Transaction, tenantId: TenantId, uploadId: string): Promise<void> {
  const judged = await judgeLoad(tx, tenantId, uploadId);
  if (judged === null) return;
  if (judged.isStopped) throw new AppError("drift_stopped");
  await updateDrift(tx, tenantId, uploadId, judged.oddities);
}
