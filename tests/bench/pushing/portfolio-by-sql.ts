import type { Client } from "pg";

export interface PortfolioSize {
  readonly debtors: number;
  readonly batchSize: number;
}

/**
 * Makes an upload as staging leaves it, inside the database: a million debtors in half a minute. Every third
 * debtor has a second obligation; a payload has some 500 bytes, as in real portfolios.
 */
export async function stageBySql(
  client: Client,
  owner: { readonly tenantId: string; readonly userId: string },
  { debtors, batchSize }: PortfolioSize,
): Promise<string> {
  const insert = await client.query<{ id: string }>(
    `INSERT INTO "Upload" (id, "tenantId", "createdById", "fileName", "fileBytes", "fileSha256", mapping, fields, country, currency,
      "batchSize", "rowCount", "chunkCount")
    VALUES (uuidv7(), $1, $2, 'cartera.csv', 1, md5(random()::text), '{}', '[]', 'CO', 'COP', $3, $4, 1) RETURNING id`,
    [owner.tenantId, owner.userId, batchSize, debtors],
  );
  const uploadId = insert.rows[0]?.id;
  if (uploadId === undefined) throw new Error("no upload was made");
  // Sending only displays a batch's obligations and balance and never recalculates them, so they need not be
  // right.
  await client.query(
    `INSERT INTO "Batch" (id, "tenantId", "uploadId", ordinal, debtors, obligations, balance, bytes, sha256)
    SELECT uuidv7(), $1, $2, ordinal, least($4, $3 - ordinal * $4), $4, 0, $4 * 500, md5(ordinal::text)
    FROM generate_series(0, ($3 - 1) / $4) AS ordinal`,
    [owner.tenantId, uploadId, debtors, batchSize],
  );
  await client.query(
    `INSERT INTO "Record" ("tenantId", "uploadId", ordinal, "batchId", identification, lines, obligations, balance, payload, source)
    SELECT $1, $2, n, b.id, (10000000 + n)::text, CASE WHEN n % 3 = 0 THEN ARRAY[n + 2, n + 3] ELSE ARRAY[n + 2] END,
      CASE WHEN n % 3 = 0 THEN 2 ELSE 1 END, (1000 + n)::numeric,
      format('{"Identification":"%s","Name":"Cliente Número %s","Email":"cliente%s@example.com","Telephone":"3001234567",'
        || '"Address":"Calle %s # 45-67, Medellín","Obligations":[%s%s]}', 10000000 + n, n, n, n % 200, obligation.text,
        CASE WHEN n % 3 = 0 THEN ',' || replace(obligation.text, '-1"', '-2"') ELSE '' END),
      format('[[%s,["%s","Cliente Número %s","cliente%s@example.com","3001234567","Calle %s # 45-67, Medellín","%s-1","Tarjeta","%s"],null]]',
        n + 2, 10000000 + n, n, n, n % 200, n, 1000 + n)
    FROM generate_series(0, $3 - 1) AS n
      JOIN "Batch" b ON b."uploadId" = $2 AND b.ordinal = n / $4
      CROSS JOIN LATERAL (SELECT format('{"id":"%s-1","name":"Tarjeta de crédito","total_balance":"%s.00","expiring_date":"2026-02-03",'
        || '"days_delay":"33","portfolio_type":"Consumo","last_pay":"50000.00","last_pay_date":"2025-12-09"}', n, 1000 + n) AS text) AS obligation`,
    [owner.tenantId, uploadId, debtors, batchSize],
  );
  await client.query(
    `UPDATE "Upload" SET state = 'staged', "stagedAt" = now(), "batchCount" = ($2 - 1) / $3 + 1,
      "fileRows" = $2, "stagedRows" = $2, "fileDebtors" = "pendingDebtors", "stagedDebtors" = "pendingDebtors",
      "fileObligations" = "pendingObligations", "stagedObligations" = "pendingObligations",
      "fileBalance" = "pendingBalance", "stagedBalance" = "pendingBalance"
    WHERE id = $1`,
    [uploadId, debtors, batchSize],
  );
  return uploadId;
}
