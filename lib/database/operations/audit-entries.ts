import type { PoolClient } from "pg";
import type { AuditSubject } from "#lib/domain/access/views.ts";
import type { AuditView } from "#lib/domain/views/audit-view.ts";
import type { Transaction } from "../client.ts";
import { isId, newId } from "../new-id.ts";

export interface NewAuditEntry {
  readonly actorId: string | null;
  readonly tenantId: string | null;
  readonly action: string;
  readonly subject: string | null;
  readonly details: Readonly<Record<string, string | number | boolean | null>>;
  readonly address: string | null;
}

export async function insertAuditEntry(db: Transaction, entry: NewAuditEntry): Promise<void> {
  await db.auditEntry.create({ data: { id: newId(), ...entry, details: { ...entry.details } } });
}

/** The same on a plain connection, for transactions outside Prisma. */
export async function insertAuditEntryPlainly(client: PoolClient, entry: NewAuditEntry): Promise<void> {
  await client.query(
    `INSERT INTO "AuditEntry" (id, "actorId", "tenantId", action, subject, details, address) VALUES ($1, $2, $3, $4, $5, $6, $7)`,
    [newId(), entry.actorId, entry.tenantId, entry.action, entry.subject, JSON.stringify(entry.details), entry.address],
  );
}

export interface AuditFilter {
  /** Entries of these tenants, or of those of a member; a `memberId` of null: all there are. */
  readonly scope: { readonly tenantIds: readonly string[] } | { readonly memberId: string | null };
  readonly action: string | null;
  /** Id of the last entry already seen. Ids are UUIDv7, so they are in the order of time. */
  readonly after: string | null;
  readonly limit: number;
}

/** Youngest first. Names are looked up separately, not joined: an entry outlives the user and tenant it names. */
export async function selectAuditEntries(db: Transaction, filter: AuditFilter): Promise<AuditView[]> {
  const entries = await db.auditEntry.findMany({
    where: {
      ...(await tenantsIn(db, filter.scope)),
      ...(filter.action === null ? {} : { action: filter.action }),
      ...(filter.after === null ? {} : { id: { lt: filter.after } }),
    },
    orderBy: { id: "desc" },
    take: filter.limit,
  });
  const subjectIds = entries.flatMap(({ subject }) => (isId(subject) ? [subject] : []));
  const users = await db.user.findMany({
    where: { id: { in: [...entries.flatMap((entry) => entry.actorId ?? []), ...subjectIds] } },
    select: { id: true, name: true, email: true },
  });
  const uploads = await db.upload.findMany({
    where: { id: { in: subjectIds } },
    select: { id: true, fileName: true },
  });
  const portfolios = await db.portfolio.findMany({
    where: { id: { in: subjectIds } },
    select: { id: true, name: true },
  });
  const tenants = await db.tenant.findMany({
    where: { id: { in: entries.flatMap((entry) => entry.tenantId ?? []) } },
    select: { id: true, name: true },
  });
  const actorNames = new Map(users.map(({ id, name }) => [id, { id, name }]));
  const subjects = new Map<string, AuditSubject>([
    ...users.map((user): [string, AuditSubject] => [user.id, { kind: "user", ...user }]),
    ...uploads.map((upload): [string, AuditSubject] => [upload.id, { kind: "upload", ...upload }]),
    ...portfolios.map((portfolio): [string, AuditSubject] => [portfolio.id, { kind: "portfolio", ...portfolio }]),
  ]);
  const tenantNames = new Map(tenants.map((tenant) => [tenant.id, tenant]));
  return entries.map((entry) => ({
    id: entry.id,
    at: entry.at.toISOString(),
    actor: entry.actorId === null ? null : (actorNames.get(entry.actorId) ?? null),
    tenant: entry.tenantId === null ? null : (tenantNames.get(entry.tenantId) ?? null),
    action: entry.action,
    subject: entry.subject === null ? null : (subjects.get(entry.subject) ?? null),
    details: plainDetails(entry.details),
    address: entry.address,
  }));
}

async function tenantsIn(db: Transaction, scope: AuditFilter["scope"]) {
  if ("tenantIds" in scope) return { tenantId: { in: [...scope.tenantIds] } };
  if (scope.memberId === null) return {};
  const memberships = await db.membership.findMany({ where: { userId: scope.memberId }, select: { tenantId: true } });
  return { tenantId: { in: memberships.map(({ tenantId }) => tenantId) } };
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
