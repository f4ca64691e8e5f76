import type { ComparisonFigures } from "#lib/domain/portfolio/comparison/comparison.ts";
import { loadCountsSchema } from "#lib/domain/portfolio/drift/load-counts.ts";
import type { CountedPart } from "#lib/domain/portfolio/drift/measure-set.ts";
import { sql } from "../sql-text.ts";
import type { Ask } from "./load-measures.ts";

/** Parts of a set in this order; null if one of them was not counted. */
export async function selectCountedParts(
  ask: Ask,
  tenantId: string,
  uploadIds: readonly string[],
): Promise<readonly CountedPart[] | null> {
  const rows = await ask<{ counts: unknown; figures: ComparisonFigures }>(
    sql`SELECT m.measures -> 'counts' AS counts, c.figures
     FROM "LoadMeasures" m JOIN "Comparison" c ON c."tenantId" = m."tenantId" AND c."uploadId" = m."uploadId"
     WHERE m."tenantId" = $1::uuid AND m."uploadId" = ANY($2::uuid[])
     ORDER BY array_position($2::uuid[], m."uploadId")`,
    [tenantId, [...uploadIds]],
  );
  const parts = rows.flatMap(({ counts, figures }) => {
    const parsed = loadCountsSchema.safeParse(counts);
    return parsed.success ? [{ counts: parsed.data, figures }] : [];
  });
  return parts.length === uploadIds.length ? parts : null;
}

/** A set of parts with the debtors of all of them together, as it was measured when its last part was staged. */
export interface MeasuredSet {
  readonly uploadIds: readonly string[];
  readonly debtors: number;
}

/** The sets that were measured with one of these uploads. */
export function selectMeasuredSets(
  ask: Ask,
  tenantIds: readonly string[],
  uploadIds: readonly string[],
): Promise<MeasuredSet[]> {
  return ask<MeasuredSet>(
    sql`SELECT m."uploadId"::text || ARRAY(SELECT jsonb_array_elements_text(c.figures #> '{set,uploadIds}')) AS "uploadIds",
       (m.measures #>> '{set,debtors}')::int AS debtors
     FROM "LoadMeasures" m JOIN "Comparison" c ON c."tenantId" = m."tenantId" AND c."uploadId" = m."uploadId"
     WHERE m."tenantId" = ANY($1::uuid[]) AND m."uploadId" = ANY($2::uuid[]) AND m.measures #> '{set,debtors}' IS NOT NULL`,
    [tenantIds, uploadIds],
  );
}

/** How often debtors that are sent stand in one more of these uploads. */
export async function countRepeated(ask: Ask, tenantId: string, uploadIds: readonly string[]): Promise<number> {
  let repeated = 0;
  for (const [at, uploadId] of uploadIds.entries()) {
    if (at === 0) continue;
    // Debtor by debtor: see decision 61.
    const [counted] = await ask<{ debtors: number }>(
      sql`SELECT count(*)::int AS debtors FROM "Record" r WHERE r."tenantId" = $1::uuid AND r."uploadId" = $2::uuid AND EXISTS (
         SELECT FROM "Record" before WHERE before."tenantId" = $1::uuid AND before.identification = r.identification
           AND before."uploadId" = ANY($3::uuid[]) OFFSET 0)`,
      [tenantId, uploadId, uploadIds.slice(0, at)],
    );
    repeated += counted?.debtors ?? 0;
  }
  return repeated;
}
