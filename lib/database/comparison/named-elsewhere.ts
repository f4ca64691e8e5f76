import type { PoolClient } from "pg";
import { isConfirmedFile } from "./parts.ts";
import type { SnapshotScope } from "./snapshot.ts";

/** What other uploads of a portfolio say of a debtor that is compared. */
export interface NamedElsewhere {
  /** In other parts of the set: the payload, or only the numbers of its obligations as JSON, or null for what nobody remembers. */
  readonly inParts: readonly { readonly payload: string | null; readonly numbers: string | null }[];
  /** What confirmed loads named gone of it although it stayed: JSON texts of obligations, the latest last. */
  readonly gone: readonly { readonly uploadId: string; readonly obligations: string }[];
}

/** By identification; whoever is named nowhere else is missing. `beside`: the other parts of its set that are staged. */
export async function selectNamedElsewhere(
  client: PoolClient,
  { tenantId, portfolioId }: SnapshotScope,
  beside: readonly string[],
  identifications: readonly string[],
): Promise<ReadonlyMap<string, NamedElsewhere>> {
  const parts =
    beside.length === 0
      ? []
      : (
          await client.query<{ identification: string; payload: string | null; numbers: string | null }>(
            `SELECT one.identification, r.payload, r.numbers FROM unnest($3::text[]) AS one(identification) CROSS JOIN LATERAL (
               -- Debtor by debtor: see decision 61.
               SELECT r.payload, b.numbers FROM "Record" r LEFT JOIN "ComparedDebtor" b ON b."tenantId" = r."tenantId"
                 AND b."uploadId" = r."uploadId" AND b.identification = r.identification
               WHERE r."tenantId" = $1 AND r.identification = one.identification AND r."uploadId" = ANY($2) OFFSET 0
             ) AS r
             UNION ALL SELECT l.identification, NULL, NULL FROM "LeftOutRow" l
             WHERE l."tenantId" = $1 AND l."uploadId" = ANY($2) AND l.identification = ANY($3)`,
            [tenantId, beside, identifications],
          )
        ).rows;
  const { rows: gone } = await client.query<{ identification: string; uploadId: string; obligations: string }>(
    `SELECT d.identification, d."uploadId"::text AS "uploadId", d."goneObligations" AS obligations
     FROM "ComparedDebtor" d JOIN "Upload" u ON u."tenantId" = d."tenantId" AND u.id = d."uploadId"
     WHERE d."tenantId" = $1 AND d.identification = ANY($3) AND d."goneObligations" IS NOT NULL AND u."portfolioId" = $2
       AND ${isConfirmedFile} ORDER BY u."confirmedAt"`,
    [tenantId, portfolioId, identifications],
  );
  const found = new Map<
    string,
    { inParts: NamedElsewhere["inParts"][number][]; gone: NamedElsewhere["gone"][number][] }
  >();
  const of = (identification: string) => {
    const entry = found.get(identification) ?? { inParts: [], gone: [] };
    found.set(identification, entry);
    return entry;
  };
  for (const { identification, payload, numbers } of parts) of(identification).inParts.push({ payload, numbers });
  for (const { identification, uploadId, obligations } of gone) of(identification).gone.push({ uploadId, obligations });
  return found;
}
