import type { Transaction } from "../client.ts";

/** Obligations of a debtor that an upload does not name, and that are not gone by it. */
export interface Elsewhere {
  readonly identification: string;
  /** False: it is uncertain or gone there, and not even its obligations are known. */
  readonly isKnown: boolean;
  /** Its last accepted payload there; null if nothing ever was. */
  readonly payload: string | null;
}

/**
 * What portfolios other than the upload's own have of these debtors (live, gone or uncertain, not closed), and for
 * additions and parts what their own has that they join (joins_snapshot), the youngest first.
 */
export function selectElsewhere(
  db: Transaction,
  tenantId: string,
  uploadId: string,
  identifications: readonly string[],
): Promise<Elsewhere[]> {
  return db.$queryRaw`
    SELECT s.identification, s.payload, s.state = 'live' OR s.digest <> ''
      OR s."portfolioId" = u."portfolioId" AND s."uploadId" IN (u.id, u."retryOfId") AS "isKnown"
    FROM "SnapshotDebtor" s JOIN "Upload" u ON u.id = ${uploadId}::uuid AND u."tenantId" = s."tenantId"
    WHERE s."tenantId" = ${tenantId}::uuid AND s.identification = ANY(${[...identifications]}::text[])
      AND CASE WHEN s."portfolioId" IS DISTINCT FROM u."portfolioId" THEN s.state <> 'closed'
        ELSE (u."loadKind" = 'additions' OR u."sameFile" <> '{}') AND joins_snapshot(u, s) END
    ORDER BY s.place DESC, s."uploadId" DESC`;
}

/**
 * Those of the debtors that a person sends again although they are uncertain elsewhere: they come from an upload
 * that did not send them for that reason.
 */
export async function selectSentAllTheSame(
  db: Transaction,
  tenantId: string,
  uploadId: string,
  identifications: readonly string[],
): Promise<ReadonlySet<string>> {
  const found = await db.record.findMany({
    where: {
      ...{ tenantId, retriedInId: uploadId, state: "not_sent", reason: "uncertain_elsewhere" },
      identification: { in: [...identifications] },
    },
    select: { identification: true },
  });
  return new Set(found.map(({ identification }) => identification));
}
