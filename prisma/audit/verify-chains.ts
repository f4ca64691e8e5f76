import { createHash } from "node:crypto";
import type { ClientBase } from "pg";
import { withClient } from "../migrate.ts";

/** A chain as it stands, to be kept elsewhere: only that finds a trail that was cut at its end or written anew. */
export interface ChainEnd {
  /** The tenant's id, or all zeros for entries of no tenant. */
  readonly chain: string;
  readonly entries: number;
  /** Hexadecimal; empty for a chain without entries. */
  readonly hash: string;
}

/** An end that was kept. */
export interface KeptEnd extends ChainEnd {
  /** When, if it is of an anchor. */
  readonly at?: Date;
}

/** A time when the database was put back from a backup, as it says itself. */
export interface Restore {
  readonly takenAt: Date;
  readonly restoredAt: Date;
}

/** The first thing of its kind that is wrong with a chain. */
export interface ChainFault {
  readonly chain: string;
  readonly what:
    | "entry_changed"
    | "time_wrong"
    | "entry_gone"
    | "link_gone"
    | "entry_without_link"
    | "end_moved"
    | "shorter_than_kept"
    | "other_than_kept";
  /** Its place in the chain, from 1; null for an entry that has none. */
  readonly number: number | null;
  /** Null where nothing says which entry it was. */
  readonly entryId: string | null;
  /** The end that was kept and is not in the chain. */
  readonly kept?: KeptEnd;
  /** The restore that would have lost it: the end was kept after the backup. */
  readonly restore?: Restore;
}

export interface Verified {
  readonly chains: readonly (ChainEnd & { readonly tenant: string | null })[];
  readonly faults: readonly ChainFault[];
}

/** Links read at once: a trail of millions needs the memory of these. */
const sliceLinks = 5_000;

/** A transaction that is committed later is refused (link_audit_entries). */
const longestTransactionMicros = 86_400_000_000;

/**
 * Works every hash of the audit trail out again, in one snapshot of the database at `url`, and compares it with what was
 * `kept` of earlier times. As the owner, who has to see every row.
 */
export function verifyChains(url: string, kept: readonly KeptEnd[] = []): Promise<Verified> {
  return withClient(url, async (client) => {
    await client.query("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY");
    return verifyWithin(client, kept);
  });
}

/** The same within the client's transaction, which should be a snapshot: what it has changed itself is verified, too. */
export async function verifyWithin(
  client: ClientBase,
  kept: readonly KeptEnd[] = [],
  linksAtOnce = sliceLinks,
): Promise<Verified> {
  // Who may not see every row is refused, in place of a trail that seems short.
  await client.query("SET LOCAL row_security = off; SET LOCAL statement_timeout = 0");
  const keptOf = Map.groupBy(kept, ({ chain }) => chain);
  const { rows } = await client.query<{ chain: string; tenant: string | null }>(
    `SELECT c.chain::text, t.name AS tenant FROM (
       SELECT chain FROM "AuditHead" UNION SELECT chain FROM "AuditLink" UNION SELECT unnest($1::uuid[])
     ) AS c LEFT JOIN "Tenant" t ON t.id = c.chain ORDER BY t.name NULLS FIRST, c.chain`,
    [[...keptOf.keys()]],
  );
  const { rows: restores } = await client.query<Restore>(
    `SELECT "takenAt", "restoredAt" FROM "DatabaseRestore" ORDER BY "restoredAt"`,
  );
  const chains: Verified["chains"][number][] = [];
  const faults: ChainFault[] = [];
  for (const { chain, tenant } of rows) {
    const { end, fault, missing } = await verifyChain(client, chain, keptOf.get(chain) ?? [], linksAtOnce);
    chains.push({ ...end, tenant });
    if (fault !== null) faults.push(fault);
    faults.push(...firstOfEachRestore(missing, restores));
  }
  return { chains, faults: [...faults, ...(await selectUnlinked(client))] };
}

/** Of many anchors the first that no restore explains, and the first of each restore that does. */
function firstOfEachRestore(missing: readonly MissingEnd[], restores: readonly Restore[]): ChainFault[] {
  const told = missing.map((fault): ChainFault => {
    const { at } = fault.kept;
    const restore = at === undefined ? undefined : restores.find((one) => one.takenAt < at && at <= one.restoredAt);
    return restore === undefined ? fault : { ...fault, restore };
  });
  return [...Map.groupBy(told, ({ restore }) => restore).values()].flatMap((same) => same.slice(0, 1));
}

interface LinkRow {
  readonly number: string;
  readonly entryId: string;
  readonly hash: string;
  /** Microseconds since 1970; null for links of before that was kept. */
  readonly linked: string | null;
  /** What the hash is of; null if there is no such entry. */
  readonly parts: (string | null)[] | null;
}

interface MissingEnd extends ChainFault {
  readonly kept: KeptEnd;
}

interface Walked {
  readonly end: ChainEnd;
  readonly fault: ChainFault | null;
  /** The first one kept comes first. */
  readonly missing: readonly MissingEnd[];
}

async function verifyChain(
  client: ClientBase,
  chain: string,
  kept: readonly KeptEnd[],
  linksAtOnce: number,
): Promise<Walked> {
  const { rows } = await client.query<{ number: string; hash: string; linked: string | null }>(
    `SELECT number::text, encode(hash, 'hex') AS hash, (extract(epoch FROM at) * 1000000)::bigint::text AS linked
     FROM "AuditHead" WHERE chain = $1`,
    [chain],
  );
  const marks = Map.groupBy(kept, ({ entries }) => entries);
  const missing: MissingEnd[] = [];
  let entries = 0;
  let hash = "";
  let linked: string | null = null;
  const walked = (what: ChainFault["what"] | null, number: number, entryId: string | null): Walked => ({
    end: { chain, entries, hash },
    fault: what === null ? null : { chain, what, number, entryId },
    missing: missing.toSorted((a, b) => Number(a.kept.at ?? 0) - Number(b.kept.at ?? 0)),
  });
  for await (const link of linksOf(client, chain, linksAtOnce)) {
    const number = entries + 1;
    if (link.number !== String(number)) return walked("link_gone", number, null);
    if (link.parts === null) return walked("entry_gone", number, link.entryId);
    const found = hashOf(hash, link.linked === null ? link.parts : [...link.parts, link.linked]);
    if (found !== link.hash) return walked("entry_changed", number, link.entryId);
    if (!isTimeRight(link, linked)) return walked("time_wrong", number, link.entryId);
    entries = number;
    hash = found;
    linked = link.linked;
    for (const end of marks.get(number) ?? [])
      if (end.hash !== hash) missing.push({ chain, what: "other_than_kept", number, entryId: link.entryId, kept: end });
  }
  const [head] = rows;
  // A chain without a head has nothing that could be missing at its end, unless it has links.
  const isEnd =
    head === undefined
      ? entries === 0
      : head.number === String(entries) && head.hash === hash && head.linked === linked;
  if (!isEnd) return walked("end_moved", entries + 1, null);
  for (const end of kept)
    if (end.entries > entries)
      missing.push({ chain, what: "shorter_than_kept", number: entries + 1, entryId: null, kept: end });
  return walked(null, entries + 1, null);
}

/**
 * Whether a link is not before the one before it, and its entry was written in the day before it was linked. If the
 * database's clock was ahead once, the chain's time stands still until it is caught up with: entries seem older then.
 */
function isTimeRight({ linked, parts }: LinkRow, before: string | null): boolean {
  if (linked === null) return before === null;
  const waited = Number(linked) - Number(parts?.[1]);
  return Number(linked) >= Number(before) && waited >= 0 && (linked === before || waited <= longestTransactionMicros);
}

/** The links of a chain with their entries, in order. */
async function* linksOf(client: ClientBase, chain: string, linksAtOnce: number): AsyncGenerator<LinkRow> {
  // Numbers start at 1, and one below would be wrong.
  for (let after = "-9223372036854775808"; ; ) {
    const { rows } = await client.query<LinkRow>(
      `SELECT l.number::text, l."entryId"::text AS "entryId", encode(l.hash, 'hex') AS hash,
         (extract(epoch FROM l.at) * 1000000)::bigint::text AS linked, CASE WHEN e.id IS NOT NULL THEN ARRAY[
         e.id::text, (extract(epoch FROM e.at) * 1000000)::bigint::text, e."actorId"::text, e."tenantId"::text,
         e.action, e.subject, e.details::text, e.address
       ] END AS parts
       FROM "AuditLink" l LEFT JOIN "AuditEntry" e ON e.id = l."entryId"
       WHERE l.chain = $1 AND l.number > $2 ORDER BY l.number LIMIT $3`,
      [chain, after, linksAtOnce],
    );
    yield* rows;
    const last = rows.at(-1);
    if (last === undefined || rows.length < linksAtOnce) return;
    after = last.number;
  }
}

/** audit_hash of prisma/functions without the database: whoever owns it could have changed that. */
export function hashOf(before: string, parts: readonly (string | null)[]): string {
  const text = parts.map((part) => (part === null ? "-" : `${Buffer.byteLength(part)}:${part}`)).join("");
  return createHash("sha256").update(before, "hex").update(text, "utf8").digest("hex");
}

/** The first entry of each chain that no link names: written while the trigger was off. */
async function selectUnlinked(client: ClientBase): Promise<ChainFault[]> {
  const { rows } = await client.query<{ chain: string; entryId: string }>(
    `SELECT DISTINCT ON (1) coalesce(e."tenantId", '00000000-0000-0000-0000-000000000000')::text AS chain, e.id::text AS "entryId"
     FROM "AuditEntry" e WHERE NOT EXISTS (SELECT FROM "AuditLink" l WHERE l."entryId" = e.id) ORDER BY 1, e.id`,
  );
  return rows.map((row) => ({ ...row, what: "entry_without_link", number: null }));
}
