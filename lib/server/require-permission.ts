import { notFound, redirect } from "next/navigation";
import type { Permission } from "#lib/domain/access/permission.ts";
import { isAllowed, isAllowedOfRetired } from "#lib/domain/access/permission.ts";
import type { TenantView } from "#lib/domain/views/tenant-view.ts";
import { currentCtx } from "./current-ctx.ts";

/**
 * For a page whose use cases are called only later: shows it to nobody whom they would all refuse, be it because of its
 * tenant.
 */
export async function requirePermission(permission: Permission, tenant?: TenantView | null): Promise<void> {
  const { actor } = await currentCtx();
  if (actor === null) redirect("/sign-in");
  const isRetired = tenant?.isRetired === true;
  if (!isAllowed(actor.role, permission) || (isRetired && !isAllowedOfRetired(actor.role, permission))) notFound();
}
