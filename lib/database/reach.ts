import type { TenantId } from "#lib/domain/access/tenant-id.ts";
import { idText, joined, type SqlText, sql } from "./sql-text.ts";

/**
 * Whose rows a statement may see, as row-level security reads it (decision 65): one tenant's, those of several to
 * read them, or with `portal` no tenant's.
 */
export type Reach =
  | { readonly kind: "portal" }
  | { readonly kind: "tenant"; readonly tenantId: TenantId }
  | { readonly kind: "tenants"; readonly tenantIds: readonly TenantId[] };

export const portalReach: Reach = { kind: "portal" };

/** What begins a transaction, in one message; the settings end with it. SET takes no snapshot, so an isolation level may follow. */
export function beginWith(reach: Reach, begin = sql`BEGIN`): SqlText {
  switch (reach.kind) {
    case "portal":
      return begin;
    case "tenant":
      return sql`${begin}; SET LOCAL app.tenant_id = '${idText(reach.tenantId)}'`;
    case "tenants":
      return sql`${begin}; SET LOCAL ROLE portal_lists; SET LOCAL app.tenant_ids = '${listOf(reach.tenantIds)}'`;
  }
}

/** The same for a single statement: what goes before it in the same message, and in the same transaction. Null: nothing. */
export function settingOf(
  reach: Reach,
): { readonly name: string; readonly text: string; readonly value: string } | null {
  switch (reach.kind) {
    case "portal":
      return null;
    case "tenant":
      return {
        name: "reach_tenant",
        text: sql`SELECT set_config('app.tenant_id', $1, true)`,
        value: idText(reach.tenantId),
      };
    case "tenants":
      return {
        name: "reach_tenants",
        text: sql`SELECT set_config('role', 'portal_lists', true), set_config('app.tenant_ids', $1, true)`,
        value: listOf(reach.tenantIds),
      };
  }
}

function listOf(tenantIds: readonly TenantId[]): SqlText {
  return sql`{${joined(tenantIds.map(idText), sql`,`)}}`;
}
