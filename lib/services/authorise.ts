import { portalDatabase } from "#lib/database/client.ts";
import { isId } from "#lib/database/new-id.ts";
import { findPortfolioTenant } from "#lib/database/portfolios/portfolios.ts";
import { findReachableTenant, selectReachableTenants } from "#lib/database/tenants/tenants.ts";
import { findUploadTenant } from "#lib/database/uploads/uploads.ts";
import type { Permission } from "#lib/domain/access/permission.ts";
import { isAllowed, isAllowedOfRetired, isFreshOnly, waitsForSecondFactor } from "#lib/domain/access/permission.ts";
import { AppError } from "#lib/domain/app-error.ts";
import type { TenantView } from "#lib/domain/views/tenant-view.ts";
import type { Actor, Ctx, TenantId } from "./context.ts";

/**
 * Checks the actor's permission where no single tenant is concerned. Throws `signed_out`, `second_factor_needed`
 * while one is required and not set up, `forbidden`, or `reauthentication_needed {proof}` where the permission is only
 * for who has just proven who they are.
 */
export function authoriseActor({ actor }: Ctx, permission: Permission): Actor {
  if (actor === null) throw new AppError("signed_out");
  if (actor.lacksSecondFactor && waitsForSecondFactor(permission)) throw new AppError("second_factor_needed");
  if (!isAllowed(actor.role, permission)) throw new AppError("forbidden");
  if (isFreshOnly(permission) && !actor.isFresh) throw new AppError("reauthentication_needed", { proof: actor.proof });
  return actor;
}

/**
 * The first line of every use case about a tenant, and the only place that creates a {@link TenantId}. Reads
 * memberships from the database at each call, so one that was removed ends at once, not with the session. Throws
 * `signed_out`, `forbidden`, `not_found`, both for a tenant that does not exist and for one of somebody else, or
 * `tenant_retired` where a retired tenant is only read. To who may not read it, it does not exist.
 */
export async function authorise(ctx: Ctx, permission: Permission, tenantId: string): Promise<TenantId> {
  const actor = authoriseActor(ctx, permission);
  const tenant = await readableTenant(actor, tenantId);
  if (tenant === null) throw new AppError("not_found");
  if (tenant.isRetired && !isAllowedOfRetired(actor.role, permission)) throw new AppError("tenant_retired");
  return tenantId as TenantId;
}

/** Whether the actor may see the tenant at this moment. */
export async function maySee(actor: Actor, tenantId: string): Promise<boolean> {
  return (await readableTenant(actor, tenantId)) !== null;
}

/** The actor's retired tenants, also those they may not read any more: of such only name and time may be told. */
export async function retiredTenants(actor: Actor): Promise<readonly TenantId[]> {
  const tenants = await selectReachableTenants(portalDatabase(), actor.userId, actor.role === "admin");
  return tenants.flatMap(({ id, isRetired }) => (isRetired === true ? [id as TenantId] : []));
}

async function readableTenant(actor: Actor, tenantId: string): Promise<{ readonly isRetired: boolean } | null> {
  if (!isId(tenantId)) return null;
  const tenant = await findReachableTenant(portalDatabase(), tenantId, actor.userId, actor.role === "admin");
  return tenant?.isRetired === true && !isAllowedOfRetired(actor.role, "uploads.read") ? null : tenant;
}

/**
 * The same for anything that belongs to an upload: finds its tenant, then checks that the actor may work for
 * it. Throws `not_found` for an upload that does not exist, too.
 */
export async function authoriseUpload(ctx: Ctx, permission: Permission, uploadId: string): Promise<TenantId> {
  authoriseActor(ctx, permission);
  const tenantId = isId(uploadId) ? await findUploadTenant(portalDatabase(), uploadId) : null;
  if (tenantId === null) throw new AppError("not_found");
  return authorise(ctx, permission, tenantId);
}

/** The same for a portfolio. */
export async function authorisePortfolio(ctx: Ctx, permission: Permission, portfolioId: string): Promise<TenantId> {
  authoriseActor(ctx, permission);
  const tenantId = isId(portfolioId) ? await findPortfolioTenant(portalDatabase(), portfolioId) : null;
  if (tenantId === null) throw new AppError("not_found");
  return authorise(ctx, permission, tenantId);
}

/**
 * The tenants whose data the actor may see: the given one, or all of theirs, which for an admin are all. Retired ones are
 * among them for who may still read those.
 */
export async function authoriseTenants(
  ctx: Ctx,
  permission: Permission,
  tenantId: string | undefined,
): Promise<readonly TenantId[]> {
  if (tenantId !== undefined) return [await authorise(ctx, permission, tenantId)];
  return (await authoriseVisible(ctx, permission)).map(({ id }) => id as TenantId);
}

/** All of the actor's tenants that are not retired: for what is about work to be done, and for offers. */
export async function authoriseWorking(ctx: Ctx, permission: Permission): Promise<readonly TenantId[]> {
  const tenants = await authoriseVisible(ctx, permission);
  return tenants.flatMap(({ id, isRetired }) => (isRetired === true ? [] : [id as TenantId]));
}

/** All of the actor's tenants, by name, as {@link authoriseTenants} has them. */
export async function authoriseVisible(ctx: Ctx, permission: Permission): Promise<TenantView[]> {
  const actor = authoriseActor(ctx, permission);
  const tenants = await selectReachableTenants(portalDatabase(), actor.userId, actor.role === "admin");
  return tenants.filter(({ isRetired }) => isRetired !== true || isAllowedOfRetired(actor.role, permission));
}
