import { isAllowed } from "#lib/domain/access/permission.ts";
import { currentCtx } from "#lib/server/current-ctx.ts";
import { choosableTenants, currentTenant } from "#lib/server/current-tenant.ts";
import { pageTenant } from "#lib/server/page-tenant.ts";
import { PageTenant } from "./page-tenant.tsx";

/** Pages about the chosen tenant: all of an area, or one of the administration. */
const ofTenant: ReadonlySet<string> = new Set(["uploads", "debtors", "holds", "portfolios", "admin/people"]);

export interface TenantSlotProps {
  /** The page's address, in parts. */
  path: readonly string[];
  query: Readonly<Record<string, string | string[] | undefined>>;
}

/**
 * Which tenant the side bar shows: the page's own, else the chosen one. Every page fills the slot `@tenant`,
 * because a layout neither knows its page nor is rendered again for the next one; an empty slot would keep
 * the tenant of the page before.
 */
export async function TenantSlot({ path, query }: TenantSlotProps) {
  const [tenants, chosen, own, { actor }] = await Promise.all([
    choosableTenants(),
    currentTenant(),
    pageTenant(path, query),
    currentCtx(),
  ]);
  const shown = own ?? chosen;
  const isOther = shown !== null && tenants.every(({ id }) => id !== shown.id);
  return (
    <PageTenant
      tenants={[...tenants, ...(isOther ? [shown] : [])].map(({ id, name, operation, isRetired }) => ({
        ...{ id, name, operation },
        isRetired: isRetired === true,
      }))}
      ownId={own?.id ?? null}
      chosenId={chosen?.id ?? null}
      canManage={actor !== null && isAllowed(actor.role, "tenants.manage")}
      isOfTenant={own !== null || ofTenant.has(path[0] === "admin" ? path.join("/") : (path[0] ?? ""))}
    />
  );
}
