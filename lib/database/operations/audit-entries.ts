import { z } from "zod";
import type { AuditActor, AuditView } from "#lib/domain/views/audit-view.ts";
import type { Transaction } from "../client.ts";
import { firstIdAt } from "../new-id.ts";
import { type SqlClient, sql } from "../sql-text.ts";

/** Who did it, from where, and under which request: the entry's detail `request`. */
export interface AuditedBy {
  readonly actorId: string | null;
  readonly address: string | null;
  readonly requestId?: string | null;
}

export interface NewAuditEntry extends AuditedBy {
  readonly tenantId: string | null;
  readonly action: string;
  readonly subject: string | null;
  readonly details: AuditView["details"];
}

/** The database gives it its id and time (stamp_audit_entry). */
export async function insertAuditEntry(db: Transaction, entry: NewAuditEntry): Promise<void> {
  const { actorId, tenantId, action, subject, address } = entry;
  // Not Prisma's create, which reads what it wrote: whoever writes of no tenant may read nothing.
  await db.$executeRaw`
    INSERT INTO "AuditEntry" ("actorId", "tenantId", action, subject, details, address)
    VALUES (${actorId}::uuid, ${tenantId}::uuid, ${action}, ${subject}, ${storedDetails(entry)}::jsonb, ${address})`;
}

/** The same on a plain connection, for transactions outside Prisma. */
export async function insertAuditEntryPlainly(client: SqlClient, entry: NewAuditEntry): Promise<void> {
  await client.query(
    sql`INSERT INTO "AuditEntry" ("actorId", "tenantId", action, subject, details, address) VALUES ($1, $2, $3, $4, $5, $6)`,
    [entry.actorId, entry.tenantId, entry.action, entry.subject, storedDetails(entry), entry.address],
  );
}

function storedDetails({ details, requestId = null }: NewAuditEntry): string {
  return JSON.stringify(requestId === null ? details : { ...details, request: requestId });
}

/** Null in each: of any. */
export interface AuditScope {
  /** Entries of these tenants; null: all there are, those of no tenant too. */
  readonly tenantIds: readonly string[] | null;
  readonly actions: readonly string[] | null;
  readonly userId: string | null;
  /** Ids of what entries are about. */
  readonly subjects: readonly string[] | null;
  /** Keyed hashes: entries that name one of them, those of `actions` about `subjects`, and those of `compared`. */
  readonly people: readonly string[] | null;
  /** With `people`, ids of uploads of which only who viewed or downloaded the comparison counts. */
  readonly compared?: readonly string[];
  readonly from: Date | null;
  /** Exclusive. */
  readonly to: Date | null;
}

interface AuditRow extends Omit<AuditView, "at" | "tenant" | "details"> {
  readonly at: Date;
  readonly ofTenant: AuditView["tenant"];
  readonly details: unknown;
}

/**
 * Youngest first, after the entry `after`. Ids are UUIDv7, so they are in the order of time. Names are as they are now: an
 * entry outlives the user and tenant it names.
 */
export async function selectAuditEntries(
  db: Transaction,
  { tenantIds, actions, userId, subjects, people, compared = [], from, to }: AuditScope,
  after: string | null,
  limit: number,
): Promise<AuditView[]> {
  const list = (values: readonly string[] | null) => (values === null ? null : [...values]);
  const idAt = (time: Date | null) => (time === null ? null : firstIdAt(time.getTime()));
  const rows = await db.$queryRaw<AuditRow[]>`
    SELECT * FROM audit_entries(${list(tenantIds)}::uuid[], ${list(actions)}::text[], ${userId}::uuid, ${list(subjects)}::text[],
      ${list(people)}::text[], ${list(compared)}::text[], ${idAt(from)}::uuid, ${idAt(to)}::uuid, ${after}::uuid, ${limit}::int)`;
  return rows.map(({ at, ofTenant: tenant, details, ...entry }) => ({
    ...entry,
    at: at.toISOString(),
    tenant,
    details: plainDetails(details),
  }));
}

/** Users with entries of these tenants, by name; null: of any. */
export function selectAuditActors(db: Transaction, tenantIds: readonly string[] | null): Promise<AuditActor[]> {
  return db.$queryRaw<AuditActor[]>`
    SELECT id::text, name FROM audit_actors(${tenantIds === null ? null : [...tenantIds]}::uuid[])`;
}

/** The uploads that a person stood in who was erased since, of whom nothing but these hashes is left. */
export async function selectErasedUploads(
  db: Transaction,
  tenantId: string,
  people: readonly string[],
): Promise<string[]> {
  const rows = await db.$queryRaw<{ uploads: string }[]>`
    SELECT details->>'inUploads' AS uploads FROM "AuditEntry"
    WHERE "tenantId" = ${tenantId}::uuid AND action = 'person_erased' AND details->>'person' = ANY(${[...people]}::text[])
      AND details->>'inUploads' <> ''`;
  return rows.flatMap(({ uploads }) => uploads.split(" "));
}

/** The names of the keys that people of a tenant's trail are noted under. */
export async function selectPersonKeys(db: Transaction, tenantId: string): Promise<string[]> {
  const rows = await db.$queryRaw<{ key: string }[]>`
    WITH RECURSIVE found AS (
      SELECT '' AS key
      UNION ALL SELECT (
        SELECT split_part(details->>'person', ':', 1) FROM "AuditEntry"
        WHERE "tenantId" = ${tenantId}::uuid AND details ? 'person' AND split_part(details->>'person', ':', 1) > found.key
        ORDER BY split_part(details->>'person', ':', 1) LIMIT 1)
      FROM found WHERE key IS NOT NULL
    ) SELECT key FROM found WHERE key <> ''`;
  return rows.map(({ key }) => key);
}

const plainDetail = z.union([z.string(), z.number(), z.boolean(), z.null()]);
const detail = z.union([plainDetail, z.strictObject({ from: plainDetail, to: plainDetail })]);

/** What is none of these is not shown. */
function plainDetails(details: unknown): AuditView["details"] {
  if (typeof details !== "object" || details === null) return {};
  return Object.fromEntries(
    Object.entries(details).flatMap(([name, value]) => {
      const { data } = detail.safeParse(value);
      return data === undefined ? [] : [[name, data]];
    }),
  );
}
