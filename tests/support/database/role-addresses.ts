import { addressAs, prepareRoles } from "#prisma/access/roles.ts";
import { loginRoles } from "#prisma/access/tables.ts";

/** On a test's server every role has the password of its superuser. */
export async function prepareTestRoles(ownerUrl: string): Promise<void> {
  await prepareRoles(ownerUrl, Object.fromEntries(loginRoles.map((role) => [role, passwordOf(ownerUrl)])));
}

/** The settings for a database on such a server: the owner's address and one for each role. */
export function roleAddresses(ownerUrl: string) {
  const password = passwordOf(ownerUrl);
  return {
    DATABASE_OWNER_URL: ownerUrl,
    DATABASE_URL: addressAs(ownerUrl, "portal_web", password),
    DATABASE_WORKER_URL: addressAs(ownerUrl, "portal_worker", password),
    DATABASE_STAGING_URL: addressAs(ownerUrl, "portal_staging", password),
  };
}

function passwordOf(url: string): string {
  return decodeURIComponent(new URL(url).password);
}
