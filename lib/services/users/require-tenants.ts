import type { Transaction } from "#lib/database/client.ts";
import { countTenants } from "#lib/database/tenants/tenants.ts";
import { AppError } from "#lib/domain/app-error.ts";

/** The same ids without repeats; throws `invalid` if one of them is no tenant. */
export async function requireTenants(tx: Transaction, tenantIds: readonly string[]): Promise<string[]> {
  const distinct = [...new Set(tenantIds)];
  if ((await countTenants(tx, distinct)) !== distinct.length) {
    throw new AppError("invalid", { fields: ["tenantIds"], problems: ["tenantIds:unknown"] });
  }
  return distinct;
}
