import { recordGroups } from "#lib/domain/outcome/record-state.ts";
import type { Transaction } from "../client.ts";
import { Prisma } from "../generated/client.ts";

/**
 * Whether a row's debtor is an erased person (isErasedName), as a range that an index of identifications answers: in
 * every collation letters come after digits and dashes, and a dash after the name begins with a hexadecimal digit.
 */
export function isErasedPerson(identification: Prisma.Sql): Prisma.Sql {
  return Prisma.sql`(${identification} >= 'erased-' AND ${identification} <= 'erased-g' AND ${identification} LIKE 'erased-%')`;
}

/** What of an upload did not get in and cannot be corrected, because it was erased with a person. */
export interface ErasedOfUpload {
  /** Rejected, not sent or left out whole, and not accepted later. */
  readonly debtors: number;
  /** Left-out rows without an identification. */
  readonly rows: number;
}

export async function countErasedOfUpload(
  db: Transaction,
  tenantId: string,
  uploadId: string,
): Promise<ErasedOfUpload> {
  const [found] = await db.$queryRaw<ErasedOfUpload[]>`
    SELECT (
      SELECT count(*) FROM "Record" r
      WHERE r."tenantId" = ${tenantId}::uuid AND r."uploadId" = ${uploadId}::uuid AND ${isErasedPerson(Prisma.sql`r.identification`)}
        AND r.state = ANY(${[...recordGroups.certainlyFailed]}::"RecordState"[]) AND NOT r."acceptedLater"
    )::int + (
      SELECT count(DISTINCT l.identification) FROM "LeftOutRow" l
      WHERE l."tenantId" = ${tenantId}::uuid AND l."uploadId" = ${uploadId}::uuid AND ${isErasedPerson(Prisma.sql`l.identification`)}
        AND NOT l."acceptedLater" AND NOT EXISTS (
          SELECT FROM "Record" s WHERE s."tenantId" = l."tenantId" AND s.identification = l.identification AND s."uploadId" = l."uploadId" OFFSET 0
        )
    )::int AS debtors, (
      SELECT count(*) FROM "LeftOutRow" l
      WHERE l."tenantId" = ${tenantId}::uuid AND l."uploadId" = ${uploadId}::uuid AND l.identification IS NULL AND l.source IS NULL
    )::int AS rows`;
  return found ?? { debtors: 0, rows: 0 };
}
