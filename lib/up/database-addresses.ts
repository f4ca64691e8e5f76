import { createHmac } from "node:crypto";
import { addressAs, prepareRoles } from "#prisma/access/roles.ts";
import type { LoginRole } from "#prisma/access/tables.ts";
import type { DatabaseAddresses, Environment } from "./settings.ts";

/**
 * The addresses for each role of the database at `ownerUrl`: the given ones, and for the rest a password of this
 * installation, which the role gets. Roles that the server lacks are made.
 */
export async function addressesOf(ownerUrl: string, given: Environment, secret: string): Promise<DatabaseAddresses> {
  const passwords: Partial<Record<LoginRole, string>> = {};
  const address = (setting: string, role: LoginRole): string => {
    const own = given[setting];
    if (own !== undefined && own !== "") return own;
    const password = createHmac("sha256", secret).update(role).digest("base64url");
    passwords[role] = password;
    return addressAs(ownerUrl, role, password);
  };
  const addresses = {
    web: address("DATABASE_URL", "portal_web"),
    worker: address("DATABASE_WORKER_URL", "portal_worker"),
    staging: address("DATABASE_STAGING_URL", "portal_staging"),
  };
  await prepareRoles(ownerUrl, passwords);
  return addresses;
}
