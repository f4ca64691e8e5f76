import { type SqlText, sql } from "../sql-text.ts";
/** SQL: load `u` is not cancelled, or all of it was sent by retries since (made-whole.ts). */
export const isStanding = sql`(u.state <> 'cancelled' OR u."isMadeWhole")`;

/** SQL: load `u` is confirmed, and not cancelled for good. */
export const isConfirmedFile = sql`(u."confirmedAt" IS NOT NULL AND ${isStanding})`;

/**
 * SQL: load `u` was cancelled, but the CRM has the debtor `d` of its comparison as its file says: it was sent before, or by a
 * retry since. What was taken from `d` then stays with the file, for the snapshot has it no more.
 */
export const wasSentAlone = sql`(u.state = 'cancelled' AND u."confirmedAt" IS NOT NULL AND u."loadKind" = 'whole' AND EXISTS (
    SELECT FROM "Record" r WHERE r."tenantId" = u."tenantId" AND r.identification = d.identification AND r."uploadId" = u.id
      AND (r.state = 'accepted' OR r."acceptedLater") OFFSET 0))`;

/** SQL: load `u` is a day's file or a part of one: it may tell who is gone. */
export const isDaysFile = sql`u."loadKind" <> 'additions' AND u."retryOfId" IS NULL AND u."closesOutId" IS NULL`;

/**
 * SQL: upload `u` with comparison `c` is confirmed ({@link isConfirmedFile}) and a whole file: a whole load, or the last part of a
 * set (parts.ts, as it was compared) of which all parts are.
 */
export const isWholeAndConfirmed = sql`(${isConfirmedFile} AND (u."loadKind" = 'whole'
  OR c.figures -> 'set' IS NOT NULL AND NOT EXISTS (
    SELECT FROM jsonb_array_elements_text(c.figures #> '{set,uploadIds}') AS part(id)
    WHERE NOT EXISTS (SELECT FROM "Upload" y WHERE y."tenantId" = u."tenantId" AND y.id = part.id::uuid AND y."confirmedAt" IS NOT NULL AND y.state <> 'cancelled'))))`;

/**
 * SQL: a whole file of the portfolio of upload `alias`, with load `u`, was confirmed after it, and it is no part of that.
 * Whoever stands in the upload and not in that file is not in the portfolio any more.
 */
export const hasNewerFile = (alias: SqlText, where = sql`true`) => sql`EXISTS (
    SELECT FROM "Upload" u JOIN "Comparison" c ON c."tenantId" = u."tenantId" AND c."uploadId" = u.id
    WHERE u."tenantId" = ${alias}."tenantId" AND u."portfolioId" = ${alias}."portfolioId" AND u."confirmedAt" > ${alias}."confirmedAt"
      AND ${isDaysFile} AND ${isWholeAndConfirmed}
      AND NOT coalesce(c.figures #> '{set,uploadIds}' @> to_jsonb(${alias}.id::text), false) AND ${where})`;
