import type { PoolClient } from "pg";
import type { TenantId } from "#lib/domain/access/tenant-id.ts";
import type { SnapshotState } from "#lib/domain/portfolio/snapshot-state.ts";
import type { Ask } from "../portfolios/load-measures.ts";

export interface SnapshotScope {
  readonly tenantId: TenantId;
  readonly portfolioId: string;
}

/**
 * Tells whether a snapshot is still what it was: whatever is written to a debtor's row changes its state or its upload,
 * since an upload settles a debtor once in each state. Reads all of it: about a second for a million debtors.
 */
export async function readSnapshotVersion(ask: Ask, { tenantId, portfolioId }: SnapshotScope): Promise<string> {
  const [found] = await ask<{ version: string }>(
    `SELECT coalesce(sum(hashtextextended(identification || ' ' || state::text || ' ' || "uploadId"::text, 0)), 0)::text AS version
     FROM "SnapshotDebtor" WHERE "tenantId" = $1::uuid AND "portfolioId" = $2::uuid`,
    [tenantId, portfolioId],
  );
  return found?.version ?? "0";
}

/** The states by their first letters, as {@link readSnapshot} gets them. */
const statesByLetter = { L: "live", G: "gone", C: "closed", U: "uncertain" } as const satisfies Readonly<
  Record<string, SnapshotState>
>;

/** A debtor of the snapshot without payload. A digest is "" where it is not known. */
export interface SnapshotEntry {
  readonly state: SnapshotState;
  readonly digest: string;
  readonly stableDigest: string;
  readonly uploadId: string;
  readonly obligations: number;
  readonly cents: number;
  readonly identification: string;
}

/** Debtors per fetch: about a megabyte. */
const fetchSize = 10_000;
const [digestLength, uuidLength] = [16, 36];

/** Some lines of a snapshot. The next ones are fetched meanwhile; until `isFree` the connection is busy with that. */
export interface SnapshotLines {
  readonly lines: readonly string[];
  readonly isFree: Promise<unknown>;
}

/**
 * All debtors of a portfolio's snapshot, in no order, some at a time. The caller may write over the same connection in
 * between, and sees the snapshot as it was at the first. As one text a debtor: parsing seven columns a row took
 * longer than all the rest of reading them.
 */
export async function* readSnapshot(
  client: PoolClient,
  { tenantId, portfolioId }: SnapshotScope,
): AsyncGenerator<SnapshotLines> {
  await client.query(
    `DECLARE portfolio_snapshot NO SCROLL CURSOR FOR
     SELECT upper(left(state::text, 1)) || rpad(digest, ${digestLength}) || rpad("stableDigest", ${digestLength}) || "uploadId"
       || obligations || ' ' || (balance * 100)::bigint || ' ' || identification
     FROM "SnapshotDebtor" WHERE "tenantId" = '${uuidText(tenantId)}' AND "portfolioId" = '${uuidText(portfolioId)}'`,
  );
  const askNext = () =>
    client.query<[string]>({ text: `FETCH ${fetchSize} FROM portfolio_snapshot`, rowMode: "array" });
  let next = askNext();
  for (;;) {
    const { rows } = await next;
    const isLast = rows.length < fetchSize;
    if (!isLast) next = askNext();
    if (rows.length > 0) yield { lines: rows.map(([line]) => line), isFree: next };
    if (isLast) break;
  }
  await client.query("CLOSE portfolio_snapshot");
}

/** Reads a line of {@link readSnapshot}. */
export function snapshotEntry(line: string): SnapshotEntry {
  const stable = 1 + digestLength;
  const upload = stable + digestLength;
  const obligations = upload + uuidLength;
  const cents = line.indexOf(" ", obligations) + 1;
  const identification = line.indexOf(" ", cents) + 1;
  return {
    state: statesByLetter[line[0] as keyof typeof statesByLetter],
    digest: line.slice(1, stable).trimEnd(),
    stableDigest: line.slice(stable, upload).trimEnd(),
    uploadId: line.slice(upload, obligations),
    obligations: Number(line.slice(obligations, cents - 1)),
    cents: Number(line.slice(cents, identification - 1)),
    identification: line.slice(identification),
  };
}

/** A statement that declares a cursor takes no parameters. */
function uuidText(uuid: string): string {
  if (!/^[0-9a-f-]{36}$/.test(uuid)) throw new RangeError("not a uuid");
  return uuid;
}

/** Debtors of a snapshot with what was accepted of them; whoever is not in it is missing. */
export async function selectSnapshotPayloads(
  client: PoolClient,
  { tenantId, portfolioId }: SnapshotScope,
  identifications: readonly string[],
): Promise<ReadonlyMap<string, string | null>> {
  const { rows } = await client.query<{ identification: string; payload: string | null }>(
    `SELECT identification, payload FROM "SnapshotDebtor"
     WHERE "tenantId" = $1 AND "portfolioId" = $2 AND identification = ANY($3)`,
    [tenantId, portfolioId, identifications],
  );
  return new Map(rows.map(({ identification, payload }) => [identification, payload]));
}
