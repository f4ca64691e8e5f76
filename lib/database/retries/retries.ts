import { recordGroups } from "#lib/domain/outcome/record-state.ts";
import type { RepeatBehaviour } from "#lib/domain/outcome/repeat-behaviour.ts";
import { isDiscardedLoad } from "#lib/domain/outcome/upload-state.ts";
import type { Transaction } from "../client.ts";
import { Prisma } from "../generated/client.ts";
import { newId } from "../new-id.ts";
import { askThrough } from "../portfolios/load-measures.ts";
import { isNotHeld } from "../records/held-records.ts";
import { heldAmong } from "../records/left-out-reasons.ts";
import { countKept } from "../snapshots/earlier-values.ts";

export interface RetryScope {
  readonly tenantId: string;
  readonly uploadId: string;
  /** null: every failure. */
  readonly ordinals: readonly number[] | null;
}

/**
 * Marks failures of an upload as taken over by a new one, each once; returns the new upload's id and how many there
 * are. Takes rejected and not-sent debtors, and unconfirmed ones if the CRM is known to update. Leaves debtors that
 * a later upload of the tenant carries: a retry would overwrite today's figures with yesterday's; and who is held (decision 70).
 */
export async function claimFailures(
  tx: Transaction,
  scope: RetryScope,
  repeatBehaviour: RepeatBehaviour,
): Promise<{ readonly retryId: string; readonly debtors: number }> {
  const retryId = newId();
  const debtors = await tx.$executeRaw`
    UPDATE "Record" r SET "retriedInId" = ${retryId}::uuid FROM "Upload" u
    WHERE ${isOpenFailure(scope, repeatBehaviour)} AND ${isNotHeld(scope.tenantId, scope.uploadId)}
      AND NOT EXISTS (${carriedAfter(Prisma.sql`r`, goesSince)})`;
  return { retryId, debtors };
}

/**
 * Of the first `most` failures that no retry has taken, counts how many debtors a retry of all would take,
 * and how many of those are unconfirmed. `most` is needed because pages call this on every view: if a quarter
 * of a million debtors were sent again the next day, each would be looked up to find none.
 */
export async function countRetriable(
  db: Transaction,
  scope: Omit<RetryScope, "ordinals">,
  repeatBehaviour: RepeatBehaviour,
  most: number,
): Promise<{ readonly lookedAt: number; readonly debtors: number; readonly unconfirmed: number }> {
  const [counts] = await db.$queryRaw<{ lookedAt: number; debtors: number; unconfirmed: number }[]>`
    WITH failure AS MATERIALIZED (
      SELECT r."tenantId", r."uploadId", r.identification, r.state, ${goesSince} AS since
      FROM "Record" r, "Upload" u WHERE ${isOpenFailure({ ...scope, ordinals: null }, repeatBehaviour)} LIMIT ${most}
    ), held AS MATERIALIZED (${heldAmong(scope.tenantId, Prisma.sql`SELECT f.identification FROM failure f`)})
    SELECT count(*)::int AS "lookedAt", count(*) FILTER (WHERE "isFree")::int AS debtors,
      count(*) FILTER (WHERE "isFree" AND state = 'unconfirmed')::int AS unconfirmed
    FROM (
      SELECT failure.state, failure.identification NOT IN (SELECT identification FROM held)
        AND NOT EXISTS (${carriedAfter(Prisma.sql`failure`, Prisma.sql`failure.since`)}) AS "isFree"
      FROM failure
    ) AS counted`;
  return counts ?? { lookedAt: 0, debtors: 0, unconfirmed: 0 };
}

/** {@link isDiscardedLoad}. Of a discarded correction a retry sends only whom no other upload holds (decision 34). */
export async function wasDiscardedLoad(db: Transaction, tenantId: string, uploadId: string): Promise<boolean> {
  const select = { state: true, confirmedAt: true, retryOfId: true };
  const upload = await db.upload.findFirst({ where: { tenantId, id: uploadId }, select });
  return upload !== null && isDiscardedLoad(upload);
}

/** Why failures cannot be retried. */
export type RetryStop = "held" | "erased" | "unconfirmed" | "superseded";

/** Of the failures that {@link claimFailures} left, all of them untaken: why most of them cannot be retried; null without failures. */
export async function findRetryStop(
  tx: Transaction,
  { tenantId, uploadId, ordinals }: RetryScope,
  repeatBehaviour: RepeatBehaviour,
): Promise<RetryStop | null> {
  const [most] = await tx.$queryRaw<{ stop: RetryStop }[]>`
    SELECT CASE WHEN r.payload IS NULL THEN 'erased' WHEN NOT ${isNotHeld(tenantId, uploadId)} THEN 'held'
      WHEN r.state = 'unconfirmed' AND ${repeatBehaviour !== "updates"} THEN 'unconfirmed' ELSE 'superseded' END AS stop
    FROM "Record" r
    WHERE r."tenantId" = ${tenantId}::uuid AND r."uploadId" = ${uploadId}::uuid AND r.state = ANY(${[...recordGroups.failed]}::"RecordState"[])
      AND (${ordinals === null} OR r.ordinal = ANY(${[...(ordinals ?? [])]}::int[]))
    GROUP BY 1 ORDER BY count(*) DESC, 1 LIMIT 1`;
  return most?.stop ?? null;
}

/** For an upload `u`: uploads confirmed after this time carry younger figures. */
const goesSince = Prisma.sql`coalesce(u."confirmedAt", u."createdAt")`;

/** For a record `r` and its upload `u`: it failed, its payload still exists, no retry has it, and no later file took it from a close-out. */
function isOpenFailure({ tenantId, uploadId, ordinals }: RetryScope, repeatBehaviour: RepeatBehaviour): Prisma.Sql {
  const states = repeatBehaviour === "updates" ? recordGroups.failed : recordGroups.certainlyFailed;
  return Prisma.sql`r."tenantId" = ${tenantId}::uuid AND r."uploadId" = ${uploadId}::uuid AND u.id = r."uploadId"
    AND r.state = ANY(${[...states]}::"RecordState"[]) AND r."retriedInId" IS NULL AND u."erasedAt" IS NULL AND r.payload IS NOT NULL
    AND r.reason IS DISTINCT FROM 'back_in_file'
    AND (${ordinals === null} OR r.ordinal = ANY(${[...(ordinals ?? [])]}::int[]))`;
}

/** Records of uploads confirmed after `since` that carry the debtor of `record`; looked up debtor by debtor (decision 61). */
function carriedAfter(record: Prisma.Sql, since: Prisma.Sql): Prisma.Sql {
  return Prisma.sql`SELECT 1 FROM "Record" l JOIN "Upload" later ON later.id = l."uploadId"
    WHERE l."tenantId" = ${record}."tenantId" AND l.identification = ${record}.identification AND l."uploadId" <> ${record}."uploadId"
      AND later."confirmedAt" > ${since} AND l.state <> 'not_sent' OFFSET 0`;
}

/** How many unconfirmed debtors of an upload another one has taken over. */
export function countRetriedUnconfirmed(db: Transaction, tenantId: string, uploadId: string): Promise<number> {
  return db.record.count({ where: { tenantId, uploadId, state: "unconfirmed", retriedInId: { not: null } } });
}

/** The latest retry that took over any of these failures; null if none did. */
export async function findRetry(tx: Transaction, { tenantId, uploadId, ordinals }: RetryScope): Promise<string | null> {
  const found = await tx.record.findFirst({
    where: {
      tenantId,
      uploadId,
      retriedInId: { not: null },
      ...(ordinals === null ? {} : { ordinal: { in: [...ordinals] } }),
    },
    orderBy: { retriedInId: "desc" },
    select: { retriedInId: true },
  });
  return found?.retriedInId ?? null;
}

/** Debtors of a retry in order, with the bytes of each payload, a slice after `after`. */
export function selectRetried(
  tx: Transaction,
  tenantId: string,
  uploadId: string,
  retryId: string,
  after: number,
  limit: number,
): Promise<{ ordinal: number; bytes: number }[]> {
  return tx.$queryRaw`
    SELECT ordinal, octet_length(payload) AS bytes FROM "Record"
    WHERE "tenantId" = ${tenantId}::uuid AND "uploadId" = ${uploadId}::uuid AND "retriedInId" = ${retryId}::uuid AND ordinal > ${after}
    ORDER BY ordinal LIMIT ${limit}`;
}

/** A batch of a retry: debtors of the first upload from one ordinal to another. */
export interface RetryCut {
  readonly firstOrdinal: number;
  readonly lastOrdinal: number;
  readonly bytes: number;
}

export interface NewRetry {
  readonly tenantId: string;
  readonly ofId: string;
  readonly retryId: string;
  readonly createdById: string;
  readonly batchSize: number;
  readonly cuts: readonly RetryCut[];
}

/**
 * Creates the new upload from the marked debtors with set-based statements: the upload as `staging`, its
 * batches, its records, then `staged` with totals summed from the records, which the database checks. Its
 * rows are the source rows of the debtors; their cells are copied with the records.
 */
export async function insertRetry(tx: Transaction, retry: NewRetry): Promise<void> {
  const { tenantId, ofId, retryId, createdById, batchSize, cuts } = retry;
  await tx.$executeRaw`
    INSERT INTO "Upload" (id, "tenantId", "createdById", "retryOfId", "fileName", "fileBytes", "fileSha256", headers, mapping, fields,
      country, currency, "batchSize", "rowCount", "chunkCount", "portfolioId", "closesOutId", "loadKind", "partNumber", "partCount")
    SELECT ${retryId}::uuid, "tenantId", ${createdById}::uuid, id, "fileName", "fileBytes", "fileSha256", headers, mapping, fields,
      country, currency, ${batchSize}::int, 0, 0, "portfolioId", "closesOutId", "loadKind", "partNumber", "partCount"
    FROM "Upload" WHERE "tenantId" = ${tenantId}::uuid AND id = ${ofId}::uuid`;
  const ids = cuts.map(() => newId());
  await tx.$executeRaw`
    INSERT INTO "Batch" (id, "tenantId", "uploadId", ordinal, debtors, obligations, balance, bytes, sha256)
    SELECT c.id, ${tenantId}::uuid, ${retryId}::uuid, (c.place - 1)::int, count(*), sum(r.obligations), sum(r.balance), c.bytes,
      encode(sha256(convert_to(string_agg(r.payload || chr(10), '' ORDER BY r.ordinal), 'UTF8')), 'hex')
    FROM unnest(${ids}::uuid[], ${cuts.map((cut) => cut.firstOrdinal)}::int[], ${cuts.map((cut) => cut.lastOrdinal)}::int[],
      ${cuts.map((cut) => cut.bytes)}::int[]) WITH ORDINALITY AS c(id, first, last, bytes, place)
    JOIN "Record" r ON r."tenantId" = ${tenantId}::uuid AND r."uploadId" = ${ofId}::uuid AND r."retriedInId" = ${retryId}::uuid
      AND r.ordinal BETWEEN c.first AND c.last
    GROUP BY c.id, c.place, c.bytes`;
  await tx.$executeRaw`
    INSERT INTO "Record" ("tenantId", "uploadId", ordinal, "batchId", identification, lines, obligations, balance, digest, "stableDigest", payload,
      source, "keptFields", "fileDigest", change)
    SELECT ${tenantId}::uuid, ${retryId}::uuid, (row_number() OVER (ORDER BY r.ordinal) - 1)::int, c.id, r.identification, r.lines, r.obligations,
      r.balance, r.digest, r."stableDigest", r.payload, r.source, r."keptFields", r."fileDigest",
      -- In a close-out it tells who stays.
      (SELECT r.change WHERE u."closesOutId" IS NOT NULL)
    FROM unnest(${ids}::uuid[], ${cuts.map((cut) => cut.firstOrdinal)}::int[], ${cuts.map((cut) => cut.lastOrdinal)}::int[]) AS c(id, first, last)
    JOIN "Record" r ON r."tenantId" = ${tenantId}::uuid AND r."uploadId" = ${ofId}::uuid AND r."retriedInId" = ${retryId}::uuid
      AND r.ordinal BETWEEN c.first AND c.last
    JOIN "Upload" u ON u.id = r."uploadId"`;
  await tx.$executeRaw`
    UPDATE "Upload" u SET state = 'staged', "stagedAt" = now(), "batchCount" = ${cuts.length}::int, "rowCount" = s.rows,
      "fileRows" = s.rows, "stagedRows" = s.rows, "fileDebtors" = s.debtors, "stagedDebtors" = s.debtors,
      "fileObligations" = s.obligations, "stagedObligations" = s.obligations, "fileBalance" = s.balance, "stagedBalance" = s.balance
    FROM (
      SELECT sum(cardinality(lines))::int AS rows, count(*)::int AS debtors, sum(obligations)::int AS obligations, sum(balance) AS balance
      FROM "Record" WHERE "tenantId" = ${tenantId}::uuid AND "uploadId" = ${retryId}::uuid
    ) AS s
    WHERE u."tenantId" = ${tenantId}::uuid AND u.id = ${retryId}::uuid`;
  await countKept(askThrough(tx), tenantId, retryId);
  await tx.$executeRaw`
    WITH taken AS (
      INSERT INTO "Takeover" ("tenantId", "fromId", "intoId", debtors)
      SELECT "tenantId", ${ofId}::uuid, id, "stagedDebtors" FROM "Upload" WHERE "tenantId" = ${tenantId}::uuid AND id = ${retryId}::uuid
      RETURNING debtors
    )
    UPDATE "Upload" u SET "retriedDebtors" = u."retriedDebtors" + taken.debtors FROM taken
    WHERE u."tenantId" = ${tenantId}::uuid AND u.id = ${ofId}::uuid`;
}
