import { AppError } from "#lib/domain/app-error.ts";
import type { TenantView } from "#lib/domain/views/tenant-view.ts";
import { locatePortfolio } from "#lib/services/portfolios/locate-portfolio.ts";
import { locateUpload } from "#lib/services/uploads/locate-upload.ts";
import { currentCtx } from "./current-ctx.ts";
import { myTenants, offeredTenants } from "./current-tenant.ts";

type Query = Readonly<Record<string, string | string[] | undefined>>;

/**
 * The tenant that a page belongs to, by its path: that of an upload, of the upload being corrected, the one that a
 * new upload is for or a debtor is searched in, that of a portfolio, or the edited one. Null if the page belongs to none or the tenant is not
 * the user's.
 */
export async function pageTenant(path: readonly string[], query: Query): Promise<TenantView | null> {
  const tenantId = await tenantIdOf(path, query);
  // A retired tenant has no new uploads: the page is another one's then.
  const tenants = path[0] === "uploads" && path[1] === "new" ? await offeredTenants() : await myTenants();
  return tenants.find((tenant) => tenant.id === tenantId) ?? null;
}

async function tenantIdOf([area, ...rest]: readonly string[], { correct, tenant }: Query): Promise<string | null> {
  const [first, second] = rest;
  if (area === "admin" && first === "tenants") return second ?? null;
  if (area === "admin" && first === "people") return typeof tenant === "string" ? tenant : null;
  if (area === "portfolios" && first !== undefined && first !== "new")
    return tenantFoundBy(async () => locatePortfolio(await currentCtx(), { portfolioId: first }));
  if (area === "debtors") return typeof tenant === "string" ? tenant : null;
  if (area !== "uploads" || first === undefined) return null;
  if (first === "new" && correct === undefined) return typeof tenant === "string" ? tenant : null;
  const uploadId = first === "new" ? correct : first;
  if (typeof uploadId !== "string") return null;
  return tenantFoundBy(async () => locateUpload(await currentCtx(), { uploadId }));
}

async function tenantFoundBy(locate: () => Promise<string>): Promise<string | null> {
  try {
    return await locate();
  } catch (error) {
    // The page itself shows what is missing; the frame around it stays.
    if (error instanceof AppError) return null;
    throw error;
  }
}
