import { recordGroups } from "#lib/domain/outcome/record-state.ts";
import type { BulkClient } from "../pool.ts";
import { namesText, type SqlText, sql } from "../sql-text.ts";
import type { UploadFamily } from "./corrections.ts";

/** What of a report has another identification in its correction. */
export interface MovedRows {
  /** Old identification → the one it has in the correction, where they differ. */
  readonly moved: ReadonlyMap<string, string>;
  /** The upload that the report is of. */
  readonly ofId: string;
  /** Row of the correction → line of the left-out row of that upload that it was. */
  readonly lines: ReadonlyMap<number, number>;
  /** Those lines → the identification under which the correction sends them. */
  readonly sentLines: ReadonlyMap<number, string>;
}

/**
 * Marks the debtors of a family that a correction sends again as taken over by it, each once, and returns how
 * many. The correction's own debtors and left-out rows are already written; the caller holds the family's locks.
 */
export async function claimCorrected(
  client: BulkClient,
  tenantId: string,
  family: UploadFamily,
  correctionId: string,
  { moved, ofId, lines, sentLines }: MovedRows,
): Promise<number> {
  const scope = [tenantId, family.ids, correctionId];
  const claimed = await client.query<Claimed>(
    sql`UPDATE "Record" r SET "retriedInId" = $3
     WHERE r."tenantId" = $1 AND r."uploadId" = ANY($2::uuid[]) AND ${isFree(sql`r`)} AND ${isCorrected(sql`r`)}
     RETURNING r."uploadId"`,
    scope,
  );
  // A debtor that the correction also has under its own identification is already marked by the statement above.
  const renamed = await client.query<Claimed>(
    sql`UPDATE "Record" r SET "retriedInId" = $3, "retriedAs" = m.now FROM unnest($4::text[], $5::text[]) AS m(was, now)
     WHERE r."tenantId" = $1 AND r.identification = m.was AND r."uploadId" = ANY($2::uuid[]) AND ${isFree(sql`r`)}
     RETURNING r."uploadId"`,
    [...scope, [...moved.keys()], [...moved.values()]],
  );
  // A cancelled correction may hold the same debtor under another identification. Mark that record too, so
  // that nothing sends the debtor under it (decision 34).
  const standIns = await client.query<Claimed>(
    sql`UPDATE "Record" s SET "retriedInId" = $3, "retriedAs" = m.now
     FROM (SELECT * FROM unnest($4::text[], $5::text[])
       UNION ALL SELECT identification, identification FROM "Record" WHERE "tenantId" = $1 AND "uploadId" = $3) AS m(was, now),
       "Record" o
     WHERE o."tenantId" = $1 AND o.identification = m.was AND o."uploadId" = ANY($2::uuid[]) AND o."retriedAs" IS NOT NULL
       AND s."tenantId" = $1 AND s."uploadId" = o."retriedInId" AND s.identification = o."retriedAs"
       AND s."uploadId" = ANY($2::uuid[]) AND s.state = 'not_sent' AND s."retriedInId" IS NULL
     RETURNING s."uploadId"`,
    [...scope, [...moved.keys()], [...moved.values()]],
  );
  const rows = [claimed, renamed, standIns].flatMap((each) => each.rows);
  const byLine = await claimByLine(client, tenantId, correctionId, { ofId, lines, sentLines });
  const leftOut = [...byLine, ...(await claimLeftOut(client, scope))];
  const taken = new Map(leftOut.map((uploadId) => [uploadId, 0]));
  for (const { uploadId } of rows) taken.set(uploadId, (taken.get(uploadId) ?? 0) + 1);
  for (const [uploadId, debtors] of taken) {
    await client.query(
      sql`WITH taken AS (
         INSERT INTO "Takeover" ("tenantId", "fromId", "intoId", debtors) VALUES ($1, $2, $4, $3)
       ) UPDATE "Upload" SET "retriedDebtors" = "retriedDebtors" + $3 WHERE "tenantId" = $1 AND id = $2`,
      [tenantId, uploadId, debtors, correctionId],
    );
  }
  return rows.length;
}

/** Marks the left-out rows of debtors that the correction sends; returns the uploads they belong to. */
async function claimLeftOut(client: BulkClient, scope: readonly unknown[]): Promise<string[]> {
  const marked = await client.query<Claimed>(
    sql`WITH marked AS (
       UPDATE "LeftOutRow" l SET "retriedInId" = $3
       WHERE l."tenantId" = $1 AND l."uploadId" = ANY($2::uuid[]) AND l.balance IS NOT NULL AND l."retriedInId" IS NULL
         AND ${isCorrected(sql`l`)}
       RETURNING l."uploadId"
     ) SELECT DISTINCT "uploadId" FROM marked`,
    [...scope],
  );
  return marked.rows.map(({ uploadId }) => uploadId);
}

/**
 * Follows left-out rows by their lines where no identification leads to them: ties those that the correction sends to
 * the debtor they go with, and gives those that it leaves out again the row they were first. Returns the uploads of the
 * rows that it ties.
 */
async function claimByLine(
  client: BulkClient,
  tenantId: string,
  correctionId: string,
  { ofId, lines, sentLines }: Omit<MovedRows, "moved">,
): Promise<string[]> {
  await client.query(
    sql`UPDATE "LeftOutRow" n SET "firstInId" = coalesce(o."firstInId", o."uploadId"), "firstRow" = coalesce(o."firstRow", o.row)
     FROM unnest($4::int[], $5::int[]) AS m(row, line) JOIN "LeftOutRow" o ON o."tenantId" = $1 AND o."uploadId" = $2 AND o.line = m.line
     WHERE n."tenantId" = $1 AND n."uploadId" = $3 AND n.row = m.row`,
    [tenantId, ofId, correctionId, [...lines.keys()], [...lines.values()]],
  );
  const tied = await client.query<Claimed>(
    sql`WITH sent AS (
       SELECT o."uploadId", o.row, o."firstInId", o."firstRow", m.now, 0 AS place
       FROM unnest($4::int[], $5::text[]) AS m(line, now) JOIN "LeftOutRow" o ON o."tenantId" = $1 AND o."uploadId" = $2 AND o.line = m.line
       UNION ALL
       SELECT o."uploadId", o.row, o."firstInId", o."firstRow", o.identification, 1 FROM "LeftOutRow" o
       WHERE o."tenantId" = $1 AND o."uploadId" = $2 AND o."firstInId" IS NOT NULL AND ${isCorrected(sql`o`)}
     ), first AS (
       SELECT DISTINCT ON (1, 2) coalesce("firstInId", "uploadId") AS "uploadId", coalesce("firstRow", row) AS row, now
       FROM sent ORDER BY 1, 2, place
     ), tied AS (
       UPDATE "LeftOutRow" l SET "retriedInId" = $3, "retriedAs" = f.now FROM first f
       WHERE l."tenantId" = $1 AND l."uploadId" = f."uploadId" AND l.row = f.row AND l.balance IS NOT NULL AND l."retriedInId" IS NULL
         AND l.identification IS DISTINCT FROM f.now
       RETURNING l."uploadId"
     ) SELECT DISTINCT "uploadId" FROM tied`,
    [tenantId, ofId, correctionId, [...sentLines.keys()], [...sentLines.values()]],
  );
  return tied.rows.map(({ uploadId }) => uploadId);
}

interface Claimed {
  readonly uploadId: string;
}

/** Failed, and not taken over by another upload. */
function isFree(alias: SqlText): SqlText {
  return sql`${alias}.state = ANY('{${namesText(recordGroups.failed)}}'::"RecordState"[]) AND ${alias}."retriedInId" IS NULL`;
}

/** The correction sends the debtor; looked up debtor by debtor (decision 61). */
function isCorrected(alias: SqlText): SqlText {
  return sql`EXISTS (SELECT FROM "Record" n WHERE n."tenantId" = $1 AND n."uploadId" = $3 AND n.identification = ${alias}.identification OFFSET 0)`;
}
