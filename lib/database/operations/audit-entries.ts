import type { PoolClient } from "pg";
import type { AuditView } from "#lib/domain/views/audit-view.ts";
import type { Transaction } from "../client.ts";
import { newId } from "../new-id.ts";

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
  readonly details: Readonly<Record<string, string | number | boolean | null>>;
}

export async function insertAuditEntry(db: Transaction, entry: NewAuditEntry): Promise<void> {
  const { actorId, tenantId, action, subject, address } = entry;
  // Not Prisma's create, which reads what it wrote: whoever writes of no tenant may read nothing.
  await db.$executeRaw`
    INSERT INTO "AuditEntry" (id, "actorId", "tenantId", action, subject, details, address)
    VALUES (${newId()}::uuid, ${actorId}::uuid, ${tenantId}::uuid, ${action}, ${subject}, ${storedDetails(entry)}::jsonb, ${address})`;
}

/** The same on a plain connection, for transactions outside Prisma. */
export async function insertAuditEntryPlainly(client: PoolClient, entry: NewAuditEntry): Promise<void> {
  await client.query(
    `INSERT INTO "AuditEntry" (id, "actorId", "tenantId", action, subject, details, address) VALUES ($1, $2, $3, $4, $5, $6, $7)`,
    [newId(), entry.actorId, entry.tenantId, entry.action, entry.subject, storedDetails(entry), entry.address],
  );
}

function storedDetails({ details, requestId = null }: NewAuditEntry): string {
  return JSON.stringify(requestId === null ? details : { ...details, request: requestId });
}

export interface AuditFilter {
  /** Entries of these tenants; null: all there are, those of no tenant too. */
  readonly tenantIds: readonly string[] | null;
  readonly action: string | null;
  /** Id of the last entry already seen. Ids are UUIDv7, so they are in the order of time. */
  readonly after: string | null;
  readonly limit: number;
}

interface AuditRow extends Omit<AuditView, "at" | "tenant" | "details"> {
  readonly at: Date;
  readonly ofTenant: AuditView["tenant"];
  readonly details: unknown;
}

/** Youngest first. Names are as they are now: an entry outlives the user and tenant it names. */
export async function selectAuditEntries(db: Transaction, filter: AuditFilter): Promise<AuditView[]> {
  const { tenantIds, action, after, limit } = filter;
  const rows = await db.$queryRaw<AuditRow[]>`
    SELECT * FROM audit_entries(${tenantIds === null ? null : [...tenantIds]}::uuid[], ${action}, ${after}::uuid, ${limit}::int)`;
  return rows.map(({ at, ofTenant: tenant, details, ...entry }) => ({
    ...entry,
    at: at.toISOString(),
    tenant,
    details: plainDetails(details),
  }));
}

function plainDetails(details: unknown): AuditView["details"] {
  if (typeof details !== "object" || details === null) return {};
  const plain: Record<string, string | number | boolean | null> = {};
  for (const [key, value] of Object.entries(details)) {
    if (value === null || typeof value === "string" || typeof value === "number" || typeof value === "boolean")
      plain[key] = value;
  }
  return plain;
}
