import { askBulk } from "../pool.ts";
import { joined, sql } from "../sql-text.ts";
import type { SnapshotScope } from "./snapshot.ts";
import { isConfirmedFile, wasSentAlone } from "./whole-files.ts";

/** What other uploads of a portfolio say of a debtor that is compared. */
export interface NamedElsewhere {
  /** In other parts of the set: the payload, or only the numbers of its obligations as JSON, or null for what nobody remembers. */
  readonly inParts: readonly { readonly payload: string | null; readonly numbers: string | null }[];
  /**
   * What confirmed loads named gone of it although it stayed, and cancelled ones that had sent it: JSON texts of obligations, the latest last. `wasBack`: all of
   * it had been gone before that load.
   */
  readonly gone: readonly { readonly uploadId: string; readonly obligations: string; readonly wasBack: boolean }[];
}

/** That, and what was accepted of it: null for who is not in the snapshot. */
export interface RememberedDebtor extends NamedElsewhere {
  readonly before: string | null;
}

interface Found {
  readonly kind: "snapshot" | "part" | "gone";
  readonly identification: string;
  readonly payload: string | null;
  readonly numbers: string | null;
  readonly uploadId: string | null;
  readonly wasBack: boolean | null;
}

const inSnapshot = sql`SELECT 'snapshot' AS kind, s.identification, s.payload, NULL AS numbers, NULL AS "uploadId", NULL::boolean AS "wasBack",
    NULL::timestamptz AS place
  FROM "SnapshotDebtor" s WHERE s."tenantId" = $1 AND s."portfolioId" = $2 AND s.identification = ANY($3)`;

const namedGone = sql`SELECT 'gone', d.identification, d."goneObligations", NULL, d."uploadId"::text, d.change = 'returned', u."confirmedAt"
  FROM "ComparedDebtor" d JOIN "Upload" u ON u."tenantId" = d."tenantId" AND u.id = d."uploadId"
  WHERE d."tenantId" = $1 AND d.identification = ANY($3) AND d."goneObligations" IS NOT NULL AND u."portfolioId" = $2
    AND (${isConfirmedFile} OR ${wasSentAlone})`;

const inParts = sql`SELECT 'part', one.identification, r.payload, r.numbers, NULL, NULL, NULL
  FROM unnest($3::text[]) AS one(identification) CROSS JOIN LATERAL (
    -- Debtor by debtor: see decision 61.
    SELECT r.payload, b.numbers FROM "Record" r LEFT JOIN "ComparedDebtor" b ON b."tenantId" = r."tenantId"
      AND b."uploadId" = r."uploadId" AND b.identification = r.identification
    WHERE r."tenantId" = $1 AND r.identification = one.identification AND r."uploadId" = ANY($4) OFFSET 0
  ) AS r
  UNION ALL SELECT 'part', l.identification, NULL, NULL, NULL, NULL, NULL FROM "LeftOutRow" l
  WHERE l."tenantId" = $1 AND l."uploadId" = ANY($4) AND l.identification = ANY($3)`;

/**
 * By identification; whoever is remembered nowhere is missing. `beside`: the other parts of its set that are staged. One
 * statement, because each that is asked takes as long as finding five hundred debtors.
 */
export async function selectRemembered(
  { tenantId, portfolioId }: SnapshotScope,
  beside: readonly string[],
  identifications: readonly string[],
): Promise<ReadonlyMap<string, RememberedDebtor>> {
  const hasParts = beside.length > 0;
  const rows = await askBulk<Found>(
    tenantId,
    sql`${joined([inSnapshot, namedGone, ...(hasParts ? [inParts] : [])], sql` UNION ALL `)} ORDER BY place`,
    [tenantId, portfolioId, identifications, ...(hasParts ? [beside] : [])],
  );
  const found = new Map<
    string,
    { before: string | null; inParts: NamedElsewhere["inParts"][number][]; gone: NamedElsewhere["gone"][number][] }
  >();
  for (const { kind, identification, payload, numbers, uploadId, wasBack } of rows) {
    const entry = found.get(identification) ?? { before: null, inParts: [], gone: [] };
    found.set(identification, entry);
    if (kind === "snapshot") entry.before = payload;
    else if (kind === "part") entry.inParts.push({ payload, numbers });
    else if (payload !== null && uploadId !== null)
      entry.gone.push({ uploadId, obligations: payload, wasBack: wasBack === true });
  }
  return found;
}
