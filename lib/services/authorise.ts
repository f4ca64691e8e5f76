import { database } from "#lib/database/client.ts";
import { isId } from "#lib/database/new-id.ts";
import { isReachableTenant } from "#lib/database/tenants/tenants.ts";
import { findUploadTenant } from "#lib/database/uploads/uploads.ts";
import type { Permission } from "#lib/domain/access/permission.ts";
import { isAllowed } from "#lib/domain/access/permission.ts";
import { AppError } from "#lib/domain/app-error.ts";
import type { Actor, Ctx, TenantId } from "./context.ts";

/** Who asks, when no one tenant is concerned. Throws `signed_out` or `forbidden`. */
export function authoriseActor(ctx: Ctx, permission: Permission): Actor {
  if (ctx.actor === null) throw new AppError("signed_out");
  if (!isAllowed(ctx.actor.role, permission)) throw new AppError("forbidden");
  return ctx.actor;
}

/**
 * The first line of every use case about a tenant, and the only mint of {@link TenantId}.
 * Memberships are read from the database each time: one that was taken away ends at once, not with the session.
 * Throws `signed_out`, `forbidden`, or `not_found` for a tenant that is missing as for one that is somebody else's.
 */
export async function authorise(ctx: Ctx, permission: Permission, tenantId: string): Promise<TenantId> {
  const actor = authoriseActor(ctx, permission);
  if (!(await mayWorkFor(actor, tenantId))) throw new AppError("not_found");
  return tenantId as TenantId;
}

/** Whether a tenant is one of the actor's by now. */
export async function mayWorkFor(actor: Actor, tenantId: string): Promise<boolean> {
  return isId(tenantId) && isReachableTenant(database(), tenantId, actor.userId, actor.role === "admin");
}

/** The same for what hangs on an upload: finds its tenant, then asks whether the actor may work for it. */
export async function authoriseUpload(ctx: Ctx, permission: Permission, uploadId: string): Promise<TenantId> {
  authoriseActor(ctx, permission);
  const tenantId = isId(uploadId) ? await findUploadTenant(database(), uploadId) : null;
  if (tenantId === null) throw new AppError("not_found");
  return authorise(ctx, permission, tenantId);
}

/** The tenants the actor may look into: the one asked for, or all of theirs; null means every tenant (an admin who asked for none). */
export async function authoriseTenants(
  ctx: Ctx,
  permission: Permission,
  tenantId: string | undefined,
): Promise<TenantScope> {
  const actor = authoriseActor(ctx, permission);
  if (tenantId !== undefined) return { tenantIds: [await authorise(ctx, permission, tenantId)] };
  return { memberId: actor.role === "admin" ? null : actor.userId };
}

/** What a list is limited to: some tenants, or those of a member (null: no limit). */
export type TenantScope = { readonly tenantIds: readonly TenantId[] } | { readonly memberId: string | null };
