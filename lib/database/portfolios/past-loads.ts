import type { DriftHistory, PastLoad } from "#lib/domain/portfolio/drift/drift.ts";
import { loadMeasuresSchema } from "#lib/domain/portfolio/drift/measures.ts";
import { isWholeAndConfirmed } from "../comparison/whole-files.ts";
import { type SqlText, sql } from "../sql-text.ts";
import type { Ask, MeasuredUpload } from "./load-measures.ts";

/** Loads that a new one is judged by; more than a quarter of a year is no guide. */
const loadsLookedAt = 60;

/** SQL for upload `u` with comparison `c` and measures `m`, beside `own`, the upload that is judged. */
interface Past {
  readonly isLike: SqlText;
  readonly confirmedAt: SqlText;
  readonly measures: SqlText;
}

/** Whole loads, and sets as they were counted once all their parts are confirmed. */
const files: Past = {
  isLike: isWholeAndConfirmed,
  confirmedAt: sql`greatest(u."confirmedAt", (
    SELECT max(y."confirmedAt") FROM "Upload" y WHERE y."tenantId" = u."tenantId"
      AND y.id = ANY(ARRAY(SELECT part::uuid FROM jsonb_array_elements_text(c.figures #> '{set,uploadIds}') AS part))))`,
  // What a part is measured by alone is no file's.
  measures: sql`CASE WHEN m.measures ? 'counts' THEN m.measures -> 'set' ELSE m.measures END`,
};

const parts: Past = {
  isLike: sql`u."loadKind" = 'part' AND (u."partNumber", u."partCount") = (own."partNumber", own."partCount") AND u.state <> 'cancelled'`,
  confirmedAt: sql`u."confirmedAt"`,
  measures: sql`m.measures`,
};

/**
 * What an upload is judged by: loads of its portfolio that were confirmed before it, or until now if it is not. Outdated
 * forms are dropped.
 */
export async function selectHistory(
  ask: Ask,
  tenantId: string,
  uploadId: string,
  { portfolioId, isPart }: Pick<MeasuredUpload, "portfolioId" | "isPart">,
): Promise<DriftHistory> {
  const select = async ({ isLike, confirmedAt, measures }: Past): Promise<PastLoad[]> => {
    const rows = await ask<{ measures: unknown; isStopped: boolean }>(
      sql`SELECT ${measures} AS measures, m."isStopped" FROM (
         SELECT * FROM (
           SELECT u.id, ${confirmedAt} AS "confirmedAt", own."confirmedAt" AS "ownConfirmedAt"
           FROM "LoadMeasures" m JOIN "Upload" u ON u."tenantId" = m."tenantId" AND u.id = m."uploadId"
           JOIN "Upload" own ON own."tenantId" = m."tenantId" AND own.id = $3::uuid AND own.id <> u.id
           LEFT JOIN "Comparison" c ON c."tenantId" = u."tenantId" AND c."uploadId" = u.id
           WHERE m."tenantId" = $1::uuid AND m."portfolioId" = $2::uuid AND ${isLike}
         ) AS alike
         WHERE "confirmedAt" < coalesce("ownConfirmedAt", 'infinity') ORDER BY "confirmedAt" DESC LIMIT ${loadsLookedAt}
       ) AS past JOIN "LoadMeasures" m ON m."tenantId" = $1::uuid AND m."uploadId" = past.id
       ORDER BY past."confirmedAt" DESC`,
      [tenantId, portfolioId, uploadId],
    );
    return rows.flatMap(({ measures, isStopped }) => {
      const parsed = loadMeasuresSchema.safeParse(measures);
      return parsed.success ? [{ measures: parsed.data, wasStopped: isStopped }] : [];
    });
  };
  return { files: await select(files), parts: isPart ? await select(parts) : [] };
}
