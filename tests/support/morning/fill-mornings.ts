import type { Client } from "pg";
import type { Oddity } from "#lib/domain/portfolio/drift/drift.ts";
import type { LoadMeasures } from "#lib/domain/portfolio/drift/measures.ts";
import type { Health } from "#lib/domain/portfolio/morning/health.ts";
import { headers, portfolioMapping } from "../factories.ts";

export interface MorningSize {
  readonly tenantIds: readonly string[];
  readonly userId: string;
  readonly portfoliosPerTenant: number;
  readonly uploadsPerPortfolio: number;
  /** What the portfolios show, in turns. */
  readonly healths: readonly Health[];
}

/** Nearly every portfolio is in order, as on most mornings. */
export const usualHealths: readonly Health[] = [
  "loaded",
  "loaded",
  "expected",
  "loaded",
  "to_confirm",
  "loaded",
  "loaded",
  "in_part",
  "loaded",
  "not_today",
  "loaded",
  "loaded",
  "sending",
  "loaded",
  "late",
  "loaded",
  "expected",
  "odd",
  "loaded",
  "stopped",
];

/**
 * Fills in portfolios with a load a day up to today, or up to yesterday where today's is missing, as the portal would
 * have left them, in figures only: uploads without records. Triggers are off meanwhile. Tenants get a country without
 * holidays, so that days of the week alone decide. Statistics are up to date afterwards.
 */
export async function fillMornings(client: Client, size: MorningSize): Promise<void> {
  await client.query("BEGIN");
  await client.query("SET LOCAL session_replication_role = replica");
  await client.query(`UPDATE "Tenant" SET country = 'ZZ' WHERE id = ANY($1::uuid[])`, [size.tenantIds]);
  await client.query(
    `CREATE TEMP TABLE made ON COMMIT DROP AS
    SELECT uuidv7() AS id, t.id AS "tenantId", n, ($3::text[])[1 + n % cardinality($3::text[])] AS health
    FROM unnest($1::uuid[]) WITH ORDINALITY AS t(id, place), generate_series(1, $2::int) AS one,
      LATERAL (SELECT ((place - 1) * $2 + one - 1)::int AS n) AS numbered`,
    [size.tenantIds, size.portfoliosPerTenant, size.healths],
  );
  await client.query(insertPortfolios);
  await client.query(insertUploads, [
    size.userId,
    [...headers],
    JSON.stringify(portfolioMapping),
    size.uploadsPerPortfolio,
  ]);
  await client.query(insertMeasures);
  await client.query("COMMIT");
  await client.query("VACUUM (ANALYZE)");
}

// By the clocks of `makeTenant` it is afternoon: midnight is past, and 23:59 ahead.
const insertPortfolios = `
  INSERT INTO "Portfolio" (id, "tenantId", name, creditor, "expectedDays", "expectedMinute", "createdAt", "updatedAt")
  SELECT id, "tenantId", (ARRAY['Libranza', 'Tarjetas', 'Consumo', 'Vehículos', 'Hipotecario', 'Microcrédito', 'Castigada'])[1 + n % 7] || ' ' || (n + 1),
    (ARRAY['Banco del Altiplano', 'Cooperativa La Aurora', 'Financiera del Oriente'])[1 + n % 3],
    CASE WHEN health = 'not_today' THEN '{}' ELSE '{1,2,3,4,5,6,7}'::int[] END, CASE WHEN health = 'expected' THEN 1439 ELSE 0 END,
    now() - interval '60 days', now()
  FROM made`;

const insertUploads = `
  INSERT INTO "Upload" (id, "tenantId", "createdById", state, "fileName", "fileBytes", "fileSha256", headers, mapping, fields, country, currency,
    "batchSize", "rowCount", "chunkCount", "portfolioId", "fileRows", "fileDebtors", "fileObligations", "fileBalance", "stagedRows", "stagedDebtors",
    "stagedObligations", "stagedBalance", "pendingDebtors", "pendingObligations", "pendingBalance", "acceptedDebtors", "acceptedObligations",
    "acceptedBalance", "rejectedDebtors", "rejectedObligations", "rejectedBalance", "batchCount", "createdAt", "stagedAt", "confirmedAt", "startedAt",
    "finishedAt", "overSince")
  SELECT uuidv7(at - now()), "tenantId", $1, state::"UploadState", 'cartera_' || to_char(at, 'YYYYMMDD') || '.xlsx', debtors * 150,
    encode(sha256((id::text || ago)::bytea), 'hex'), $2, $3::jsonb, '[]', 'CO', 'COP', 100, debtors, 1, id, debtors, debtors, debtors, debtors * 1250000.55,
    debtors, debtors, debtors, debtors * 1250000.55, pending, pending, pending * 1250000.55, debtors - pending - rejected, debtors - pending - rejected,
    (debtors - pending - rejected) * 1250000.55, rejected, rejected, rejected * 1250000.55, ceil(debtors / 100.0), at, at,
    CASE WHEN state <> 'staged' THEN at END, CASE WHEN state <> 'staged' THEN at END, CASE WHEN state = 'finished' THEN at END,
    CASE WHEN state = 'finished' THEN at END
  FROM made, generate_series(0, $4::int - 1) AS back,
    LATERAL (SELECT back + CASE WHEN health IN ('late', 'expected', 'not_today') THEN 1 ELSE 0 END AS ago) AS days,
    LATERAL (SELECT now() - interval '1 day' * ago - interval '1 second' * (n % 50) AS at, 900 + n * 37 % 4000 + (back * n) % 40 AS debtors,
      CASE WHEN ago > 0 THEN 'finished' WHEN health IN ('odd', 'to_confirm') THEN 'staged' WHEN health = 'sending' THEN 'running'
        WHEN health = 'stopped' THEN 'stopped' ELSE 'finished' END AS state) AS shown,
    LATERAL (SELECT CASE state WHEN 'staged' THEN debtors WHEN 'finished' THEN 0 ELSE debtors / 3 END AS pending,
      CASE WHEN state = 'finished' AND (health = 'in_part' AND ago = 0 OR (n + back) % 9 = 4 AND ago > 0 AND back > 0) THEN 12 ELSE 0 END AS rejected) AS outcome`;

const measures: LoadMeasures = {
  day: "2026-11-25",
  ...{ rows: 60, debtors: 40, obligations: 60, balance: "1000.00", medianBalance: "20.00", leftOutShare: 0 },
  ...{ mappedFields: [], emptyShares: {}, digitShares: {}, listValues: {}, exchangeable: null, dates: 0 },
  ...{ cutOff: null, cutOffAgreement: null, contentDigest: "0".repeat(16), snapshot: null },
};

const oddity: Oddity = {
  ...{ code: "same_content", measure: null, fieldId: null, value: null, band: null, day: "2026-11-24" },
  certainty: "stop",
};

const insertMeasures = `
  INSERT INTO "LoadMeasures" ("uploadId", "tenantId", "portfolioId", measures, oddities, "isStopped")
  SELECT u.id, u."tenantId", made.id, '${JSON.stringify(measures)}', '${JSON.stringify([oddity])}', true FROM made JOIN "Upload" u ON u."portfolioId" = made.id AND u.state = 'staged' WHERE health = 'odd'`;
