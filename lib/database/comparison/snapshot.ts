import type { TenantId } from "#lib/domain/access/tenant-id.ts";
import type { Digest } from "#lib/domain/correction/text-digest.ts";
import { uploadGroups } from "#lib/domain/outcome/upload-state.ts";
import { type SnapshotState, snapshotGroups } from "#lib/domain/portfolio/snapshot-state.ts";
import { CopiedRows } from "../copied-rows.ts";
import { copyBulk } from "../pool.ts";
import type { Ask } from "../portfolios/load-measures.ts";
import { idText, namesText, type SqlClient, sql, withIds } from "../sql-text.ts";

export interface SnapshotScope {
  readonly tenantId: TenantId;
  readonly portfolioId: string;
}

/** SQL: ids of the portfolio's uploads in line that still have debtors to send. $1: tenant, $2: portfolio. */
const inLine = sql`SELECT u.id FROM "Upload" u WHERE u."tenantId" = $1::uuid AND u."portfolioId" = $2::uuid
  AND u.state = ANY('{${namesText(uploadGroups.inLine)}}'::"UploadState"[]) AND u."closesOutId" IS NULL AND u."pendingDebtors" > 0`;

/**
 * The hash of what moves whenever a row of the snapshot is written to. In a restored copy of the database a state has
 * another hash, so there every snapshot counts as moved once.
 */
const rowVersion = sql`hashtextextended(identification, uuid_hash_extended("uploadId", hashenumextended(state, 0)))`;

/**
 * Tells whether a snapshot is still what it was, and whether other uploads are about to write it: whatever is written to
 * a debtor's row changes its state or its upload, since an upload settles a debtor once in each state. Reads all of it:
 * about a second for a million debtors.
 */
export async function readSnapshotVersion(ask: Ask, { tenantId, portfolioId }: SnapshotScope): Promise<string> {
  const [found] = await ask<{ version: string }>(
    sql`SELECT coalesce(sum(${rowVersion}), 0)::text AS version
     FROM "SnapshotDebtor" WHERE "tenantId" = $1::uuid AND "portfolioId" = $2::uuid`,
    [tenantId, portfolioId],
  );
  return versionText(found?.version ?? "0", await readLineVersion(ask, { tenantId, portfolioId }));
}

/** Tells whether the portfolio's line is still what it was: which uploads are about to write its snapshot. */
export async function readLineVersion(ask: Ask, { tenantId, portfolioId }: SnapshotScope): Promise<string> {
  const [found] = await ask<{ version: string }>(
    sql`SELECT coalesce(sum(hashtextextended(line.id::text, 0)), 0)::text AS version FROM (${inLine}) AS line`,
    [tenantId, portfolioId],
  );
  return found?.version ?? "0";
}

/** The version of a snapshot and its line. */
export function versionText(rows: string, line: string): string {
  return `${rows} ${line}`;
}

/** Adds up what {@link readSnapshotVersion} does. */
export class SnapshotVersion {
  #high = 0;
  #low = 0;

  add({ high, low }: SnapshotEntry["version"]): void {
    this.#high += high;
    this.#low += low >>> 0;
    if (this.#low < 2 ** 32) return;
    this.#low -= 2 ** 32;
    this.#high++;
  }

  toString(): string {
    return String((BigInt(this.#high) << 32n) + BigInt(this.#low));
  }
}

/** A debtor of the snapshot without payload. */
export interface SnapshotEntry {
  /** Its part of the {@link SnapshotVersion}. */
  readonly version: Digest;
  readonly state: SnapshotState;
  /** Null where it is not known. */
  readonly digest: Digest | null;
  readonly stableDigest: Digest | null;
  readonly uploadId: string;
  readonly obligations: number;
  readonly cents: number;
  readonly identification: string;
}

/**
 * A portfolio's snapshot as it is at the first, for {@link readSnapshot}. Over a connection of its own, so that the caller
 * can write meanwhile. By COPY: with a cursor the server took twice as long.
 */
export function snapshotBytes({ tenantId, portfolioId }: SnapshotScope): AsyncGenerator<Buffer> {
  return copyBulk(
    tenantId,
    sql`SELECT ${rowVersion}, state, digest, "stableDigest", "uploadId", obligations, balance, identification
     FROM "SnapshotDebtor" WHERE "tenantId" = '${idText(tenantId)}' AND "portfolioId" = '${idText(portfolioId)}'`,
  );
}

/** All debtors of a portfolio's snapshot, in no order, some at a time. */
export async function* readSnapshot(arriving: AsyncIterable<Buffer>): AsyncGenerator<SnapshotEntry[]> {
  const rows = new CopiedRows();
  for await (const bytes of arriving) {
    rows.add(bytes);
    const entries: SnapshotEntry[] = [];
    while (rows.next())
      entries.push({
        version: rows.halves(),
        // An enum of the database with the same labels.
        state: rows.repeatedText() as SnapshotState,
        digest: rows.digest(),
        stableDigest: rows.digest(),
        uploadId: rows.repeatedUuid(),
        obligations: rows.int4(),
        cents: rows.cents(),
        identification: rows.text(),
      });
    if (entries.length > 0) yield entries;
  }
}

/** Debtors per fetch. */
const fetchSize = 10_000;

/**
 * Debtors that uploads in line of the portfolio still have to send, and that its snapshot does not have: what is sent
 * after them finds them there. Some at a time; the caller may write over the same connection in between.
 */
export async function* readAwaited(
  client: SqlClient,
  { tenantId, portfolioId }: SnapshotScope,
): AsyncGenerator<readonly string[]> {
  const line = withIds(inLine, tenantId, portfolioId);
  await client.query(
    sql`DECLARE awaited_debtors NO SCROLL CURSOR FOR
     SELECT r.identification FROM "Record" r
     WHERE r."tenantId" = '${idText(tenantId)}'::uuid AND r."uploadId" = ANY(ARRAY(${line})) AND r.state = 'pending' AND NOT EXISTS (
       -- Debtor by debtor: see decision 61.
       SELECT FROM "SnapshotDebtor" s WHERE s."tenantId" = '${idText(tenantId)}'::uuid AND s."portfolioId" = '${idText(portfolioId)}'::uuid
         AND s.identification = r.identification AND s.state = ANY('{${namesText(snapshotGroups.staying)}}'::"SnapshotState"[]) OFFSET 0)`,
  );
  for (;;) {
    const { rows } = await client.query<{ identification: string }>(sql`FETCH ${fetchSize} FROM awaited_debtors`);
    if (rows.length > 0) yield rows.map(({ identification }) => identification);
    if (rows.length < fetchSize) break;
  }
  await client.query(sql`CLOSE awaited_debtors`);
}
