import { recordGroups } from "#lib/domain/outcome/record-state.ts";
import type { Transaction } from "../client.ts";

/** What the CRM may have of a debtor without a certain call. */
interface PossiblePayload {
  /** Null if nobody knows it any more. */
  readonly payload: string | null;
  /** Whether all of it is as in the record that is asked about. */
  readonly isSame: boolean;
}

/**
 * What the CRM may have had of a record's debtor apart from the record's own call: what each portfolio's snapshot
 * says, and what every other upload of the tenant sent that may have arrived. A record that a snapshot has taken over
 * is not named again. Nobody knows of whom nothing was surely sent since the database was put back from a backup: what was
 * sent before is in no table. Who was in line then is not asked so, because nothing else may settle them, and their row of the
 * snapshot stays in doubt (decision 69).
 */
export function selectPossibleBefore(
  db: Transaction,
  { tenantId, uploadId }: { readonly tenantId: string; readonly uploadId: string },
  ordinal: number,
): Promise<PossiblePayload[]> {
  return db.$queryRaw`
    WITH own AS (
      SELECT r."tenantId", r."uploadId", r.identification, r.digest, r.payload FROM "Record" r
      WHERE r."tenantId" = ${tenantId}::uuid AND r."uploadId" = ${uploadId}::uuid AND r.ordinal = ${ordinal}
    )
    SELECT s.payload, coalesce(s.payload = own.payload OR s.digest = own.digest, false) AS "isSame"
    FROM own JOIN "SnapshotDebtor" s ON s."tenantId" = own."tenantId" AND s.identification = own.identification
    WHERE s.payload IS NOT NULL
    UNION ALL
    SELECT r.payload, coalesce(r.payload = own.payload OR r.digest = own.digest, false)
    FROM own JOIN "Record" r
        ON r."tenantId" = own."tenantId" AND r.identification = own.identification AND r."uploadId" <> own."uploadId"
      JOIN "Batch" b ON b.id = r."batchId" JOIN "Upload" u ON u.id = r."uploadId"
    WHERE (r.state = ANY(${[...recordGroups.mayBeIn]}::"RecordState"[]) OR r.state = 'rejected' AND r.evidence = 'person'
        OR r.state = 'pending' AND b."sentAt" IS NOT NULL)
      AND NOT (r.state = 'accepted' AND EXISTS (
        SELECT FROM "SnapshotDebtor" s WHERE s."portfolioId" = u."portfolioId" AND s.identification = r.identification
          AND s."tenantId" = r."tenantId" AND s.payload IS NOT NULL AND s.place >= u."confirmedAt"
      ))
    UNION ALL
    SELECT NULL, false FROM own JOIN "Upload" u ON u.id = own."uploadId"
      JOIN (SELECT max("restoredAt") AS at FROM "DatabaseRestore") AS restored ON u."confirmedAt" > restored.at
    WHERE NOT EXISTS (
      SELECT FROM "Record" r JOIN "Batch" b ON b.id = r."batchId"
      WHERE r."tenantId" = own."tenantId" AND r.identification = own.identification AND r."uploadId" <> own."uploadId"
        AND r.state = 'accepted' AND r.evidence NOT IN ('read_back', 'person') AND b."sentAt" > restored.at
    )`;
}
