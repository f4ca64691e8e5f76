import type { UploadState } from "#lib/domain/outcome/upload-state.ts";
import type { Transaction } from "./client.ts";

export interface UploadInLine {
  readonly id: string;
  readonly state: UploadState;
}

/**
 * The first upload of the tenant's line: confirmed and not over. Only it may run, even while it is paused or stopped: a later file
 * supersedes an earlier one, so sending it first would let yesterday's balances overwrite today's.
 */
export function findFirstInLine(db: Transaction, tenantId: string): Promise<UploadInLine | null> {
  return db.upload.findFirst({
    where: { tenantId, state: { in: ["queued", "running", "paused", "stopped"] } },
    orderBy: [{ confirmedAt: "asc" }, { id: "asc" }],
    select: { id: true, state: true },
  });
}

/** Marks the start of a run; its first one is the upload's. */
export async function beginRun(db: Transaction, tenantId: string, uploadId: string): Promise<boolean> {
  const count = await db.$executeRaw`
    UPDATE "Upload" SET state = 'running', "startedAt" = coalesce("startedAt", now())
    WHERE "tenantId" = ${tenantId}::uuid AND id = ${uploadId}::uuid AND state = 'queued'`;
  return count === 1;
}

/** Ends a run that has nothing left to send or to wait for; false while it has, or when it is not running. */
export async function endRun(db: Transaction, tenantId: string, uploadId: string): Promise<boolean> {
  const count = await db.$executeRaw`
    UPDATE "Upload" u SET state = 'finished', "finishedAt" = now(), "waitReason" = NULL, "waitUntil" = NULL
    WHERE u."tenantId" = ${tenantId}::uuid AND u.id = ${uploadId}::uuid AND u.state = 'running'
      AND NOT EXISTS (SELECT 1 FROM "Batch" b WHERE b."uploadId" = u.id AND b.state IN ('pending', 'sending'))`;
  return count === 1;
}

/**
 * Locks the upload for a settle and answers its state. Always the first lock of a settle, as it is of a cancellation:
 * two that lock in one order never wait for each other in a ring.
 */
export async function lockUpload(tx: Transaction, tenantId: string, uploadId: string): Promise<UploadState | null> {
  const [upload] = await tx.$queryRaw<{ state: UploadState }[]>`
    SELECT state::text AS state FROM "Upload" WHERE "tenantId" = ${tenantId}::uuid AND id = ${uploadId}::uuid FOR NO KEY UPDATE`;
  return upload?.state ?? null;
}

/** Counts calls and finished batches of an upload. A wait that is over ends here; one that is not goes on, whatever was still in flight. */
export async function countProgress(
  tx: Transaction,
  tenantId: string,
  uploadId: string,
  calls: number,
  batches: number,
): Promise<void> {
  await tx.$executeRaw`
    UPDATE "Upload" SET "callsMade" = "callsMade" + ${calls}, "batchesDone" = "batchesDone" + ${batches},
      "waitReason" = CASE WHEN "waitUntil" > now() THEN "waitReason" END,
      "waitUntil" = CASE WHEN "waitUntil" > now() THEN "waitUntil" END
    WHERE "tenantId" = ${tenantId}::uuid AND id = ${uploadId}::uuid`;
}

/** Counts a call that has to be made again, and says on the page what is waited for and until when. */
export async function beginWait(
  tx: Transaction,
  tenantId: string,
  uploadId: string,
  reason: string,
  seconds: number,
): Promise<void> {
  await tx.$executeRaw`
    UPDATE "Upload" SET "callsMade" = "callsMade" + 1, "waitReason" = ${reason}, "waitUntil" = now() + make_interval(secs => ${seconds})
    WHERE "tenantId" = ${tenantId}::uuid AND id = ${uploadId}::uuid`;
}

/** Stops a running upload until an admin has put right what `reason` names; true when it was running. */
export async function stopRun(
  tx: Transaction,
  tenantId: string,
  uploadId: string,
  reason: string,
  detail: string | null,
): Promise<boolean> {
  const { count } = await tx.upload.updateMany({
    where: { tenantId, id: uploadId, state: "running" },
    data: { state: "stopped", stopReason: reason, stopDetail: detail, waitReason: null, waitUntil: null },
  });
  return count === 1;
}

/** Tenants that somebody should be working for: an upload in line that may run, or a batch whose worker is gone. */
export async function selectTenantsWithWork(db: Transaction): Promise<string[]> {
  const tenants = await db.$queryRaw<{ tenantId: string }[]>`
    SELECT DISTINCT "tenantId" FROM "Upload" WHERE state IN ('queued', 'running')
    UNION
    SELECT "tenantId" FROM "Batch" WHERE state = 'sending' AND "leaseUntil" <= now()`;
  return tenants.map((tenant) => tenant.tenantId);
}
