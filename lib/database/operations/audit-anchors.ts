import type { Transaction } from "../client.ts";

/** Where a chain of the audit trail ends. */
export interface AuditHeadRow {
  readonly chain: string;
  readonly entries: number;
  /** Hexadecimal. */
  readonly hash: string;
}

/**
 * Notes that the trail is anchored now, and says when that is; null if it was within a day. A second worker waits for the
 * caller's transaction to end.
 */
export async function claimAnchor(tx: Transaction): Promise<Date | null> {
  const [claimed] = await tx.$queryRaw<{ at: Date }[]>`
    INSERT INTO "AuditAnchor" AS last (at) VALUES (clock_timestamp())
    ON CONFLICT (id) DO UPDATE SET at = clock_timestamp()
      -- One of the future was noted by a clock that was ahead.
      WHERE last.at NOT BETWEEN clock_timestamp() - interval '1 day' AND clock_timestamp()
    RETURNING at`;
  return claimed?.at ?? null;
}

/** Where every chain ends that has entries; for workers. */
export function selectAuditHeads(tx: Transaction): Promise<AuditHeadRow[]> {
  return tx.$queryRaw<AuditHeadRow[]>`
    SELECT chain::text, number::float8 AS entries, encode(hash, 'hex') AS hash FROM audit_heads()`;
}

/** Seconds since the last anchor, by the database's clock; null if there was none. */
export async function selectAnchorAge(db: Transaction): Promise<number | null> {
  const [last] = await db.$queryRaw<{ seconds: number }[]>`
    SELECT extract(epoch FROM now() - at)::float8 AS seconds FROM "AuditAnchor"`;
  return last?.seconds ?? null;
}
