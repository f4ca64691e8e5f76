import type { TenantId } from "#lib/domain/access/tenant-id.ts";
import type { Transaction } from "../client.ts";

/**
 * Of debtors of a close-out: those in any row of an upload that was confirmed behind it and stands, as a close-out that
 * was prepared since would leave them out. Of who stays, only those whom it names with an obligation that is to be closed.
 */
export async function selectBackInFile(
  db: Transaction,
  tenantId: TenantId,
  closeOutId: string,
  identifications: readonly string[],
): Promise<ReadonlySet<string>> {
  const rows = await db.$queryRaw<{ identification: string }[]>`
    WITH behind AS MATERIALIZED (
      SELECT y.id FROM "Upload" c JOIN "Upload" y ON y."tenantId" = c."tenantId" AND y."confirmedAt" > c."confirmedAt"
      WHERE c."tenantId" = ${tenantId}::uuid AND c.id = ${closeOutId}::uuid AND y.state <> 'cancelled' AND y."closesOutId" IS NULL
    )
    SELECT r.identification FROM "Record" r
    WHERE r."tenantId" = ${tenantId}::uuid AND r."uploadId" = ${closeOutId}::uuid AND r.identification = ANY(${[...identifications]}::text[])
      AND (EXISTS (
        SELECT FROM behind JOIN "LeftOutRow" l ON l."tenantId" = ${tenantId}::uuid AND l."uploadId" = behind.id
        WHERE l.identification = r.identification OFFSET 0
      ) OR EXISTS (
        SELECT FROM behind JOIN "Record" l ON l."tenantId" = ${tenantId}::uuid AND l."uploadId" = behind.id
        WHERE l.identification = r.identification AND (r.change IS NULL OR l.payload IS NULL OR EXISTS (
          -- What stays goes with what is closed, and is in the snapshot.
          SELECT FROM json_array_elements(r.payload::json -> 'Obligations') AS one
          CROSS JOIN LATERAL (SELECT '"id":' || (one -> 'id')::text) AS closed(number)
          WHERE strpos(l.payload, closed.number) > 0 AND NOT EXISTS (
            SELECT FROM "SnapshotDebtor" s JOIN "Upload" c ON c."portfolioId" = s."portfolioId" AND c.id = r."uploadId"
            WHERE s."tenantId" = r."tenantId" AND s.identification = r.identification AND strpos(s.payload, closed.number) > 0
          )
        )) OFFSET 0
      ))`;
  return new Set(rows.map(({ identification }) => identification));
}
