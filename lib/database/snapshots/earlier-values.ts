import { recordGroups } from "#lib/domain/outcome/record-state.ts";
import { uploadGroups } from "#lib/domain/outcome/upload-state.ts";
import type { Ask } from "../portfolios/load-measures.ts";
import { sql } from "../sql-text.ts";

/** What may have brought values of a tenant's debtors that a load keeps. */
export interface EarlierLoads {
  readonly hasSnapshot: boolean;
  /** Confirmed uploads that have debtors still to be sent, or unconfirmed: in no snapshot yet, and younger than it. */
  readonly openIds: readonly string[];
}

export async function findEarlierLoads(ask: Ask, tenantId: string, uploadId: string): Promise<EarlierLoads> {
  const [found] = await ask<EarlierLoads>(
    sql`SELECT EXISTS (SELECT FROM "SnapshotDebtor" s WHERE s."tenantId" = $1::uuid) AS "hasSnapshot", ARRAY(
       SELECT u.id::text FROM "Upload" u
       WHERE u."tenantId" = $1::uuid AND u.id <> $2::uuid AND u."confirmedAt" IS NOT NULL AND u."erasedAt" IS NULL
         AND (u.state = ANY($3::"UploadState"[]) AND u."pendingDebtors" > 0 OR u."unconfirmedDebtors" > 0)
     ) AS "openIds"`,
    [tenantId, uploadId, [...uploadGroups.inLine]],
  );
  return found ?? { hasSnapshot: false, openIds: [] };
}

/**
 * By identification, what the tenant's earlier loads brought of debtors, the latest first: payloads that are to be sent
 * or may have arrived, and what the snapshots of all portfolios have live, by time; then what they have in doubt, gone
 * or closed. Whoever nothing is known of is missing.
 */
export async function selectEarlierPayloads(
  ask: Ask,
  tenantId: string,
  { openIds }: EarlierLoads,
  identifications: readonly string[],
): Promise<ReadonlyMap<string, readonly string[]>> {
  if (identifications.length === 0) return new Map();
  const rows = await ask<{ identification: string; payload: string }>(
    sql`SELECT identification, payload FROM (
       -- Debtor by debtor (decision 61).
       SELECT one.identification, r.payload, u."confirmedAt" AS at, false AS "isDoubted", 0 AS place
       FROM unnest($2::text[]) AS one(identification) CROSS JOIN unnest($3::uuid[]) AS open(id)
       CROSS JOIN LATERAL (
         SELECT r.payload, r."uploadId" FROM "Record" r WHERE r."tenantId" = $1::uuid AND r.identification = one.identification
           AND r."uploadId" = open.id AND r.state = ANY($4::"RecordState"[]) AND r.payload IS NOT NULL OFFSET 0
       ) AS r JOIN "Upload" u ON u.id = r."uploadId"
       UNION ALL
       SELECT one.identification, s.payload, s.place, s.state <> 'live', 1
       FROM unnest($2::text[]) AS one(identification) CROSS JOIN LATERAL (
         SELECT s.payload, s.place, s.state FROM "SnapshotDebtor" s
         WHERE s."tenantId" = $1::uuid AND s.identification = one.identification AND s.payload IS NOT NULL OFFSET 0
       ) AS s
     ) AS earlier ORDER BY "isDoubted", at DESC, place`,
    [tenantId, [...identifications], [...openIds], [...recordGroups.open]],
  );
  const found = new Map<string, string[]>();
  for (const { identification, payload } of rows) {
    const known = found.get(identification);
    if (known === undefined) found.set(identification, [payload]);
    else known.push(payload);
  }
  return found;
}

/** Counts, by field, how many debtors of an upload keep a value. Its records must be written before. */
export async function countKept(ask: Ask, tenantId: string, uploadId: string): Promise<void> {
  await ask(
    sql`UPDATE "Upload" SET "keptValues" = (
       SELECT coalesce(jsonb_object_agg(counted.field, counted.debtors), '{}') FROM (
         SELECT kept.field, count(*) AS debtors
         FROM "Record" r CROSS JOIN LATERAL jsonb_array_elements_text(r."keptFields"::jsonb) AS kept(field)
         WHERE r."tenantId" = $1::uuid AND r."uploadId" = $2::uuid AND r."keptFields" IS NOT NULL GROUP BY 1
       ) AS counted
     ) WHERE "tenantId" = $1::uuid AND id = $2::uuid`,
    [tenantId, uploadId],
  );
}
