import type { BulkClient } from "#lib/database/pool.ts";
import type { Oddity, PastLoad } from "#lib/domain/portfolio/drift/drift.ts";
import { type LoadMeasures, loadMeasuresSchema } from "#lib/domain/portfolio/drift/measures.ts";
import type { Transaction } from "../client.ts";

/** Runs one statement: staging has a plain connection, use cases have Prisma. */
export type Ask = <Row extends object>(text: string, values: readonly unknown[]) => Promise<Row[]>;

export function askPlainly(client: BulkClient): Ask {
  return async <Row extends object>(text: string, values: readonly unknown[]) =>
    (await client.query<Row>(text, [...values])).rows;
}

export function askThrough(db: Transaction): Ask {
  return <Row extends object>(text: string, values: readonly unknown[]) => db.$queryRawUnsafe<Row[]>(text, ...values);
}

/** What an upload is measured and judged with. */
export interface MeasuredUpload {
  readonly portfolioId: string;
  /** Today by the tenant's clock, ISO. */
  readonly day: string;
  /** As the portfolio has them. */
  readonly thresholds: unknown;
  /** ComparisonFigures, null if it is not compared. */
  readonly figures: unknown;
  /** The words by which its file says that it is a part; "" for none. */
  readonly statedPart: string;
}

/** Null unless the upload is a whole load of a portfolio: no retry, correction or close-out. */
export async function findMeasuredUpload(ask: Ask, tenantId: string, uploadId: string): Promise<MeasuredUpload | null> {
  const found = await ask<MeasuredUpload>(
    `SELECT u."portfolioId", to_char(now() AT TIME ZONE t."timeZone", 'YYYY-MM-DD') AS day, p.thresholds, c.figures,
       u."statedPart"
     FROM "Upload" u
     JOIN "Tenant" t ON t.id = u."tenantId"
     JOIN "Portfolio" p ON p."tenantId" = u."tenantId" AND p.id = u."portfolioId"
     LEFT JOIN "Comparison" c ON c."tenantId" = u."tenantId" AND c."uploadId" = u.id
     WHERE u."tenantId" = $1::uuid AND u.id = $2::uuid AND u."loadKind" = 'whole'
       AND u."retryOfId" IS NULL AND u."closesOutId" IS NULL`,
    [tenantId, uploadId],
  );
  return found[0] ?? null;
}

/** Loads that a new one is judged by; more than a quarter of a year is no guide. */
const loadsLookedAt = 60;

export interface PastLoadRow extends PastLoad {
  readonly uploadId: string;
}

/**
 * The portfolio's whole loads that were confirmed before `uploadId`, or until now if it is not; newest first.
 * Outdated forms are dropped.
 */
export async function selectPastLoads(
  ask: Ask,
  tenantId: string,
  portfolioId: string,
  uploadId: string,
): Promise<PastLoadRow[]> {
  const rows = await ask<{ uploadId: string; measures: unknown; isStopped: boolean }>(
    `SELECT m."uploadId", m.measures, m."isStopped"
     FROM "LoadMeasures" m JOIN "Upload" u ON u."tenantId" = m."tenantId" AND u.id = m."uploadId"
     WHERE m."tenantId" = $1::uuid AND m."portfolioId" = $2::uuid AND m."uploadId" <> $3::uuid
       AND u.state <> 'cancelled' AND u."confirmedAt" < coalesce((
         SELECT own."confirmedAt" FROM "Upload" own WHERE own."tenantId" = $1::uuid AND own.id = $3::uuid
       ), 'infinity')
     ORDER BY u."confirmedAt" DESC LIMIT ${loadsLookedAt}`,
    [tenantId, portfolioId, uploadId],
  );
  return rows.flatMap((row) => {
    const measures = loadMeasuresSchema.safeParse(row.measures);
    return measures.success ? [{ uploadId: row.uploadId, measures: measures.data, wasStopped: row.isStopped }] : [];
  });
}

export interface Judgement {
  readonly measures: LoadMeasures;
  readonly oddities: readonly Oddity[];
}

/** Keeps what was measured at the end of staging. */
export async function insertLoadMeasures(
  ask: Ask,
  tenantId: string,
  uploadId: string,
  portfolioId: string,
  { measures, oddities }: Judgement,
): Promise<void> {
  await ask(
    `INSERT INTO "LoadMeasures" ("uploadId", "tenantId", "portfolioId", measures, oddities, "isStopped")
     VALUES ($1::uuid, $2::uuid, $3::uuid, $4::jsonb, $5::jsonb, $6::boolean)`,
    [uploadId, tenantId, portfolioId, JSON.stringify(measures), JSON.stringify(oddities), isStopped(oddities)],
  );
}

export function isStopped(oddities: readonly Oddity[]): boolean {
  return oddities.some(({ certainty }) => certainty === "stop");
}
