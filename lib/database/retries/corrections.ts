import type { Evidence, RecordState } from "#lib/domain/outcome/outcome.ts";
import type { RepeatBehaviour } from "#lib/domain/outcome/repeat-behaviour.ts";
import { isDiscardedLoad, type UploadState } from "#lib/domain/outcome/upload-state.ts";
import type { BulkClient } from "../pool.ts";
import { type SqlText, sql } from "../sql-text.ts";
import { upToRoot } from "./up-to-root.ts";

/**
 * An upload, its retries, and their retries: the state of a debtor is that in the last of them that has it.
 * Uploads still being staged are not included, because they have no debtors yet.
 */
export interface UploadFamily {
  readonly ids: readonly string[];
  /** When the upload was confirmed; if it never was, when it was created. */
  readonly at: Date;
  readonly state: UploadState;
  /** How the tenant's CRM treats a debtor sent a second time. */
  readonly repeatBehaviour: RepeatBehaviour;
  /** Some upload of the family is erased, so whether its debtors were corrected can no longer be told. */
  readonly isErased: boolean;
}

type Member = Omit<UploadFamily, "ids"> & { readonly id: string };

const rootQuery = sql`WITH RECURSIVE ${upToRoot(sql, sql`$1`, sql`$2`)} SELECT id FROM up WHERE "retryOfId" IS NULL`;

const membersQuery = sql`WITH RECURSIVE down AS (
    SELECT id FROM "Upload" WHERE "tenantId" = $1 AND id = $2
    UNION ALL SELECT c.id FROM "Upload" c JOIN down ON c."retryOfId" = down.id WHERE c."tenantId" = $1
  ) SELECT u.id, u.state::text AS state, coalesce(u."confirmedAt", u."createdAt") AS at, t."repeatBehaviour"::text AS "repeatBehaviour",
    u."erasedAt" IS NOT NULL AS "isErased"
  FROM "Upload" u JOIN "Tenant" t ON t.id = u."tenantId"
  WHERE u.id IN (SELECT id FROM down) AND u.state <> 'staging' ORDER BY u.id`;

/**
 * Returns null if the tenant has no such upload. `isLocking`: until the transaction ends nobody else can take
 * over debtors of the family. The root is locked first and alone, so of two corrections the second waits
 * there, and its next statement sees what the first one wrote.
 */
export async function findFamily(
  client: BulkClient,
  tenantId: string,
  uploadId: string,
  isLocking: boolean,
): Promise<UploadFamily | null> {
  const root = (await client.query<{ id: string }>(rootQuery, [tenantId, uploadId])).rows[0];
  if (root === undefined) return null;
  const lock = isLocking ? sql` FOR NO KEY UPDATE OF u` : sql``;
  if (isLocking)
    await client.query(sql`SELECT u.id FROM "Upload" u WHERE u."tenantId" = $1 AND u.id = $2${lock}`, [
      tenantId,
      root.id,
    ]);
  const members = await client.query<Member>(sql`${membersQuery}${lock}`, [tenantId, root.id]);
  const own = members.rows.find(({ id }) => id === uploadId);
  if (own === undefined) return null;
  const { at, state, repeatBehaviour } = own;
  const isErased = members.rows.some((member) => member.isErased);
  return { ids: members.rows.map(({ id }) => id), at, state, repeatBehaviour, isErased };
}

export interface Reported {
  readonly fileName: string;
  readonly headers: readonly string[];
  readonly mapping: unknown;
  /** {@link isDiscardedLoad}. */
  readonly isDiscarded: boolean;
}

/**
 * The upload that a report was made from: file name, headers and mapping. Null for a close-out: it has no file whose
 * rows could be corrected.
 */
export async function findReported(client: BulkClient, tenantId: string, uploadId: string): Promise<Reported | null> {
  const found = await client.query<Omit<Reported, "isDiscarded"> & Parameters<typeof isDiscardedLoad>[0]>(
    sql`SELECT "fileName", headers, mapping, state::text AS state, "confirmedAt", "retryOfId" FROM "Upload"
     WHERE "tenantId" = $1 AND id = $2 AND "closesOutId" IS NULL`,
    [tenantId, uploadId],
  );
  const [upload] = found.rows;
  if (upload === undefined) return null;
  const { fileName, headers, mapping } = upload;
  return { fileName, headers, mapping, isDiscarded: isDiscardedLoad(upload) };
}

/**
 * Whether a younger upload of the tenant, outside the family, carries the debtor of `alias`: sending it again
 * would overwrite younger figures.
 */
function isSuperseded(alias: SqlText): SqlText {
  // Usually there is no younger upload, and then no debtor is looked up.
  return sql`EXISTS (
    SELECT 1 FROM "Upload" x WHERE x."tenantId" = $1 AND x."confirmedAt" > coalesce(u."confirmedAt", u."createdAt")
      AND NOT x.id = ANY($2::uuid[])
  ) AND EXISTS (
    SELECT 1 FROM "Record" l JOIN "Upload" later ON later.id = l."uploadId"
    WHERE l."tenantId" = $1 AND l.identification = ${alias}.identification AND l.state <> 'not_sent'
      AND NOT l."uploadId" = ANY($2::uuid[]) AND later."confirmedAt" > coalesce(u."confirmedAt", u."createdAt"))`;
}

export interface EarlierLeftOut {
  readonly identification: string;
  /** The most it had left out in the upload or in one that this corrects. */
  readonly rows: number;
  readonly isSuperseded: boolean;
}

/**
 * The debtors of an upload's left-out rows, each once, `limit` per batch. Only inside a transaction: it reads
 * with a cursor.
 */
export async function* readEarlierLeftOut(
  client: BulkClient,
  tenantId: string,
  family: UploadFamily,
  uploadId: string,
  limit: number,
): AsyncGenerator<readonly EarlierLeftOut[]> {
  await client.query(
    sql`DECLARE earlier_left_out NO SCROLL CURSOR FOR
     WITH RECURSIVE ${upToRoot(sql, sql`$1`, sql`$3`)}
     SELECT f.identification, f.rows, ${isSuperseded(sql`f`)} AS "isSuperseded"
     FROM (
       SELECT identification, max(rows)::int AS rows FROM (
         SELECT identification, count(*) AS rows FROM "LeftOutRow"
         WHERE "tenantId" = $1 AND "uploadId" IN (SELECT id FROM up) AND NOT ("acceptedLater" AND "retriedAs" IS NOT NULL) AND identification IN (
           SELECT identification FROM "LeftOutRow" WHERE "tenantId" = $1 AND "uploadId" = $3)
         GROUP BY identification, "uploadId"
       ) AS of_upload GROUP BY identification
     ) AS f JOIN "Upload" u ON u."tenantId" = $1 AND u.id = $3
     ORDER BY f.identification`,
    [tenantId, family.ids, uploadId],
  );
  for (;;) {
    const { rows } = await client.query<EarlierLeftOut>(sql`FETCH ${limit} FROM earlier_left_out`);
    yield rows;
    if (rows.length < limit) break;
  }
  await client.query(sql`CLOSE earlier_left_out`);
}

/** A left-out row of an upload that a correction has under an identification that does not lead to it. */
export interface TiedRow {
  readonly line: number;
  /** The identification that its debtor has in the last upload of the family to send it. */
  readonly identification: string;
}

/** Those rows of an upload, in file order. Each is followed from upload to upload, as its debtor is. */
export async function selectTiedRows(
  client: BulkClient,
  tenantId: string,
  family: UploadFamily,
  uploadId: string,
): Promise<TiedRow[]> {
  const found = await client.query<TiedRow>(
    sql`WITH RECURSIVE heir AS (
       SELECT l.row, l.line, f."retriedInId" AS id, f."retriedAs" AS identification, 0 AS step
       FROM "LeftOutRow" l JOIN "LeftOutRow" f ON f."tenantId" = $1 AND f."uploadId" = coalesce(l."firstInId", l."uploadId")
         AND f.row = coalesce(l."firstRow", l.row)
       WHERE l."tenantId" = $1 AND l."uploadId" = $3 AND f."retriedAs" IS NOT NULL
       UNION ALL
       SELECT h.row, h.line, n.id, n.identification, h.step + 1 FROM heir h CROSS JOIN LATERAL (
         SELECT r."retriedInId" AS id, coalesce(r."retriedAs", r.identification) AS identification FROM "Record" r
         WHERE r."tenantId" = $1 AND r."uploadId" = h.id AND r.identification = h.identification AND r."retriedInId" = ANY($2::uuid[])
           -- A draft that was discarded gave the debtor back to where it came from.
           AND r."retriedInId" > r."uploadId" OFFSET 0
       ) AS n
     ) SELECT DISTINCT ON (row) line, identification FROM heir ORDER BY row, step DESC`,
    [tenantId, family.ids, uploadId],
  );
  return found.rows;
}

export interface EarlierRecord {
  readonly ordinal: number;
  readonly identification: string;
  readonly state: RecordState;
  readonly evidence: Evidence | null;
  readonly obligations: number;
  readonly digest: string | null;
  /** Only for a rejected debtor without a digest, until it is erased. */
  readonly payload: string | null;
  /** Another upload of the family took it over under the same identification: only a refusal matters. */
  readonly isPast: boolean;
  /** A correction took it over under another identification and did not give it back by being cancelled. */
  readonly isRenamed: boolean;
  /** A retry took it over that does not exist (any more). */
  readonly isTaken: boolean;
  readonly isSuperseded: boolean;
}

/**
 * Debtors of one upload of a family in order, a slice after `after`; of those taken over inside the family,
 * only the rejected.
 */
export async function selectEarlierRecords(
  client: BulkClient,
  tenantId: string,
  family: UploadFamily,
  uploadId: string,
  after: number,
  limit: number,
): Promise<EarlierRecord[]> {
  const found = await client.query<EarlierRecord>(
    sql`SELECT r.ordinal, r.identification, r.state::text AS state, r.evidence::text AS evidence, r.obligations,
       CASE WHEN u."erasedAt" IS NULL THEN coalesce(r."fileDigest", r.digest) END AS digest,
       CASE WHEN r.state = 'rejected' AND r.digest IS NULL AND u."erasedAt" IS NULL THEN r.payload END AS payload,
       r."retriedInId" IS NOT NULL AND r."retriedAs" IS NULL AND NOT r."retriedInId" = ANY($2::uuid[]) AS "isTaken",
       r."retriedInId" IS NOT NULL AND r."retriedAs" IS NULL AND r."retriedInId" = ANY($2::uuid[]) AS "isPast",
       r."retriedAs" IS NOT NULL AND NOT coalesce(n.state = 'not_sent' AND n."retriedInId" IS NULL, false) AS "isRenamed",
       r.state <> 'pending' AND ${isSuperseded(sql`r`)} AS "isSuperseded"
     FROM "Record" r JOIN "Upload" u ON u."tenantId" = r."tenantId" AND u.id = r."uploadId"
     LEFT JOIN LATERAL (
       SELECT n.state, n."retriedInId" FROM "Record" n
       WHERE n."tenantId" = $1 AND n."uploadId" = r."retriedInId" AND n.identification = r."retriedAs" OFFSET 0
     ) AS n ON true
     WHERE r."tenantId" = $1 AND r."uploadId" = $3 AND r.ordinal > $4
       AND (r."retriedInId" IS NULL OR r."retriedAs" IS NOT NULL OR r.state = 'rejected' OR NOT r."retriedInId" = ANY($2::uuid[]))
     ORDER BY r.ordinal LIMIT $5`,
    [tenantId, family.ids, uploadId, after, limit],
  );
  return found.rows;
}
