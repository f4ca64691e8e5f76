import { accountAttacks } from "./account-attacks.ts";
import type { Attack } from "./attack.ts";
import { auditTrail } from "./audit-trail.ts";
import { backupAttacks } from "./backups.ts";
import { keyAttacks } from "./keys.ts";
import { neighbours } from "./neighbours.ts";
import { people } from "./people.ts";
import { providerAttacks } from "./provider-attacks.ts";
import { quotas } from "./quotas.ts";

/** Every attack, in the order of the table. Each leaves the portal as the next one needs it. */
export const allAttacks: readonly Attack[] = [
  ...people,
  ...providerAttacks,
  ...accountAttacks,
  ...auditTrail,
  ...keyAttacks,
  ...backupAttacks,
  ...quotas,
  ...neighbours,
];
