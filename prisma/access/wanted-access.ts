import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { DatabaseAccess, TableState } from "./read-access.ts";
import {
  acrossTenants,
  bypassing,
  type DatabaseRole,
  type Privilege,
  roles,
  type TableAccess,
  tables,
} from "./tables.ts";

/** The transaction's tenant, and the tenants that a list is of; read once a statement, not once a row. */
const own = "( SELECT (NULLIF(current_setting('app.tenant_id'::text, true), ''::text))::uuid AS \"nullif\")";
const several = "(( SELECT NULLIF(current_setting('app.tenant_ids'::text, true), ''::text) AS \"nullif\"))::uuid[]";

/** A policy as it is made, and as PostgreSQL tells it. */
export interface Policy {
  readonly name: string;
  readonly on: "ALL" | "SELECT";
  readonly to: readonly string[];
  readonly using: string;
  readonly check: string | null;
}

/** The policies of a table: none if it belongs to no tenant. */
export function policiesOf({ tenant, mayLackTenant }: TableAccess, owner: string): Policy[] {
  if (tenant === null) return [];
  const column = tenant === "id" ? "id" : '"tenantId"';
  const isOwn = `(${column} = ${own})`;
  return [
    {
      name: "of_tenant",
      on: "ALL",
      // The owner too: cascades run as it does.
      to: [owner, "portal_web", "portal_worker"].sort(),
      using: isOwn,
      check: mayLackTenant ? `((${column} IS NULL) OR ${isOwn})` : null,
    },
    {
      name: "of_tenants",
      on: "SELECT",
      to: ["portal_lists"],
      using: `(${column} = ANY (${several}))`,
      check: null,
    },
  ];
}

/** Lower-case privileges of a role on a table, those of columns as `select(a, b)`. */
export function privilegesOf(given: readonly Privilege[] | undefined): string[] {
  return (given ?? [])
    .flatMap((privilege) =>
      typeof privilege === "string"
        ? [privilege]
        : Object.entries(privilege).map(([on, columns]) => `${on}(${[...columns].sort().join(", ")})`),
    )
    .sort();
}

/** What each role is given on a table. */
export function grantsOf(access: TableAccess): Partial<Record<DatabaseRole, readonly string[]>> {
  const { web, worker, staging, lists, across } = access;
  const given = {
    portal_web: web,
    portal_worker: worker,
    portal_staging: staging,
    portal_lists: lists,
    portal_across: across,
  };
  return Object.fromEntries(
    roles.flatMap((role) => (given[role] === undefined ? [] : [[role, privilegesOf(given[role])]])),
  );
}

/** Events on which a trigger refuses another tenant's rows: what a role that can log in may write without row-level security. */
export function guardedEvents({
  tenant,
  staging = [],
  mayLackTenant,
}: TableAccess): ("insert" | "update" | "delete")[] {
  if (tenant !== "tenantId") return [];
  const events = staging.flatMap((one) => (typeof one === "string" ? [one] : Object.keys(one)));
  return (["delete", "insert", "update"] as const).filter(
    (event) => events.includes(event) && !(mayLackTenant && event !== "insert"),
  );
}

const images = {
  insert: "NEW TABLE AS added_rows",
  update: "OLD TABLE AS removed_rows NEW TABLE AS added_rows",
  delete: "OLD TABLE AS removed_rows",
} as const;

/** As PostgreSQL tells it. */
export function guardOf(table: string, event: keyof typeof images): string {
  return `CREATE TRIGGER "${table}_staged_of_tenant_on_${event}" AFTER ${event.toUpperCase()} ON public."${table}" REFERENCING ${images[event]} FOR EACH STATEMENT WHEN ((CURRENT_USER = 'portal_staging'::name)) EXECUTE FUNCTION refuse_other_tenants()`;
}

/** The function of the guards. */
export function guardFunction(): Promise<string> {
  return readFile(join(import.meta.dirname, "refuse_other_tenants.sql"), "utf8");
}

/** What a database with these tables should grant. */
export async function wantedAccess(owner: string): Promise<DatabaseAccess> {
  return {
    guard: (await guardFunction()).split("$body$")[1] ?? null,
    tables: Object.fromEntries(
      Object.entries(tables).map(([name, access]): [string, TableState] => [
        name,
        {
          isSecured: access.tenant !== null,
          policies: policiesOf(access, owner).map(tellPolicy),
          grants: grantsOf(access) as Record<string, readonly string[]>,
          guards: guardedEvents(access).map((event) => guardOf(name, event)),
        },
      ]),
    ),
    definers: Object.fromEntries(
      Object.entries(acrossTenants).map(([name, callers]) => [
        name,
        { owner: "portal_across", callers: [...callers].sort() },
      ]),
    ),
  };
}

function tellPolicy({ name, on, to, using, check }: Policy): string {
  return [name, "PERMISSIVE", on, to.join(","), "USING", using, "CHECK", ...(check === null ? [] : [check])].join(" ");
}

/** Those whom row-level security holds. */
export const held = roles.filter((role) => !bypassing.includes(role));
