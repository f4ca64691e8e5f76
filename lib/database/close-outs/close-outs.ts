import { sumOf } from "#lib/domain/outcome/control-sums.ts";
import type { RepeatBehaviour } from "#lib/domain/outcome/repeat-behaviour.ts";
import { uploadGroups } from "#lib/domain/outcome/upload-state.ts";
import type { ComparisonFigures } from "#lib/domain/portfolio/comparison/comparison.ts";
import type { UntouchedReason } from "#lib/domain/views/close-out-view.ts";
import type { GroupTotals, Superseded } from "#lib/domain/views/upload-view.ts";
import type { Transaction } from "../client.ts";
import { isConfirmedFile, isDaysFile, isWholeAndConfirmed } from "../comparison/whole-files.ts";
import { newId } from "../new-id.ts";
import type { BulkClient } from "../pool.ts";
import { type Ask, askThrough, odditiesOfFile } from "../portfolios/load-measures.ts";
import { upToRoot } from "../retries/up-to-root.ts";
import { namesText, sql } from "../sql-text.ts";
import { countOvertaken, countOvertakenRetry, judgedGone, type LoadScope } from "./judged-gone.ts";
import { isDeadCloseOut } from "./refused.ts";

export type { LoadScope } from "./judged-gone.ts";

/** The load that a close-out is made of, its portfolio and its tenant. */
export interface ClosingLoad {
  readonly uploadId: string;
  readonly portfolioId: string;
  readonly portfolioName: string;
  readonly fileName: string;
  readonly state: string;
  readonly confirmedAt: Date | null;
  /** Confirmed, and not cancelled since, or sent all the same (made-whole.ts). */
  readonly isConfirmed: boolean;
  /** A whole load, or the last part of a set, and all of it is confirmed. */
  readonly isWhole: boolean;
  /** Of a set: of all its parts. */
  readonly stagedDebtors: number;
  readonly figures: ComparisonFigures;
  /** When it was staged, by the tenant's clock, ISO. */
  readonly day: string;
  readonly currency: string;
  readonly repeatBehaviour: RepeatBehaviour;
  readonly closeOutBalance: boolean;
  readonly closeOutFieldId: string | null;
  readonly closeOutValue: string | null;
  readonly volatileFields: readonly string[];
  readonly thresholds: unknown;
  /** Oddity[] as stored, of all parts of a set; null if there are none. */
  readonly oddities: unknown;
  /** A person wrote why its stops are right. */
  readonly isExplained: boolean;
}

/** Null for an upload that was not compared: of no portfolio, a retry, a correction, a close-out. */
export async function findClosingLoad(ask: Ask, { tenantId, uploadId }: LoadScope): Promise<ClosingLoad | null> {
  return (await selectClosingLoads(ask, tenantId, [uploadId]))[0] ?? null;
}

/** Those of some uploads that were compared, the latest confirmed first. */
export function selectClosingLoads(
  ask: Ask,
  tenantId: string,
  uploadIds: readonly string[],
): Promise<readonly ClosingLoad[]> {
  return ask<ClosingLoad>(
    sql`SELECT u.id::text AS "uploadId", p.id::text AS "portfolioId", p.name AS "portfolioName", u."fileName", u.state::text AS state, u."confirmedAt",
       ${isConfirmedFile} AS "isConfirmed",
       u."loadKind" = 'whole' OR ${isWholeAndConfirmed} AS "isWhole",
       c.figures, to_char(u."stagedAt" AT TIME ZONE t."timeZone", 'YYYY-MM-DD') AS day, t.currency, u."stagedDebtors" + (
         SELECT coalesce(sum(y."stagedDebtors"), 0) FROM "Upload" y WHERE y."tenantId" = u."tenantId"
           AND y.id = ANY(ARRAY(SELECT part::uuid FROM jsonb_array_elements_text(c.figures #> '{set,uploadIds}') AS part))
       )::int AS "stagedDebtors",
       t."repeatBehaviour"::text AS "repeatBehaviour", p."closeOutBalance", p."closeOutFieldId", p."closeOutValue", p."volatileFields", p.thresholds,
       m.oddities, coalesce(m."isExplained", false) AS "isExplained"
     FROM "Upload" u
     JOIN "Comparison" c ON c."tenantId" = u."tenantId" AND c."uploadId" = u.id
     JOIN "Portfolio" p ON p."tenantId" = u."tenantId" AND p.id = u."portfolioId"
     JOIN "Tenant" t ON t.id = u."tenantId"
     CROSS JOIN LATERAL (${odditiesOfFile}) AS m
     WHERE u."tenantId" = $1::uuid AND u.id = ANY($2::uuid[]) ORDER BY u."confirmedAt" DESC`,
    [tenantId, [...uploadIds]],
  );
}

/** The portfolio's last whole file that was confirmed after a load; null if the load is the last. */
export async function findLastSince(
  ask: Ask,
  tenantId: string,
  { portfolioId, confirmedAt }: Pick<ClosingLoad, "portfolioId" | "confirmedAt">,
): Promise<ClosingLoad | null> {
  const [last] = await ask<{ uploadId: string }>(
    sql`SELECT u.id::text AS "uploadId" FROM "Upload" u JOIN "Comparison" c ON c."tenantId" = u."tenantId" AND c."uploadId" = u.id
     WHERE u."tenantId" = $1::uuid AND u."portfolioId" = $2::uuid AND u."confirmedAt" > $3 AND ${isDaysFile} AND ${isWholeAndConfirmed}
     ORDER BY u."confirmedAt" DESC LIMIT 1`,
    [tenantId, portfolioId, confirmedAt],
  );
  return last === undefined ? null : findClosingLoad(ask, { tenantId, uploadId: last.uploadId });
}

export interface GoneCounts {
  /** Whom a close-out sends: the open one, or if there is none, one that would be made now. */
  readonly gone: GroupTotals;
  readonly staying: GroupTotals;
  /** Debtors whom one could send, be they in the open one or not. */
  readonly closable: number;
  readonly untouched: Readonly<Record<UntouchedReason, number>>;
}

interface CountRow extends GroupTotals {
  readonly isStaying: boolean;
  readonly reason: UntouchedReason | null;
  readonly isInOpen: boolean;
}

/**
 * Counts whom a close-out by this load sends, and whom it does not touch. `openId`: one that is not over, which then does
 * not stand in its own way.
 */
export async function countGone(ask: Ask, scope: LoadScope, openId: string | null): Promise<GoneCounts> {
  const rows = await ask<CountRow>(
    sql`WITH RECURSIVE ${judgedGone(scope, openId)}
     SELECT "isStaying", reason, "isInOpen", count(*)::int AS debtors, sum(obligations)::int AS obligations, sum(balance)::numeric(22, 2)::text AS balance
     FROM (SELECT j.*, EXISTS (
       SELECT FROM "Record" r WHERE r."tenantId" = $1::uuid AND r."uploadId" = $2::uuid AND r.identification = j.identification
         AND (r.change IS NOT NULL) = j."isStaying" OFFSET 0
     ) AS "isInOpen" FROM judged j) AS counted GROUP BY 1, 2, 3`,
    [scope.tenantId, openId],
  );
  const closable = rows.filter(({ reason }) => reason === null);
  const sent = (isStaying: boolean): GroupTotals =>
    sumOf(closable.filter((row) => row.isStaying === isStaying && (openId === null || row.isInOpen)));
  const untouched = (reason: UntouchedReason) => sumOf(rows.filter((row) => row.reason === reason)).debtors;
  return {
    gone: sent(false),
    staying: sent(true),
    closable: sumOf(closable).debtors,
    untouched: {
      standing: untouched("standing"),
      elsewhere: untouched("elsewhere"),
      uncertain: untouched("uncertain"),
      held: untouched("held"),
    },
  };
}

/** The close-out by this load that is not over yet; null if there is none. */
export async function findOpenCloseOut(ask: Ask, { tenantId, uploadId }: LoadScope): Promise<string | null> {
  const found = await ask<{ id: string }>(
    sql`SELECT id::text AS id FROM "Upload" WHERE "tenantId" = $1::uuid AND "closesOutId" = $2::uuid AND "retryOfId" IS NULL
       AND state <> ALL('{${namesText(uploadGroups.over)}}'::"UploadState"[]) ORDER BY "createdAt" LIMIT 1`,
    [tenantId, uploadId],
  );
  return found[0]?.id ?? null;
}

/**
 * How many debtors the close-outs in line would close that rest on a load, on a set that it is a part of or, of a retry, on
 * the cancelled load that is whole by it (made-whole.ts).
 */
export async function countClosesBehind(ask: Ask, { tenantId, uploadId }: LoadScope): Promise<number> {
  const [counted] = await ask<{ debtors: number }>(
    sql`WITH RECURSIVE ${upToRoot(sql, sql`$1`, sql`$2`)}, whole AS (
       SELECT u.id FROM up JOIN "Upload" u ON u."tenantId" = $1::uuid AND u.id = up.id WHERE u."isMadeWhole"
     )
     SELECT coalesce(sum(u."pendingDebtors"), 0)::int AS debtors
     FROM "Upload" u LEFT JOIN "Comparison" c ON c."tenantId" = u."tenantId" AND c."uploadId" = u."closesOutId"
     WHERE u."tenantId" = $1::uuid AND u.state = ANY('{staged,${namesText(uploadGroups.inLine)}}'::"UploadState"[]) AND NOT ${isDeadCloseOut}
       AND (u."closesOutId" = $2::uuid OR u."closesOutId" IN (SELECT id FROM whole) OR c.figures #> '{set,uploadIds}' @> to_jsonb($2::text))`,
    [tenantId, uploadId],
  );
  return counted?.debtors ?? 0;
}

/** Locks a load until the transaction ends, so that of two close-outs of it the second sees the first. */
export async function lockClosingLoad(client: BulkClient, { tenantId, uploadId }: LoadScope): Promise<void> {
  await client.query(sql`SELECT pg_advisory_xact_lock(hashtextextended($1, 0))`, [`close-out ${tenantId} ${uploadId}`]);
}

export interface NewCloseOut {
  readonly createdById: string;
  readonly fileName: string;
  readonly headers: readonly string[];
  readonly mapping: object;
  readonly fields: readonly object[];
  readonly country: string;
  readonly currency: string;
  readonly batchSize: number;
}

/** Creates the upload of a close-out, without debtors yet. It has no file. */
export async function insertCloseOut(client: BulkClient, scope: LoadScope, upload: NewCloseOut): Promise<string> {
  const id = newId();
  const { createdById, fileName, headers, mapping, fields, country, currency, batchSize } = upload;
  await client.query(
    sql`INSERT INTO "Upload" (id, "tenantId", "createdById", "fileName", "fileBytes", "fileSha256", headers, mapping, fields,
       country, currency, "batchSize", "rowCount", "chunkCount", "portfolioId", "closesOutId")
     SELECT $3, "tenantId", $4, $5, 0, '', $6, $7, $8, $9, $10, $11, 0, 0, "portfolioId", id
     FROM "Upload" WHERE "tenantId" = $1 AND id = $2`,
    [
      ...[scope.tenantId, scope.uploadId, id, createdById, fileName, headers],
      ...[JSON.stringify(mapping), JSON.stringify(fields), country, currency, batchSize],
    ],
  );
  return id;
}

/** A debtor that a close-out sends: its last accepted payload and, if it stays, its gone obligations. */
export interface ClosableDebtor {
  readonly identification: string;
  readonly isStaying: boolean;
  readonly payload: string;
  readonly gone: string | null;
}

const fetchSize = 1_000;

/**
 * Whom a close-out sends, by identification, some at a time. The caller may write over the same connection in between.
 */
export async function* readClosable(client: BulkClient, scope: LoadScope): AsyncGenerator<readonly ClosableDebtor[]> {
  await client.query(
    sql`DECLARE closable NO SCROLL CURSOR FOR WITH RECURSIVE ${judgedGone(scope, null)}
     SELECT identification, "isStaying", payload, gone FROM judged WHERE reason IS NULL ORDER BY identification`,
  );
  for (;;) {
    const { rows } = await client.query<ClosableDebtor>(sql`FETCH ${fetchSize} FROM closable`);
    if (rows.length > 0) yield rows;
    if (rows.length < fetchSize) break;
  }
  await client.query(sql`CLOSE closable`);
}

/**
 * Ends a close-out's staging with totals summed from its records. Its rows are the obligations that it closes: what
 * its reports list. The database checks that everything adds up.
 */
export async function completeCloseOut(
  client: BulkClient,
  tenantId: string,
  closeOutId: string,
  batchCount: number,
): Promise<GroupTotals> {
  const { rows } = await client.query<GroupTotals>(
    sql`UPDATE "Upload" u SET state = 'staged', "stagedAt" = now(), "batchCount" = $3, "rowCount" = s.rows,
       "fileRows" = s.rows, "stagedRows" = s.rows, "fileDebtors" = s.debtors, "stagedDebtors" = s.debtors,
       "fileObligations" = s.obligations, "stagedObligations" = s.obligations, "fileBalance" = s.balance, "stagedBalance" = s.balance
     FROM (
       SELECT coalesce(sum(cardinality(lines)), 0)::int AS rows, count(*)::int AS debtors, coalesce(sum(obligations), 0)::int AS obligations,
         coalesce(sum(balance), 0) AS balance
       FROM "Record" WHERE "tenantId" = $1 AND "uploadId" = $2
     ) AS s
     WHERE u."tenantId" = $1 AND u.id = $2
     RETURNING s.debtors, s.obligations, s.balance::numeric(22, 2)::text AS balance`,
    [tenantId, closeOutId, batchCount],
  );
  if (rows[0] === undefined) throw new Error("a close-out that is being staged is gone");
  return rows[0];
}

/** What a staged close-out, or a retry of one, would overwrite. Under `lockTenant` it holds until the transaction ends. */
export async function countOvertakenBy(
  db: Transaction,
  scope: LoadScope,
  { id, isRetry }: { readonly id: string; readonly isRetry: boolean },
): Promise<Superseded> {
  const query = isRetry ? countOvertakenRetry(scope, id) : countOvertaken(scope, id);
  const [counted] = await askThrough(db)<{ debtors: number }>(query, []);
  return { debtors: counted?.debtors ?? 0, isMore: false };
}
