import type { DriftHistory, PastLoad } from "#lib/domain/portfolio/drift/drift.ts";
import { type StoredMeasures, storedMeasuresSchema } from "#lib/domain/portfolio/drift/measures.ts";
import { isWholeAndConfirmed } from "../comparison/parts.ts";
import type { Ask, MeasuredUpload } from "./load-measures.ts";

/** Loads that a new one is judged by; more than a quarter of a year is no guide. */
const loadsLookedAt = 60;

export interface PastLoadRow extends PastLoad {
  readonly uploadId: string;
}

interface StoredRow {
  readonly uploadId: string;
  readonly measures: unknown;
  readonly isStopped: boolean;
}

/**
 * What an upload is judged by: loads of its portfolio that were confirmed before it, or until now if it is not. A set is
 * one of them, as it was counted, once all its parts are confirmed. Outdated forms are dropped.
 */
export async function selectHistory(
  ask: Ask,
  tenantId: string,
  uploadId: string,
  { portfolioId, isPart }: Pick<MeasuredUpload, "portfolioId" | "isPart">,
): Promise<DriftHistory<PastLoadRow>> {
  const past = (confirmedAt: string, isLike: string) =>
    ask<StoredRow>(
      `SELECT * FROM (
         SELECT m."uploadId", m.measures, m."isStopped", ${confirmedAt} AS "confirmedAt", own."confirmedAt" AS "ownConfirmedAt"
         FROM "LoadMeasures" m JOIN "Upload" u ON u."tenantId" = m."tenantId" AND u.id = m."uploadId"
         JOIN "Upload" own ON own."tenantId" = m."tenantId" AND own.id = $3::uuid AND own.id <> u.id
         LEFT JOIN "Comparison" c ON c."tenantId" = u."tenantId" AND c."uploadId" = u.id
         WHERE m."tenantId" = $1::uuid AND m."portfolioId" = $2::uuid AND ${isLike}
       ) AS past
       WHERE "confirmedAt" < coalesce("ownConfirmedAt", 'infinity') ORDER BY "confirmedAt" DESC LIMIT ${loadsLookedAt}`,
      [tenantId, portfolioId, uploadId],
    );
  const files = await past(wholeSince, isWholeAndConfirmed);
  const parts = isPart ? await past(`u."confirmedAt"`, isSamePart) : [];
  return {
    files: files.flatMap((row) => pastLoad(row, (stored) => (stored.counts === undefined ? stored : stored.set))),
    parts: parts.flatMap((row) => pastLoad(row, (stored) => stored)),
  };
}

const isSamePart = `u."loadKind" = 'part' AND (u."partNumber", u."partCount") = (own."partNumber", own."partCount")
  AND u.state <> 'cancelled'`;

/** When the last part of a set was confirmed. */
const wholeSince = `greatest(u."confirmedAt", (
  SELECT max(y."confirmedAt") FROM "Upload" y WHERE y."tenantId" = u."tenantId"
    AND y.id IN (SELECT part::uuid FROM jsonb_array_elements_text(c.figures #> '{set,uploadIds}') AS part)))`;

function pastLoad(row: StoredRow, of: (stored: StoredMeasures) => PastLoad["measures"] | undefined): PastLoadRow[] {
  const stored = storedMeasuresSchema.safeParse(row.measures);
  const measures = stored.success ? of(stored.data) : undefined;
  return measures === undefined ? [] : [{ uploadId: row.uploadId, measures, wasStopped: row.isStopped }];
}
