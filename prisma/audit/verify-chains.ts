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

/** The first thing that is wrong with a chain. */
export interface ChainFault {
  readonly chain: string;
  readonly what:
    | "entry_changed"
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
}

export interface Verified {
  readonly chains: readonly (ChainEnd & { readonly tenant: string | null })[];
  readonly faults: readonly ChainFault[];
}

/** Links read at once: a trail of millions needs the memory of these. */
const sliceLinks = 5_000;

/**
 * Works every hash of the audit trail out again, in one snapshot of the database at `url`, and compares it with what was
 * `kept` of an earlier time. As the owner, who has to see every row.
 */
export function verifyChains(url: string, kept: readonly ChainEnd[] = []): Promise<Verified> {
  return withClient(url, async (client) => {
    await client.query("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY");
    return verifyWithin(client, kept);
  });
}

/** The same within the client's transaction, which should be a snapshot: what it has changed itself is verified, too. */
export async function verifyWithin(
  client: ClientBase,
  kept: readonly ChainEnd[] = [],
  linksAtOnce = sliceLinks,
): Promise<Verified> {
  // Who may not see every row is refused, in place of a trail that seems short.
  await client.query("SET LOCAL row_security = off; SET LOCAL statement_timeout = 0");
  const { rows } = await client.query<{ chain: string; tenant: string | null }>(
    `SELECT c.chain::text, t.name AS tenant FROM (
       SELECT chain FROM "AuditHead" UNION SELECT chain FROM "AuditLink" UNION SELECT unnest($1::uuid[])
     ) AS c LEFT JOIN "Tenant" t ON t.id = c.chain ORDER BY t.name NULLS FIRST, c.chain`,
    [kept.map(({ chain }) => chain)],
  );
  const chains: Verified["chains"][number][] = [];
  const faults: ChainFault[] = [];
  for (const { chain, tenant } of rows) {
    const marks = new Map(kept.filter((one) => one.chain === chain).map(({ entries, hash }) => [entries, hash]));
    const { end, fault } = await verifyChain(client, chain, marks, linksAtOnce);
    chains.push({ ...end, tenant });
    if (fault !== null) faults.push(fault);
  }
  return { chains, faults: [...faults, ...(await selectUnlinked(client))] };
}

interface LinkRow {
  readonly number: string;
  readonly entryId: string;
  readonly hash: string;
  /** What the hash is of; null if there is no such entry. */
  readonly parts: (string | null)[] | null;
}

interface Walked {
  readonly end: ChainEnd;
  readonly fault: ChainFault | null;
}

async function verifyChain(
  client: ClientBase,
  chain: string,
  kept: ReadonlyMap<number, string>,
  linksAtOnce: number,
): Promise<Walked> {
  const { rows } = await client.query<{ number: string; hash: string }>(
    `SELECT number::text, encode(hash, 'hex') AS hash FROM "AuditHead" WHERE chain = $1`,
    [chain],
  );
  let entries = 0;
  let hash = "";
  const walked = (what: ChainFault["what"] | null, number: number, entryId: string | null): Walked => ({
    end: { chain, entries, hash },
    fault: what === null ? null : { chain, what, number, entryId },
  });
  for await (const link of linksOf(client, chain, linksAtOnce)) {
    const number = entries + 1;
    if (link.number !== String(number)) return walked("link_gone", number, null);
    if (link.parts === null) return walked("entry_gone", number, link.entryId);
    const found = hashOf(hash, link.parts);
    if (found !== link.hash) return walked("entry_changed", number, link.entryId);
    entries = number;
    hash = found;
    if ((kept.get(number) ?? hash) !== hash) return walked("other_than_kept", number, link.entryId);
  }
  const [head] = rows;
  // A chain without a head has nothing that could be missing at its end, unless it has links.
  const isEnd = head === undefined ? entries === 0 : head.number === String(entries) && head.hash === hash;
  if (!isEnd) return walked("end_moved", entries + 1, null);
  return walked(Math.max(0, ...kept.keys()) > entries ? "shorter_than_kept" : null, entries + 1, null);
}

/** The links of a chain with their entries, in order. */
async function* linksOf(client: ClientBase, chain: string, linksAtOnce: number): AsyncGenerator<LinkRow> {
  // Numbers start at 1, and one below would be wrong.
  for (let after = "-9223372036854775808"; ; ) {
    const { rows } = await client.query<LinkRow>(
      `SELECT l.number::text, l."entryId"::text AS "entryId", encode(l.hash, 'hex') AS hash, CASE WHEN e.id IS NOT NULL THEN ARRAY[
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

/** audit_hash of prisma/functions, without the database: whoever owns it could have changed that. */
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
