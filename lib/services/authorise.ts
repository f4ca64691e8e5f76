import { portalDatabase } from "#lib/database/client.ts";
import { isId } from "#lib/database/new-id.ts";
import { findPortfolioTenant } from "#lib/database/portfolios/portfolios.ts";
import { isReachableTenant, selectReachableTenants } from "#lib/database/tenants/tenants.ts";
import { findUploadTenant } from "#lib/database/uploads/uploads.ts";
import type { Permission } from "#lib/domain/access/permission.ts";
import { isAllowed, isFreshOnly, waitsForSecondFactor } from "#lib/domain/access/permission.ts";
import { AppError } from "#lib/domain/app-error.ts";
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
 * `signed_out`, `forbidden`, or `not_found`, both for a tenant that does not exist and for one of somebody else.
 */
export async function authorise(ctx: Ctx, permission: Permission, tenantId: string): Promise<TenantId> {
  const actor = authoriseActor(ctx, permission);
  if (!(await mayWorkFor(actor, tenantId))) throw new AppError("not_found");
  return tenantId as TenantId;
}

/** Whether the actor may work for the tenant at this moment. */
export async function mayWorkFor(actor: Actor, tenantId: string): Promise<boolean> {
  return isId(tenantId) && isReachableTenant(portalDatabase(), tenantId, actor.userId, actor.role === "admin");
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

/** The tenants whose data the actor may see: the given one, or all of theirs, which for an admin are all. */
export async function authoriseTenants(
  ctx: Ctx,
  permission: Permission,
  tenantId: string | undefined,
): Promise<readonly TenantId[]> {
  const actor = authoriseActor(ctx, permission);
  if (tenantId !== undefined) return [await authorise(ctx, permission, tenantId)];
  const tenants = await selectReachableTenants(portalDatabase(), actor.userId, actor.role === "admin");
  return tenants.map(({ id }) => id as TenantId);
}
