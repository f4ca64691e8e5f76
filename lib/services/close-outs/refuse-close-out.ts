import type { Transaction } from "#lib/database/client.ts";
import { findClosingLoad } from "#lib/database/close-outs/close-outs.ts";
import { askThrough } from "#lib/database/portfolios/load-measures.ts";
import { AppError } from "#lib/domain/app-error.ts";
import type { CloseOutRefusal } from "#lib/domain/portfolio/close-out.ts";
import type { UploadView } from "#lib/domain/views/upload-view.ts";
import type { TenantId } from "../context.ts";

/**
 * Refuses the confirm of a close-out, or of a retry of one, if what it was made under has changed: the CRM is no
 * longer known to update, or the load that named its debtors gone, or a part of its set, was cancelled. Whom another upload carries since
 * is counted in its view (`superseded`).
 */
export async function refuseCloseOut(tx: Transaction, tenantId: TenantId, { closesOutId }: UploadView): Promise<void> {
  if (closesOutId === null || closesOutId === undefined) return;
  const load = await findClosingLoad(askThrough(tx), { tenantId, uploadId: closesOutId });
  const reasons: CloseOutRefusal[] = [];
  if (load?.repeatBehaviour !== "updates") reasons.push("repeats_unknown");
  if (load === null || !load.isConfirmed) reasons.push("not_confirmed");
  else if (!load.isWhole) reasons.push("not_whole");
  if (reasons.length > 0) throw new AppError("close_out_refused", { reasons });
}
