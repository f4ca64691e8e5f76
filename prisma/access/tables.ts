/**
 * Who may do what in the database (decision 65). THE place for a new table: name it here, with the column of its tenant
 * and the least that each role needs; applyAccess makes grants, policies and triggers of it at the next start, and a
 * test finds every table that is missing.
 */
export const loginRoles = ["portal_web", "portal_worker", "portal_staging"] as const;
/** Roles that nobody logs in as: `lists` reads several tenants' rows, and functions across tenants run as `across`. */
export const roles = [...loginRoles, "portal_lists", "portal_across"] as const;
export type DatabaseRole = (typeof roles)[number];
export type LoginRole = (typeof loginRoles)[number];

/** Those that row-level security does not hold: see refuse_other_tenants.sql for the first. */
export const bypassing: readonly DatabaseRole[] = ["portal_staging", "portal_across"];

/** `select` and `update` of some columns only, or of all. */
export type Privilege =
  | "insert"
  | "delete"
  | "select"
  | "update"
  | { readonly [on in "select" | "update"]?: readonly string[] };

export interface TableAccess {
  /** The column with the tenant's id; null: the table belongs to no tenant. */
  readonly tenant: "tenantId" | "id" | null;
  /** Rows of no tenant may be written. Nobody sees them but functions across tenants. */
  readonly mayLackTenant?: true;
  readonly web?: readonly Privilege[];
  readonly worker?: readonly Privilege[];
  readonly staging?: readonly Privilege[];
  readonly lists?: readonly Privilege[];
  readonly across?: readonly Privilege[];
}

/** Rows may only be locked, which takes a right to update: a trigger refuses a change of this column. */
const lock = { update: ["tenantId"] } as const;
const everything = ["select", "insert", "update", "delete"] as const;
const change = ["select", "insert", "update"] as const;
const rows = ["select", "update"] as const;
const read = ["select"] as const;

/** What lists and the admin's pages show of a tenant: nothing of its token but the last characters. */
const shownOfTenant = [
  "id",
  "name",
  "operation",
  "server",
  "tokenLastFour",
  "batchSize",
  "callsAtOnce",
  "country",
  "currency",
  "repeatBehaviour",
  "obligations",
  "timeZone",
  "retentionDays",
  "retiredAt",
  "masksDebtors",
  "createdAt",
  "updatedAt",
  "movedAt",
] as const;

export const tables: Readonly<Record<string, TableAccess>> = {
  User: {
    tenant: null,
    web: change,
    worker: [{ select: ["id", "name"] }],
    lists: [{ select: ["id", "name"] }],
    across: [{ select: ["id", "name", "email"] }],
  },
  AccessLink: { tenant: null, web: everything, worker: [{ select: ["expiresAt"] }, "delete"] },
  SecondFactor: { tenant: null, web: everything, across: [{ select: ["keyId"] }] },
  RecoveryCode: { tenant: null, web: ["select", "insert", "delete"] },
  ProviderIdentity: { tenant: null, web: ["select", "insert", "delete"] },
  FirstRunCode: { tenant: null, web: everything, worker: [{ select: ["expiresAt"] }, "delete"] },
  Session: {
    tenant: null,
    web: everything,
    worker: [{ select: ["activeAt", "startedAt"] }, "delete"],
    across: ["delete"],
  },
  SignInAttempt: { tenant: null, web: everything, worker: [{ select: ["at", "succeeded"] }, "delete"] },
  Tenant: {
    tenant: "id",
    web: change,
    // An update of one column is also what locking the row takes.
    worker: ["select", { update: ["retentionSweptAt"] }],
    staging: [{ select: shownOfTenant }],
    lists: [{ select: shownOfTenant }],
    across: [{ select: [...shownOfTenant, "retentionSweptAt", "tokenKeyId"], update: ["retentionSweptAt"] }],
  },
  Membership: { tenant: "tenantId", lists: read, across: ["select", "insert", "delete"] },
  Hold: {
    tenant: "tenantId",
    web: everything,
    worker: read,
    staging: read,
    // Whether somebody is held, and not why.
    lists: [{ select: ["tenantId", "key", "until"] }],
  },
  SavedFilter: { tenant: "tenantId", web: everything },
  CustomField: { tenant: "tenantId", web: everything, lists: read },
  MappingTemplate: { tenant: "tenantId", web: change },
  Portfolio: {
    tenant: "tenantId",
    web: change,
    worker: read,
    staging: ["select", "insert", { update: ["name"] }],
    lists: read,
    across: [{ select: ["id", "tenantId", "name"] }],
  },
  PortfolioShape: { tenant: "tenantId", web: everything },
  SnapshotDebtor: {
    tenant: "tenantId",
    web: everything,
    worker: everything,
    staging: read,
    across: change,
  },
  DatabaseIdentity: { tenant: null, worker: change },
  DatabaseRestore: {
    tenant: null,
    web: ["select", { update: ["reviewedAt", "reviewedById"] }],
    worker: read,
    across: ["select", "insert"],
  },
  Comparison: { tenant: "tenantId", web: rows, worker: read, staging: change, lists: read },
  ComparedDebtor: {
    tenant: "tenantId",
    web: rows,
    worker: ["select", "delete"],
    staging: ["select", "insert", "delete"],
  },
  LoadMeasures: { tenant: "tenantId", web: rows, staging: ["select", "insert", "update"], lists: read },
  Upload: { tenant: "tenantId", web: change, worker: rows, staging: change, lists: read, across: rows },
  Takeover: { tenant: "tenantId", web: change, worker: rows, staging: change, lists: read },
  Chunk: {
    tenant: "tenantId",
    web: change,
    worker: rows,
    staging: rows,
    lists: [{ select: ["tenantId", "uploadId"] }],
  },
  ListPart: {
    tenant: "tenantId",
    web: ["select", "insert", "delete"],
    worker: ["select", "delete"],
    staging: ["select", "delete"],
  },
  SetAsideRow: { tenant: "tenantId", web: rows, worker: rows, staging: ["select", "insert"] },
  LeftOutRow: { tenant: "tenantId", web: rows, worker: rows, staging: change, lists: read },
  Batch: { tenant: "tenantId", web: everything, worker: change, staging: ["select", "insert", lock], across: rows },
  Record: { tenant: "tenantId", web: change, worker: rows, staging: change, lists: read, across: rows },
  Call: { tenant: "tenantId", web: change, worker: change, across: read },
  ServerPace: { tenant: null, web: change, worker: change },
  TokenBudget: { tenant: "tenantId", web: everything, worker: change, across: ["select", "delete"] },
  // Append-only: nobody may change or delete an entry.
  AuditEntry: {
    tenant: "tenantId",
    mayLackTenant: true,
    web: ["select", "insert"],
    worker: ["insert"],
    staging: ["insert"],
    across: ["select", "insert"],
  },
  // A chain is a tenant's, but only functions reach it: nobody who logs in may see or move one.
  AuditLink: { tenant: null, across: ["select", "insert"] },
  AuditHead: { tenant: null, across: change },
  AuditAnchor: { tenant: null, web: read, worker: change },
  // The first key of a name is the one: nobody may change or delete it.
  KeyCheck: { tenant: null, web: ["select", "insert"], worker: read },
  WorkerHeartbeat: { tenant: null, web: read, worker: everything, across: [{ select: ["seenAt"] }] },
  _prisma_migrations: { tenant: null, web: read },
};

/**
 * The functions that look across tenants, and who may call them. Each is SECURITY DEFINER, belongs to portal_across and
 * says in prisma/functions what it answers.
 */
export const acrossTenants: Readonly<Record<string, readonly LoginRole[]>> = {
  audit_actors: ["portal_web"],
  audit_entries: ["portal_web"],
  audit_heads: ["portal_worker"],
  begin_audit_chains: [],
  count_for_metrics: ["portal_web"],
  count_sealed_secrets: ["portal_web"],
  doubt_restored: ["portal_worker"],
  // A trigger's function: nobody calls it.
  link_audit_entries: [],
  memberships_of: ["portal_web"],
  set_memberships: ["portal_web"],
  staging_starts: ["portal_web"],
  tenant_of_portfolio: ["portal_web"],
  tenant_of_upload: ["portal_web"],
  tenants_of: ["portal_web"],
  tenants_to_sweep: ["portal_worker"],
  tenants_with_work: ["portal_worker"],
};
