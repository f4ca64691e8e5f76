import type { TenantId } from "#lib/domain/access/tenant-id.ts";
import { type UploadState, uploadGroups } from "#lib/domain/outcome/upload-state.ts";
import type { Transaction } from "../client.ts";
import { Prisma } from "../generated/client.ts";

export interface UploadInLine {
  readonly id: string;
  readonly state: UploadState;
  readonly confirmedRequest: string | null;
  readonly closesOutId: string | null;
}

/**
 * The first upload in the tenant's line: confirmed and not over. Only it may run, even while it is paused or
 * stopped: a later file supersedes an earlier one, so sending it first would let yesterday's balances
 * overwrite today's.
 */
export function findFirstInLine(db: Transaction, tenantId: string): Promise<UploadInLine | null> {
  return db.upload.findFirst({
    where: { tenantId, state: { in: [...uploadGroups.inLine] } },
    orderBy: [{ confirmedAt: "asc" }, { id: "asc" }],
    select: { id: true, state: true, confirmedRequest: true, closesOutId: true },
  });
}

/**
 * Starts a run and, at its first start, records the time. Waits while a call of another upload of the tenant
 * is in flight, or was cut and may still be carried out: it must not arrive after the first call of this run.
 * Also waits for planned read-backs, whose debtors this run could overwrite; not for those of an upload that is
 * held, which may be held for as long as it likes. Returns null if it has started, otherwise when to try again,
 * which the page shows.
 */
export async function beginRun(
  db: Transaction,
  tenantId: string,
  uploadId: string,
  longestCallSeconds: number,
): Promise<Date | null> {
  const longest = Prisma.sql`make_interval(secs => ${longestCallSeconds}::float8)`;
  const readable = Prisma.sql`${[...uploadGroups.readable]}::"UploadState"[]`;
  const inTheWay = Prisma.sql`
    SELECT CASE b.state WHEN 'sending' THEN now() ELSE greatest(b."sentAt" + ${longest}, b."readBackAt",
        CASE WHEN b."readBackAt" IS NOT NULL THEN u."waitUntil" END) END AS at
    FROM "Batch" b JOIN "Upload" u ON u.id = b."uploadId"
    WHERE b."tenantId" = ${tenantId}::uuid AND b."uploadId" <> ${uploadId}::uuid AND (b.state = 'sending'
      OR (b.state = 'unconfirmed' AND (b."leaseUntil" > now() OR (b."readBackAt" IS NOT NULL AND u.state = ANY(${readable}))
        OR (b."sentAt" > now() - ${longest}
        AND EXISTS (SELECT 1 FROM "Call" c WHERE c."tenantId" = b."tenantId" AND c.endpoint = 'massive_collections'
          AND c."startedAt" > b."sentAt" - interval '1 minute' AND c."batchId" = b.id AND c."httpStatus" IS NULL)))))
    UNION ALL
    -- A batch that was sent again has been accepted by a later call than the lost one.
    SELECT c."startedAt" + ${longest} FROM "Call" c JOIN "Batch" b ON b."tenantId" = c."tenantId" AND b.id = c."batchId"
    WHERE c."tenantId" = ${tenantId}::uuid AND c.endpoint = 'massive_collections' AND c."startedAt" > now() - ${longest}
      AND c."uploadId" <> ${uploadId}::uuid AND c."httpStatus" IS NULL AND b.resends > 0`;
  const count = await db.$executeRaw`
    UPDATE "Upload" SET state = 'running', "startedAt" = coalesce("startedAt", now()), "waitReason" = NULL, "waitUntil" = NULL
    WHERE "tenantId" = ${tenantId}::uuid AND id = ${uploadId}::uuid AND state = 'queued' AND NOT EXISTS (${inTheWay})`;
  if (count === 1) return null;
  const [next] = await db.$queryRaw<{ at: Date }[]>`
    SELECT greatest(min(at), now() + interval '1 second') AS at FROM (${inTheWay}) AS waiting`;
  const at = next?.at ?? new Date();
  await holdUpload(db, tenantId, uploadId, "earlier_upload", at);
  return at;
}

/** Ends a run that has nothing left to send or wait for; false if it has, or if it is not running. */
export async function endRun(db: Transaction, tenantId: string, uploadId: string): Promise<boolean> {
  const [run] = await db.$queryRaw<{ hasEnded: boolean }[]>`
    SELECT end_run(${tenantId}::uuid, ${uploadId}::uuid) AS "hasEnded"`;
  return run?.hasEnded ?? false;
}

/**
 * Locks the upload and returns its state; null if there is none. A settle and a cancellation both lock it
 * first: a common order cannot deadlock.
 */
export async function lockUpload(tx: Transaction, tenantId: string, uploadId: string): Promise<UploadState | null> {
  const [upload] = await tx.$queryRaw<{ state: UploadState }[]>`
    SELECT state::text AS state FROM "Upload" WHERE "tenantId" = ${tenantId}::uuid AND id = ${uploadId}::uuid FOR NO KEY UPDATE`;
  return upload?.state ?? null;
}

/**
 * Counts calls and finished batches of an upload. Ends a wait whose time is over; any other wait continues,
 * whatever was still in flight.
 */
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

/** Counts a call that must be repeated, and stores what the upload waits for and until when, for the page. */
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

/** Stops a running upload until an admin has fixed what `reason` names; true if it was running. */
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

/**
 * Stores what an upload waits for and until when, for the page: for one that runs or is first in line, or is over
 * and being read back. A longer wait is kept, except for `queued`, where the obstacle is looked up anew each time.
 */
export async function holdUpload(
  db: Transaction,
  tenantId: string,
  uploadId: string,
  reason: string,
  until: Date,
): Promise<void> {
  await db.$executeRaw`
    UPDATE "Upload" SET "waitReason" = ${reason}, "waitUntil" = ${until}
    WHERE "tenantId" = ${tenantId}::uuid AND id = ${uploadId}::uuid AND state = ANY(${[...uploadGroups.waiting]}::"UploadState"[])
      AND "waitUntil" IS DISTINCT FROM ${until}
      AND ("waitUntil" IS NULL OR "waitUntil" < ${until} OR state = 'queued')`;
}

/**
 * Ends the waits of a tenant's uploads, because they were about another token, operation or server; returns
 * how many waited.
 */
export async function endWaits(tx: Transaction, tenantId: string): Promise<number> {
  const { count } = await tx.upload.updateMany({
    where: { tenantId, waitUntil: { not: null } },
    data: { waitReason: null, waitUntil: null },
  });
  return count;
}

/**
 * Three bad debtors far apart in one batch make it, both halves and two quarters fail: five in a row, though
 * nothing is wrong with the others. Fifteen (all halves, quarters and eighths) takes eight bad ones, more
 * than halving would pay for.
 */
const halfFactor = 3;

/**
 * Counts batches in a row that failed alike. At the upload's limit it pauses the run with the remote's words;
 * returns whether it did. The caller holds the upload's lock.
 */
export async function countAlike(
  tx: Transaction,
  tenantId: string,
  uploadId: string,
  key: string,
  detail: string | null,
  isHalf: boolean,
): Promise<boolean> {
  const [counted] = await tx.$queryRaw<{ isPaused: boolean }[]>`
    WITH counted AS (
      SELECT id, CASE WHEN "alikeKey" = ${key} THEN "alikeCount" + 1 ELSE 1 END AS count FROM "Upload"
      WHERE "tenantId" = ${tenantId}::uuid AND id = ${uploadId}::uuid
    )
    UPDATE "Upload" u SET "alikeKey" = ${key}, "alikeCount" = counted.count,
      state = CASE WHEN u.state = 'running' AND counted.count >= u."alikeLimit" * ${isHalf ? halfFactor : 1}::int THEN 'paused' ELSE u.state END,
      "stopReason" = CASE WHEN u.state = 'running' AND counted.count >= u."alikeLimit" * ${isHalf ? halfFactor : 1}::int THEN 'alike_failures' ELSE u."stopReason" END,
      "stopDetail" = CASE WHEN u.state = 'running' AND counted.count >= u."alikeLimit" * ${isHalf ? halfFactor : 1}::int THEN ${detail} ELSE u."stopDetail" END
    FROM counted WHERE u.id = counted.id
    RETURNING u.state = 'paused' AND u."stopReason" = 'alike_failures' AS "isPaused"`;
  return counted?.isPaused ?? false;
}

/** A person resumes all the same: the count restarts, and the run pauses again only after four times as many. */
export async function raiseAlikeLimit(tx: Transaction, tenantId: string, uploadId: string): Promise<void> {
  await tx.$executeRaw`
    UPDATE "Upload" SET "alikeCount" = 0, "alikeLimit" = least("alikeLimit" * 4, 1000000)
    WHERE "tenantId" = ${tenantId}::uuid AND id = ${uploadId}::uuid AND "stopReason" = 'alike_failures'`;
}

/** Tenants with something to do now: see tenants_with_work. */
export async function selectTenantsWithWork(db: Transaction): Promise<TenantId[]> {
  const tenants = await db.$queryRaw<{ id: TenantId }[]>`
    SELECT id FROM tenants_with_work(${[...uploadGroups.going]}::"UploadState"[], ${[...uploadGroups.over]}::"UploadState"[]) AS t(id)`;
  return tenants.map(({ id }) => id);
}
