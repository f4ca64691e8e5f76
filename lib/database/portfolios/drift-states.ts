import { z } from "zod";
import { type Oddity, oddityCodes } from "#lib/domain/portfolio/drift/drift.ts";
import { measureNames, type StoredMeasures, storedMeasuresSchema } from "#lib/domain/portfolio/drift/measures.ts";
import type { Transaction } from "../client.ts";
import { sql } from "../sql-text.ts";
import { type Ask, isStopped, type Judgement } from "./load-measures.ts";

const odditySchema = z.object({
  code: z.enum(oddityCodes),
  measure: z.enum(measureNames).nullable(),
  fieldId: z.string().nullable(),
  value: z.number().nullable(),
  band: z.object({ low: z.number(), high: z.number() }).nullable(),
  day: z.string().nullable(),
  certainty: z.enum(["odd", "stop"]),
  words: z.string().optional(),
  isOfPart: z.boolean().optional(),
}) satisfies z.ZodType<Oddity>;

/** What is stored of a load's drift. */
export interface DriftState {
  readonly portfolioId: string;
  readonly measures: StoredMeasures;
  readonly oddities: readonly Oddity[];
  readonly explanation: { readonly reason: string; readonly by: string; readonly at: string } | null;
}

/** Null if the upload was not measured. */
export async function findDriftState(db: Transaction, tenantId: string, uploadId: string): Promise<DriftState | null> {
  const row = await db.loadMeasures.findFirst({ where: { tenantId, uploadId } });
  if (row === null) return null;
  const { reason, explainedBy, explainedAt } = row;
  return {
    portfolioId: row.portfolioId,
    measures: storedMeasuresSchema.parse(row.measures),
    oddities: odditiesOf(row.oddities),
    explanation:
      reason === null || explainedBy === null || explainedAt === null
        ? null
        : { reason, by: explainedBy, at: explainedAt.toISOString() },
  };
}

/** As they are stored; null if the upload was not measured. */
export async function findStoredMeasures(ask: Ask, tenantId: string, uploadId: string): Promise<StoredMeasures | null> {
  const [row] = await ask<{ measures: unknown }>(
    sql`SELECT measures FROM "LoadMeasures" WHERE "tenantId" = $1::uuid AND "uploadId" = $2::uuid`,
    [tenantId, uploadId],
  );
  return row === undefined ? null : storedMeasuresSchema.parse(row.measures);
}

/**
 * Replaces what was measured and judged, but for oddities that a person has written about: a reason covers only those
 * that stood there when it was written.
 */
export async function updateMeasures(
  ask: Ask,
  tenantId: string,
  uploadId: string,
  { measures, oddities }: Judgement,
): Promise<void> {
  await ask(
    sql`UPDATE "LoadMeasures" SET measures = $3::jsonb,
       oddities = CASE WHEN reason IS NULL THEN $4::jsonb ELSE oddities END,
       "isStopped" = CASE WHEN reason IS NULL THEN $5::boolean ELSE "isStopped" END
     WHERE "tenantId" = $1::uuid AND "uploadId" = $2::uuid`,
    [tenantId, uploadId, JSON.stringify(measures), JSON.stringify(oddities), isStopped(oddities)],
  );
}

/** Oddities as they are stored. */
export function odditiesOf(stored: unknown): readonly Oddity[] {
  return z.array(odditySchema).parse(stored);
}

/** Keeps what was odd when a person looked at it, with the person's words if it is explained. */
export async function updateDrift(
  db: Transaction,
  tenantId: string,
  uploadId: string,
  oddities: readonly Oddity[],
  explanation?: { readonly reason: string; readonly explainedBy: string },
): Promise<void> {
  await db.loadMeasures.update({
    where: { tenantId_uploadId: { tenantId, uploadId } },
    data: {
      oddities: oddities.map((oddity) => ({ ...oddity, band: oddity.band === null ? null : { ...oddity.band } })),
      isStopped: isStopped(oddities),
      ...(explanation === undefined ? {} : { ...explanation, explainedAt: new Date() }),
    },
  });
}
