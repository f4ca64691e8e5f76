import { shrinkBatches } from "../batches/cut-batches.ts";
import type { Transaction } from "../client.ts";

/** A staged upload as far as its records are filled again. */
export interface RefilledUpload {
  readonly mapping: unknown;
  readonly fields: unknown;
  readonly country: string;
  readonly currency: string;
  /** Of its portfolio; null for an upload of none. */
  readonly volatileFields: readonly string[] | null;
  /** Uploads of the tenant that were confirmed after it was staged. */
  readonly sinceIds: readonly string[];
}

/** Null if nothing was confirmed since it was staged, and for a retry or a close-out, which are sent as they are. */
export async function findRefilled(
  tx: Transaction,
  tenantId: string,
  uploadId: string,
): Promise<RefilledUpload | null> {
  const [found] = await tx.$queryRaw<RefilledUpload[]>`
    SELECT u.mapping, u.fields, u.country, u.currency, p."volatileFields", ARRAY(
      SELECT y.id::text FROM "Upload" y WHERE y."tenantId" = u."tenantId" AND y."confirmedAt" > u."stagedAt"
    ) AS "sinceIds"
    FROM "Upload" u LEFT JOIN "Portfolio" p ON p."tenantId" = u."tenantId" AND p.id = u."portfolioId"
    WHERE u."tenantId" = ${tenantId}::uuid AND u.id = ${uploadId}::uuid AND u.state = 'staged' AND u."closesOutId" IS NULL
      AND (u."retryOfId" IS NULL OR u.correction IS NOT NULL)`;
  return found === undefined || found.sinceIds.length === 0 ? null : found;
}

/** A record that another upload has too. `keptFields`: JSON text of a list of field ids. */
export interface SharedRecord {
  readonly ordinal: number;
  readonly batchId: string;
  readonly identification: string;
  readonly payload: string;
  readonly keptFields: string | null;
}

/** Records of an upload whose debtors some other uploads carry too, a slice after `after`. */
export function selectShared(
  tx: Transaction,
  { tenantId, uploadId }: { readonly tenantId: string; readonly uploadId: string },
  sinceIds: readonly string[],
  after: number,
  limit: number,
): Promise<SharedRecord[]> {
  return tx.$queryRaw`
    SELECT r.ordinal, r."batchId", r.identification, r.payload, r."keptFields" FROM "Record" r
    WHERE r."tenantId" = ${tenantId}::uuid AND r."uploadId" = ${uploadId}::uuid AND r.ordinal > ${after} AND r.payload IS NOT NULL
      AND EXISTS (
        -- Debtor by debtor (decision 61).
        SELECT FROM "Record" y WHERE y."tenantId" = r."tenantId" AND y.identification = r.identification
          AND y."uploadId" = ANY(${[...sinceIds]}::uuid[]) OFFSET 0
      )
    ORDER BY r.ordinal LIMIT ${limit}`;
}

export interface Refilled {
  readonly ordinal: number;
  readonly batchId: string;
  readonly payload: string;
  readonly digest: string;
  readonly stableDigest: string | null;
  readonly keptFields: string;
  /** Where nothing was kept before: of the payload until now. */
  readonly fileDigest: string;
}

/** Replaces payloads of a staged upload, and brings their batches up to date. */
export async function storeRefilled(
  tx: Transaction,
  scope: { readonly tenantId: string; readonly uploadId: string },
  records: readonly Refilled[],
): Promise<void> {
  for (const { ordinal, payload, digest, stableDigest, keptFields, fileDigest } of records)
    await tx.$executeRaw`
      UPDATE "Record" SET payload = ${payload}, digest = ${digest}, "stableDigest" = ${stableDigest}, "keptFields" = ${keptFields},
        "fileDigest" = coalesce("fileDigest", ${fileDigest})
      WHERE "tenantId" = ${scope.tenantId}::uuid AND "uploadId" = ${scope.uploadId}::uuid AND ordinal = ${ordinal}`;
  await shrinkBatches(tx, scope, [...new Set(records.map(({ batchId }) => batchId))]);
}
