import { cancelPendingBatches } from "#lib/database/batches/batches.ts";
import { giveBack, lockRoot } from "#lib/database/batches/give-back.ts";
import { portalDatabase, tenantDatabase, withTransaction } from "#lib/database/client.ts";
import { eraseSnapshots } from "#lib/database/snapshots/snapshots.ts";
import { abandonStaging } from "#lib/database/staging/staging.ts";
import {
  isSweepOverdue,
  noteSwept,
  type StaleUpload,
  selectStaleUploads,
  selectTenantsToSweep,
  selectUploadsToErase,
  selectUploadsUnderErasure,
  selectUploadsWithUnchanged,
} from "#lib/database/uploads/due-erasures.ts";
import { lockReadBacks, markErased, takeBackReadBacks } from "#lib/database/uploads/erasures.ts";
import { lockUpload } from "#lib/database/uploads/runs.ts";
import { moveUpload } from "#lib/database/uploads/uploads.ts";
import type { TenantId } from "#lib/domain/access/tenant-id.ts";
import { recordAudit } from "../record-audit.ts";
import {
  type ErasureControl,
  type ErasureCounts,
  eraseUnchangedOf,
  eraseUpload,
  mayGoOn,
  portal,
} from "./erase-upload.ts";

export interface ErasureResult {
  /** False if there was no time for all that is due: the next call continues. */
  readonly isDone: boolean;
  readonly counts: Readonly<ErasureCounts>;
}

/** Whether some tenant's retention was last enforced more than a day ago. */
export async function isErasureOverdue(): Promise<boolean> {
  return isSweepOverdue(portalDatabase());
}

/**
 * Enforces every tenant's retention days (decision 22): gives up uploads that were not confirmed for that
 * long, marks those that have been over for that long, erases what is marked, and erases snapshots of debtors that
 * are gone and portfolios at rest for that long; of uploads that are over, data of unchanged debtors at once. Any number of workers may
 * run it at once, and it may be killed at any moment: what is left stays due. A tenant that fails does not
 * hold up the others.
 */
export async function eraseOverdue(control: ErasureControl): Promise<ErasureResult> {
  const counts: ErasureCounts = { uploads: 0, givenUp: 0, debtors: 0, unchanged: 0, rows: 0, replies: 0, snapshots: 0 };
  const failures: unknown[] = [];
  for (const { id: tenantId } of await selectTenantsToSweep(portalDatabase())) {
    try {
      if (!(await eraseOverdueOf(tenantId, control, counts))) return { isDone: false, counts };
    } catch (error) {
      failures.push(error);
    }
  }
  if (failures.length > 0) throw new Error("the retention of some tenants was not kept", { cause: failures[0] });
  return { isDone: true, counts };
}

async function eraseOverdueOf(tenantId: TenantId, control: ErasureControl, counts: ErasureCounts): Promise<boolean> {
  for (const upload of await selectStaleUploads(tenantDatabase(tenantId), tenantId)) {
    if (!mayGoOn(control)) return false;
    if (await giveUp(tenantId, upload)) counts.givenUp += 1;
  }
  for (const uploadId of await selectUploadsToErase(tenantDatabase(tenantId), tenantId)) {
    if (!mayGoOn(control)) return false;
    await markOverdue(tenantId, uploadId);
  }
  for (const uploadId of await selectUploadsUnderErasure(tenantDatabase(tenantId), tenantId)) {
    if (!(await eraseUpload(tenantId, uploadId, control, counts))) return false;
  }
  for (const uploadId of await selectUploadsWithUnchanged(tenantDatabase(tenantId), tenantId)) {
    if (!(await eraseUnchangedOf(tenantId, uploadId, control, counts))) return false;
  }
  if (!(await eraseSnapshotsOf(tenantId, control, counts))) return false;
  await noteSwept(tenantDatabase(tenantId), tenantId);
  return true;
}

/** Rows of snapshots per statement: nobody else writes the tenant's snapshots meanwhile. */
const sliceSnapshots = 2_000;

async function eraseSnapshotsOf(tenantId: TenantId, control: ErasureControl, counts: ErasureCounts): Promise<boolean> {
  for (;;) {
    if (!mayGoOn(control)) return false;
    const erased = await withTransaction(tenantId, (tx) => eraseSnapshots(tx, tenantId, sliceSnapshots));
    counts.snapshots += erased;
    if (erased === 0) return true;
  }
}

/**
 * Cancels an upload that was never sent, and marks it as erased in the same transaction: its data is as old
 * as what is erased.
 */
function giveUp(tenantId: TenantId, { id, state, days }: StaleUpload): Promise<boolean> {
  return withTransaction(
    tenantId,
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
    // One statement may move a million records.
    { timeoutMs: 120_000 },
  );
}

/**
 * Marks an upload as erased: from then on nobody can retry, correct or download it. Waits for operations that
 * began before. A batch that is being read back puts it off to the next day: false.
 */
function markOverdue(tenantId: TenantId, uploadId: string): Promise<boolean> {
  return withTransaction(tenantId, async (tx) => {
    await lockUpload(tx, tenantId, uploadId);
    if (!(await lockReadBacks(tx, tenantId, uploadId))) return false;
    if (!(await markErased(tx, tenantId, uploadId, { isDue: true }))) return false;
    await takeBackReadBacks(tx, tenantId, uploadId);
    return true;
  });
}
