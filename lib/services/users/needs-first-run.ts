import { portalDatabase } from "#lib/database/client.ts";
import { hasNoUser } from "#lib/database/users/first-run.ts";

/** Whether the portal has no user yet, so that all there is to do is to make the first admin. */
export function needsFirstRun(): Promise<boolean> {
  return hasNoUser(portalDatabase());
}
