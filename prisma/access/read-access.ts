import type { ClientBase } from "pg";
import { roles } from "./tables.ts";

/** What a database grants, as texts that can be compared. */
export interface DatabaseAccess {
  /** By table: whether row-level security is on and forced, policies, grants by role, triggers that refuse other tenants. */
  readonly tables: Readonly<Record<string, TableState>>;
  /** The body of the function of the guards; null if there is none. */
  readonly guard: string | null;
  /** By name: owner and who may call it, of every SECURITY DEFINER function. */
  readonly definers: Readonly<Record<string, { readonly owner: string; readonly callers: readonly string[] }>>;
}

export interface TableState {
  readonly isSecured: boolean;
  readonly policies: readonly string[];
  readonly grants: Readonly<Record<string, readonly string[]>>;
  readonly guards: readonly string[];
}

const known = [...roles, "public"];

/** Reads what is granted in the schema of the portal, whoever granted it. The owner's own rights are none of it. */
export async function readAccess(client: ClientBase): Promise<DatabaseAccess> {
  const tables = await selectRows<{ name: string; isSecured: boolean }>(
    client,
    `SELECT relname AS name, relrowsecurity AND relforcerowsecurity AS "isSecured" FROM pg_class
     WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p') ORDER BY relname`,
  );
  const policies = await selectRows<{ table: string; policy: string }>(
    client,
    `SELECT tablename AS table, concat_ws(' ', policyname, permissive, cmd, array_to_string(roles, ','), 'USING', qual, 'CHECK', with_check) AS policy
     FROM pg_policies WHERE schemaname = 'public' ORDER BY policyname`,
  );
  const grants = await selectRows<{ table: string; role: string; privileges: string[] }>(
    client,
    `SELECT "table", role, array_agg(privilege ORDER BY privilege) AS privileges FROM (
       SELECT c.relname AS "table", coalesce(r.rolname, 'public') AS role, lower(a.privilege_type) AS privilege
       FROM pg_class c CROSS JOIN LATERAL aclexplode(c.relacl) AS a LEFT JOIN pg_roles r ON r.oid = a.grantee
       WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p', 'v', 'm') AND a.grantee <> c.relowner
       UNION ALL
       SELECT c.relname, coalesce(r.rolname, 'public'),
         lower(a.privilege_type) || '(' || string_agg(f.attname, ', ' ORDER BY f.attname COLLATE "C") || ')'
       FROM pg_class c JOIN pg_attribute f ON f.attrelid = c.oid CROSS JOIN LATERAL aclexplode(f.attacl) AS a
       LEFT JOIN pg_roles r ON r.oid = a.grantee
       WHERE c.relnamespace = 'public'::regnamespace AND a.grantee <> c.relowner
       GROUP BY c.relname, r.rolname, a.privilege_type
     ) AS granted GROUP BY "table", role ORDER BY role`,
  );
  const guards = await selectRows<{ table: string; guard: string }>(
    client,
    `SELECT c.relname AS table, pg_get_triggerdef(t.oid) AS guard FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid
     JOIN pg_proc p ON p.oid = t.tgfoid WHERE p.proname = 'refuse_other_tenants' ORDER BY t.tgname`,
  );
  const definers = await selectRows<{ name: string; owner: string; callers: string[] }>(
    client,
    `SELECT p.proname AS name, p.proowner::regrole::text AS owner, array(
       SELECT coalesce(r.rolname, 'public')::text FROM aclexplode(coalesce(p.proacl, acldefault('f', p.proowner))) AS a
       LEFT JOIN pg_roles r ON r.oid = a.grantee WHERE a.grantee <> p.proowner ORDER BY 1
     ) AS callers
     FROM pg_proc p WHERE p.pronamespace = 'public'::regnamespace AND p.prosecdef ORDER BY p.proname`,
  );
  const [guard] = await selectRows<{ body: string }>(
    client,
    `SELECT prosrc AS body FROM pg_proc WHERE pronamespace = 'public'::regnamespace AND proname = 'refuse_other_tenants'`,
  );
  return {
    guard: guard?.body ?? null,
    tables: Object.fromEntries(
      tables.map(({ name, isSecured }) => [
        name,
        {
          isSecured,
          policies: policies.flatMap(({ table, policy }) => (table === name ? [policy] : [])),
          grants: Object.fromEntries(
            grants.flatMap(({ table, role, privileges }) =>
              table === name && known.includes(role) ? [[role, privileges]] : [],
            ),
          ),
          guards: guards.flatMap(({ table, guard }) => (table === name ? [guard] : [])),
        },
      ]),
    ),
    definers: Object.fromEntries(definers.map(({ name, owner, callers }) => [name, { owner, callers }])),
  };
}

async function selectRows<Row extends object>(client: ClientBase, text: string): Promise<Row[]> {
  return (await client.query<Row>(text)).rows;
}
