import { cancelPendingBatches } from "#lib/database/batches/batches.ts";
import { giveBack, lockRoot } from "#lib/database/batches/give-back.ts";
import { database, withTransaction } from "#lib/database/client.ts";
import { abandonStaging } from "#lib/database/staging/staging.ts";
import {
  isSweepOverdue,
  noteSwept,
  type StaleUpload,
  selectStaleUploads,
  selectTenantsToSweep,
  selectUploadsToErase,
  selectUploadsUnderErasure,
} from "#lib/database/uploads/due-erasures.ts";
import { lockReadBacks, markErased, takeBackReadBacks } from "#lib/database/uploads/erasures.ts";
import { lockUpload } from "#lib/database/uploads/runs.ts";
import { moveUpload } from "#lib/database/uploads/uploads.ts";
import { recordAudit } from "../record-audit.ts";
import { type ErasureControl, type ErasureCounts, eraseUpload, mayGoOn, portal } from "./erase-upload.ts";

export interface ErasureResult {
  /** False when there was no time for all that is due: the next call goes on. */
  readonly isDone: boolean;
  readonly counts: Readonly<ErasureCounts>;
}

/** Whether a day has passed in which the retention of some tenant was not kept. */
export async function isErasureOverdue(): Promise<boolean> {
  return isSweepOverdue(database());
}

/**
 * Keeps every tenant's retention days: gives up what nobody confirmed for longer, marks what has been over for longer, and erases what is
 * marked. Safe on any number of workers at once, and killed at any moment: what is left is due still. What fails of one tenant
 * keeps no other one waiting.
 */
export async function eraseOverdue(control: ErasureControl): Promise<ErasureResult> {
  const counts: ErasureCounts = { uploads: 0, givenUp: 0, debtors: 0, rows: 0, replies: 0 };
  const failures: unknown[] = [];
  for (const tenantId of await selectTenantsToSweep(database())) {
    try {
      if (!(await eraseOverdueOf(tenantId, control, counts))) return { isDone: false, counts };
    } catch (error) {
      failures.push(error);
    }
  }
  if (failures.length > 0) throw new Error("the retention of some tenants was not kept", { cause: failures[0] });
  return { isDone: true, counts };
}

async function eraseOverdueOf(tenantId: string, control: ErasureControl, counts: ErasureCounts): Promise<boolean> {
  for (const upload of await selectStaleUploads(database(), tenantId)) {
    if (!mayGoOn(control)) return false;
    if (await giveUp(tenantId, upload)) counts.givenUp += 1;
  }
  for (const uploadId of await selectUploadsToErase(database(), tenantId)) {
    if (!mayGoOn(control)) return false;
    await markOverdue(tenantId, uploadId);
  }
  for (const uploadId of await selectUploadsUnderErasure(database(), tenantId)) {
    if (!(await eraseUpload(tenantId, uploadId, control, counts))) return false;
  }
  await noteSwept(database(), tenantId);
  return true;
}

/** Nothing of it was ever sent and its data is as old as what is erased, so it goes with it at once. */
function giveUp(tenantId: string, { id, state, days }: StaleUpload): Promise<boolean> {
  return withTransaction(
    async (tx) => {
      await lockRoot(tx, tenantId, id);
      const isOurs =
        state === "staging"
          ? await abandonStaging(tx, tenantId, id, null)
          : await moveUpload(tx, tenantId, id, ["staged"], "cancelled", { finishedAt: new Date() });
      if (!isOurs) return false;
      if (state === "staged") {
        await cancelPendingBatches(tx, tenantId, id);
        await giveBack(tx, tenantId, id);
      }
      const action = state === "staging" ? "upload_discarded" : "upload_cancelled";
      await recordAudit(tx, portal, action, { tenantId, subject: id, details: { retentionDays: days } });
      return markErased(tx, tenantId, id, { isDue: false });
    },
    // A million records move in one statement.
    { timeoutMs: 120_000 },
  );
}

/** From here on nobody can retry, correct or download it: whoever began before is waited for. A batch being read back puts it off to the next day. */
function markOverdue(tenantId: string, uploadId: string): Promise<boolean> {
  return withTransaction(async (tx) => {
    await lockUpload(tx, tenantId, uploadId);
    if (!(await lockReadBacks(tx, tenantId, uploadId))) return false;
    if (!(await markErased(tx, tenantId, uploadId, { isDue: true }))) return false;
    await takeBackReadBacks(tx, tenantId, uploadId);
    return true;
  });
}
