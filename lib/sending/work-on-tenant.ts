import { nextBatchAt } from "#lib/database/batches/batches.ts";
import { doubtResends } from "#lib/database/batches/doubtful-resends.ts";
import { expireLapsedBatches } from "#lib/database/batches/lapsed-batches.ts";
import { tenantDatabase, withTransaction } from "#lib/database/client.ts";
import { markGoneOfRun } from "#lib/database/comparison/made-whole.ts";
import { planReadBackOf } from "#lib/database/records/planned-read-backs.ts";
import { findTenantConnection, isConnectionCurrent } from "#lib/database/tenants/tenants.ts";
import { findLostGround } from "#lib/database/uploads/lost-ground.ts";
import { beginRun, countProgress, endRun, findFirstInLine, holdUpload, stopRun } from "#lib/database/uploads/runs.ts";
import type { TenantId } from "#lib/domain/access/tenant-id.ts";
import { canOpenToken } from "#lib/secrets/seal-token.ts";
import { callInLane } from "./call-in-lane.ts";
import { paceLimits } from "./gate.ts";
import { freshBudget } from "./keep-token-budget.ts";
import { readBackNext } from "./read-back-next.ts";
import type { SendingRun } from "./send-batch.ts";
import { isOpen, type SliceControl } from "./slice.ts";
import { wolkvoxClientOf } from "./wolkvox-client-of.ts";

/** After which a token whose key is missing is looked at again: somebody has to restart the worker with it. */
const keyRetryMs = 5_000;

/** When to come back to this tenant: at once, at a time, or only when it is told of new work. */
export type SliceResult =
  | { readonly again: "now" }
  | { readonly again: "at"; readonly at: Date }
  | { readonly again: "never" };

/**
 * Works for one tenant for a slice: settles what a lost worker left open, then sends batches of the first
 * upload in line until the slice ends, so that tenants take turns. Holds no state that matters in memory: if
 * it is killed at any moment, the next slice finds everything in the database.
 */
export async function workOnTenant(tenantId: TenantId, control: SliceControl): Promise<SliceResult> {
  await expireLapsed(tenantId);
  while (isOpen(control)) {
    // Read again whenever the lanes have ended: claims are refused once an admin has changed the connection.
    const connection = await findTenantConnection(tenantDatabase(tenantId), tenantId);
    if (connection === null || connection.retiredAt !== null) return { again: "never" };
    if (!canOpenToken(connection)) return waitForKey(tenantId);
    const result = await workThrough(tenantId, connection, control);
    if (result !== null) return result;
  }
  return { again: "now" };
}

/** Lets the first upload in line say that this worker cannot open the token. Another worker may have the key. */
async function waitForKey(tenantId: TenantId): Promise<SliceResult> {
  const at = new Date(Date.now() + keyRetryMs);
  const first = await findFirstInLine(tenantDatabase(tenantId), tenantId);
  if (first === null) return { again: "never" };
  await holdUpload(tenantDatabase(tenantId), tenantId, first.id, "key_missing", at);
  return { again: "at", at };
}

type TenantConnection = NonNullable<Awaited<ReturnType<typeof findTenantConnection>>>;

/** Null if there is more to do at once: the next upload in line, or another connection. */
async function workThrough(
  tenantId: TenantId,
  connection: TenantConnection,
  control: SliceControl,
): Promise<SliceResult | null> {
  const { callsAtOnce, ...rest } = connection;
  await giveUpResends(tenantId, connection.repeatBehaviour === "updates" ? "elsewhere" : "all");
  const client = wolkvoxClientOf(tenantId, connection);
  const first = await findFirstInLine(tenantDatabase(tenantId), tenantId);
  const isBegun =
    first?.state === "running" || (first?.state === "queued" && (await begin(tenantId, first.id)) === null);
  if (!isBegun) {
    const over = { tenantId, uploadId: "", request: null, isCloseOut: false, ...rest, client };
    await freshBudget(tenantId, connection, { isSpentOnly: true });
    // Before the next upload begins, because it may overwrite what the lookups are about.
    while (isOpen(control) && (await readBackNext(over, null, control)));
    if (!isOpen(control)) return { again: "now" };
    if (!(await isConnectionCurrent(tenantDatabase(tenantId), tenantId, connection.connectionVersion))) return null;
    if (first?.state !== "queued") return { again: "never" };
    const at = await begin(tenantId, first.id);
    if (at !== null) return { again: "at", at };
  }
  if (await hasLostGround(tenantId, first.id)) return null;
  const budget = await freshBudget(tenantId, connection);
  if (budget?.isSpent && budget.resetsAt !== null)
    await holdUpload(tenantDatabase(tenantId), tenantId, first.id, "quota_spent", budget.resetsAt);
  return runUpload(
    {
      tenantId,
      uploadId: first.id,
      request: first.confirmedRequest,
      isCloseOut: first.closesOutId !== null,
      ...rest,
      client,
    },
    callsAtOnce,
    control,
  );
}

/** As {@link beginRun}. */
function begin(tenantId: TenantId, uploadId: string): Promise<Date | null> {
  return withTransaction(
    tenantId,
    async (tx) => {
      const at = await beginRun(tx, tenantId, uploadId, paceLimits().longestCallSeconds);
      if (at === null) await markGoneOfRun(tx, tenantId, uploadId);
      return at;
    },
    { timeoutMs: beginTimeoutMs },
  );
}

/** Stops an upload that may not be sent any more. Asked whenever a slice goes on with it or the connection has changed. */
function hasLostGround(tenantId: TenantId, uploadId: string): Promise<boolean> {
  return withTransaction(tenantId, async (tx) => {
    const lost = await findLostGround(tx, tenantId, uploadId);
    return lost !== null && (await stopRun(tx, tenantId, uploadId, lost, null));
  });
}

/** It may have a large part of a portfolio to mark. */
const beginTimeoutMs = 60_000;

/** Null if the upload is over, no longer running, or needs another connection. */
async function runUpload(run: SendingRun, callsAtOnce: number, control: SliceControl): Promise<SliceResult | null> {
  const { tenantId, uploadId } = run;
  control.onRun?.(run);
  await Promise.all(Array.from({ length: callsAtOnce }, () => callInLane(run, control)));
  if (!isOpen(control)) return { again: "now" };
  if (!(await isConnectionCurrent(tenantDatabase(tenantId), tenantId, run.connectionVersion))) return null;
  if (await endRun(tenantDatabase(tenantId), tenantId, uploadId)) return null;
  const first = await findFirstInLine(tenantDatabase(tenantId), tenantId);
  if (first?.id !== uploadId || first.state !== "running") return null;
  const next = await nextBatchAt(tenantDatabase(tenantId), tenantId, uploadId);
  // Nothing is due but it is not over: another worker's call is in flight, or its lease has to end first. The
  // sweep comes back to it.
  return next === null ? { again: "never" } : { again: "at", at: next.at };
}

/** Whether a batch may be sent again is judged by the tenant as it is now, not as it was when the call was lost. */
async function giveUpResends(tenantId: TenantId, which: "all" | "elsewhere"): Promise<void> {
  await withTransaction(tenantId, async (tx) => {
    for (const { id, uploadId } of await doubtResends(tx, tenantId, which)) {
      await countProgress(tx, tenantId, uploadId, 0, 1);
      await planReadBackOf(tx, tenantId, uploadId, id);
      await endRun(tx, tenantId, uploadId);
    }
  });
}

async function expireLapsed(tenantId: TenantId): Promise<void> {
  await withTransaction(tenantId, async (tx) => {
    for (const { id, uploadId, isResent } of await expireLapsedBatches(tx, tenantId)) {
      await countProgress(tx, tenantId, uploadId, 1, isResent ? 0 : 1);
      if (isResent) continue;
      await planReadBackOf(tx, tenantId, uploadId, id);
      await endRun(tx, tenantId, uploadId);
    }
  });
}
