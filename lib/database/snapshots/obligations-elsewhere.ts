import type { Transaction } from "../client.ts";

/** What the tenant's other portfolios have of a debtor. */
export interface Elsewhere {
  readonly identification: string;
  /** False: it is uncertain or gone there, and not even its obligations are known. */
  readonly isKnown: boolean;
  /** Its last accepted payload there; null if nothing ever was. */
  readonly payload: string | null;
}

/**
 * What portfolios other than the upload's own have of these debtors (live, gone or uncertain, not closed), the
 * youngest first.
 */
export function selectElsewhere(
  db: Transaction,
  tenantId: string,
  uploadId: string,
  identifications: readonly string[],
): Promise<Elsewhere[]> {
  return db.$queryRaw`
    SELECT s.identification, s.state = 'live' OR s.digest <> '' AS "isKnown", s.payload
    FROM "SnapshotDebtor" s JOIN "Upload" u ON u.id = ${uploadId}::uuid AND u."tenantId" = s."tenantId"
    WHERE s."tenantId" = ${tenantId}::uuid AND s.identification = ANY(${[...identifications]}::text[])
      AND s."portfolioId" IS DISTINCT FROM u."portfolioId" AND s.state <> 'closed'
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
