import { recordGroups } from "#lib/domain/outcome/record-state.ts";
import { snapshotGroups } from "#lib/domain/portfolio/snapshot-state.ts";
import { isInOtherPart, partsOfFile, standsInOtherPart } from "../comparison/parts.ts";
import { hasNewerFile, isWholeAndConfirmed } from "../comparison/whole-files.ts";
import { upToRoot } from "../retries/up-to-root.ts";
import { idText, namesText, type SqlText, sql } from "../sql-text.ts";

/**
 * SQL: who an upload named gone and still is, and who stays with obligations that it named gone, each with the first
 * reason why a close-out does not touch it (null: it does). Rows (identification, isStaying, payload, gone,
 * obligations, balance, reason); the ids are written into it, because a cursor takes no parameters.
 *
 * `exceptId`: a close-out that is asked about itself; it and its retries do not stand in its way. It has whoever stays
 * with the values of the row when it was prepared.
 *
 * A debtor is known if what the snapshot says is what the CRM has: an upload confirmed before the load, and after the one
 * that wrote the row, may have settled after the load, and then the younger row was not overwritten. A settle has the time
 * at which it began; two minutes are more than it may take. Gone obligations are what they were when the load was compared;
 * those are not named any more that the row has again, or that a later load named. Of a set, each part
 * names those of its own debtors, and its place and time count for them; whoever stands in several parts is not known,
 * because the snapshot has only what the last of them sent.
 */
export function judgedGone(scope: LoadScope, exceptId: string | null): SqlText {
  const tenant = text(scope.tenantId);
  return sql`load AS (
      SELECT u.id, u."portfolioId", u."confirmedAt", u."stagedAt"
      FROM "Upload" u JOIN "Comparison" c ON c."tenantId" = u."tenantId" AND c."uploadId" = u.id
      WHERE u."tenantId" = ${tenant} AND u.id = ${text(scope.uploadId)} AND u."confirmedAt" IS NOT NULL
    ), ${parts(scope)}, ${laterUploads(scope, exceptId)}, named AS (
      SELECT s.identification, false AS "isStaying", s.payload, NULL::text AS gone, s.obligations, s.balance, s."uploadId",
        s.digest <> '' AND s.payload IS NOT NULL AS "isSure", load."confirmedAt" - interval '2 minutes' AS at, load."confirmedAt", load."stagedAt", s.place
      FROM load JOIN "SnapshotDebtor" s ON s."tenantId" = ${tenant} AND s."portfolioId" = load."portfolioId"
        AND s.state = 'gone' AND s.place = load."confirmedAt"
      UNION ALL
      SELECT DISTINCT ON (d.identification) d.identification, true, s.payload, g.gone, g.obligations, g.balance, s."uploadId",
        s.state = 'live' AND s.digest <> '' AND s.payload IS NOT NULL AND s.place >= parts."confirmedAt" AND NOT ${standsInOtherPart},
        parts."comparedAt", parts."confirmedAt", parts."stagedAt", s.place
      FROM ${partsOfFile} JOIN parts ON parts.id = part.id CROSS JOIN LATERAL (
        SELECT * FROM "ComparedDebtor" d WHERE d."tenantId" = ${tenant} AND d."uploadId" = part.id AND d."goneObligations" IS NOT NULL OFFSET 0
      ) AS d
      CROSS JOIN LATERAL (
        SELECT * FROM "SnapshotDebtor" s WHERE s."tenantId" = ${tenant} AND s."portfolioId" = u."portfolioId" AND s.identification = d.identification OFFSET 0
      ) AS s CROSS JOIN LATERAL (
        SELECT json_agg(one ORDER BY place)::text AS gone, count(*)::int AS obligations, coalesce(sum((one ->> 'total_balance')::numeric), 0) AS balance
        FROM json_array_elements(d."goneObligations"::json) WITH ORDINALITY AS listed(one, place) WHERE NOT ${isInOtherPart}
          AND NOT (s.place >= parts."confirmedAt" AND EXISTS (
            SELECT FROM json_array_elements(s.payload::json -> 'Obligations') AS now WHERE now ->> 'id' = one ->> 'id'
          )) AND NOT EXISTS (
            SELECT FROM later JOIN "ComparedDebtor" b ON b."uploadId" = later.id AND b.identification = d.identification
            CROSS JOIN LATERAL json_array_elements(b."goneObligations"::json) AS again
            WHERE later."confirmedAt" > parts."confirmedAt" AND again ->> 'id' = one ->> 'id'
          )
      ) AS g
      WHERE u."tenantId" = ${tenant} AND u.id = ${text(scope.uploadId)} AND ${isWholeAndConfirmed} AND g.obligations > 0 AND NOT EXISTS (
        SELECT 1 FROM "Record" r JOIN "Upload" y ON y.id = r."uploadId" WHERE r."tenantId" = ${tenant}
          AND r.identification = d.identification AND y."closesOutId" = u.id AND r.state = 'accepted' OFFSET 0
      )
    ), barred AS MATERIALIZED (
      SELECT unnest(held_among(t.id, ARRAY(SELECT identification FROM named), (now() AT TIME ZONE t."timeZone")::date)) AS identification
      FROM "Tenant" t WHERE t.id = ${tenant} AND EXISTS (SELECT FROM "Hold" h WHERE h."tenantId" = t.id)
    ), judged AS (
      SELECT n.identification, n."isStaying", n.payload, n.gone, n.obligations, n.balance, CASE
        WHEN ${standsIn(tenant, sql`n`, sql`NOT (n."isSure" AND ${isInRow}) AND (later."confirmedAt" > n."confirmedAt" OR later."confirmedAt" IS NULL AND later."stagedAt" > n."stagedAt")`)}
          ${exceptId === null ? sql`` : sql`OR n."isStaying" AND n.place > (SELECT y."stagedAt" FROM "Upload" y WHERE y."tenantId" = ${tenant} AND y.id = ${text(exceptId)})`} THEN 'standing'
        WHEN ${livesElsewhere(tenant, sql`n`, sql`(SELECT "portfolioId" FROM load)`)} THEN 'elsewhere'
        WHEN NOT n."isSure" OR EXISTS (
          SELECT 1 FROM "Record" r JOIN "Upload" y ON y.id = r."uploadId" WHERE r."tenantId" = ${tenant} AND r.identification = n.identification
            AND y.id <> n."uploadId" AND y.id NOT IN (SELECT id FROM parts) AND y."confirmedAt" <= n."confirmedAt"
            AND (r.state = ANY('{${namesText(recordGroups.mayGetIn)}}'::"RecordState"[]) OR r.state = 'rejected' AND r.evidence = 'person')
            AND (r."settledAt" IS NULL OR r."settledAt" > n.at)
            AND (n."isStaying" OR y."confirmedAt" > (SELECT w."confirmedAt" FROM "Upload" w WHERE w."tenantId" = ${tenant} AND w.id = n."uploadId"))
        ) THEN 'uncertain'
        WHEN n.identification IN (SELECT identification FROM barred) THEN 'held'
      END AS reason FROM named n
    )`;
}

/**
 * SQL: what `later` upload has of debtor `n`, in record `l`, is in the row of the snapshot or is the same. Of who stays also
 * what was sent before the row was written: obligations that it still has are not gone. The row knows nothing of what
 * other uploads sent than the portfolio's.
 */
const isInRow = sql`(l."uploadId" = n."uploadId" OR n."isStaying" AND later."isOfPortfolio" AND (l.state = 'unchanged'
  OR l.state = 'accepted' AND l.change IS NOT NULL AND later."isCloseOut"
  OR l.state = ANY('{accepted,unconfirmed}'::"RecordState"[]) AND later."confirmedAt" <= n.place))`;

/** SQL: a load and, of a set, its other parts. */
function parts({ tenantId, uploadId }: LoadScope): SqlText {
  return sql`parts AS (
      SELECT p.id, p."confirmedAt", p."stagedAt", k."comparedAt" FROM (
        SELECT part.id FROM ${partsOfFile} WHERE u."tenantId" = ${text(tenantId)} AND u.id = ${text(uploadId)}
      ) AS one JOIN "Upload" p ON p."tenantId" = ${text(tenantId)} AND p.id = one.id
      JOIN "Comparison" k ON k."tenantId" = p."tenantId" AND k."uploadId" = p.id
    )`;
}

/** SQL: how many debtors of a staged close-out can no longer be closed. Who is held is not sent, and stands in nobody's way. */
export function countOvertaken(scope: LoadScope, closeOutId: string): SqlText {
  const closable = (isStaying: SqlText) =>
    sql`SELECT identification FROM judged WHERE "isStaying" = ${isStaying} AND (reason IS NULL OR reason = 'held')`;
  // NOT IN is looked up in a table of hashes, whatever the statistics know (decision 61).
  return sql`WITH RECURSIVE ${judgedGone(scope, closeOutId)} SELECT count(*)::int AS debtors FROM "Record" r
    WHERE r."tenantId" = ${text(scope.tenantId)} AND r."uploadId" = ${text(closeOutId)} AND CASE WHEN r.change IS NULL
      THEN r.identification NOT IN (${closable(sql`false`)}) ELSE r.identification NOT IN (${closable(sql`true`)}) END`;
}

/**
 * SQL: the same of a staged retry of a close-out. What the snapshot says of its debtors was changed by the close-out
 * itself; whoever stands in a younger upload or lives elsewhere is not closed here either.
 */
export function countOvertakenRetry(scope: LoadScope, retryId: string): SqlText {
  const tenant = text(scope.tenantId);
  return sql`WITH RECURSIVE load AS (
      SELECT u.id, u."portfolioId", u."confirmedAt", u."stagedAt" FROM "Upload" u WHERE u."tenantId" = ${tenant} AND u.id = ${text(scope.uploadId)}
    ), ${parts(scope)}, ${laterUploads(scope, retryId)} SELECT count(*)::int AS debtors FROM "Record" r
    WHERE r."tenantId" = ${tenant} AND r."uploadId" = ${text(retryId)}
      AND (${standsIn(tenant, sql`r`)} OR ${livesElsewhere(tenant, sql`r`, sql`(SELECT "portfolioId" FROM load)`)})`;
}

export interface LoadScope {
  readonly tenantId: string;
  readonly uploadId: string;
}

/**
 * Uploads of the tenant that were staged or confirmed since the load, or since the first part of its set. A debtor
 * stands in them whatever became of it: the file named it. But a cancelled upload is no file any more, of close-outs
 * only those count that were or may be carried out, and of a file before its portfolio's last ({@link hasNewerFile})
 * only what it may have brought into the CRM.
 */
function laterUploads({ tenantId }: LoadScope, exceptId: string | null): SqlText {
  const tenant = text(tenantId);
  const family =
    exceptId === null
      ? sql`family AS (SELECT NULL::uuid AS id WHERE false)`
      : sql`${upToRoot(sql, tenant, text(exceptId))}, family AS (
      SELECT id FROM up UNION SELECT u.id FROM family CROSS JOIN LATERAL (
        SELECT id FROM "Upload" WHERE "tenantId" = ${tenant} AND "retryOfId" = family.id OFFSET 0
      ) AS u
    )`;
  return sql`${family}, later AS (
      SELECT y.id, y."confirmedAt", y."stagedAt", y.state = 'cancelled' AS "isCancelled", y."closesOutId" IS NOT NULL AS "isCloseOut",
        y."portfolioId" IS NOT DISTINCT FROM (SELECT "portfolioId" FROM load) AS "isOfPortfolio", y."finishedAt" IS NOT NULL AND ${hasNewerFile(sql`y`, sql`u.id NOT IN (SELECT id FROM parts)`)} AS "isPast"
      FROM (SELECT min("confirmedAt") AS "confirmedAt", min("stagedAt") AS "stagedAt" FROM parts) AS since
      JOIN "Upload" y ON y."tenantId" = ${tenant} AND y.state <> 'staging'
        AND (y."confirmedAt" > since."confirmedAt" OR y."confirmedAt" IS NULL AND y.state = 'staged' AND y."stagedAt" > since."stagedAt")
      WHERE y.id NOT IN (SELECT id FROM family) AND y.id NOT IN (SELECT id FROM parts)
    ), "leftOut" AS (
      SELECT l.identification FROM later JOIN "LeftOutRow" l ON l."tenantId" = ${tenant} AND l."uploadId" = later.id
      WHERE NOT later."isCancelled" AND NOT later."isPast" AND l.identification IS NOT NULL
    )`;
}

function standsIn(tenant: SqlText, alias: SqlText, where = sql`true`): SqlText {
  return sql`(EXISTS (
      SELECT 1 FROM "Record" l JOIN later ON later.id = l."uploadId" WHERE l."tenantId" = ${tenant} AND l.identification = ${alias}.identification
        AND ${where} AND NOT (l.state = 'not_sent' AND (later."isCancelled" OR later."isCloseOut" OR later."isPast"))
        AND NOT (l.state = 'rejected' AND (later."isCloseOut" OR later."isPast" AND l.evidence IS DISTINCT FROM 'person'))
    ) OR ${alias}.identification IN (SELECT identification FROM "leftOut"))`;
}

function livesElsewhere(tenant: SqlText, alias: SqlText, portfolio: SqlText): SqlText {
  return sql`EXISTS (SELECT 1 FROM "SnapshotDebtor" o WHERE o."tenantId" = ${tenant} AND o.identification = ${alias}.identification
      AND o."portfolioId" <> ${portfolio} AND o.state = ANY('{${namesText(snapshotGroups.staying)}}'::"SnapshotState"[]))`;
}

function text(id: string): SqlText {
  return sql`'${idText(id)}'::uuid`;
}
