import { portalDatabase } from "#lib/database/client.ts";
import { deleteOldLinks } from "#lib/database/users/access-links.ts";
import { deleteOldFirstRunCode } from "#lib/database/users/first-run.ts";
import { deleteOverSessions } from "#lib/database/users/sessions.ts";
import { deleteOldAttempts } from "#lib/database/users/sign-in-attempts.ts";

export interface Cleared {
  readonly sessions: number;
  readonly attempts: number;
  readonly links: number;
  readonly codes: number;
}

/**
 * Deletes the rows of sessions that expired by themselves, attempts to sign in that the throttle does not read any
 * more, and links and first-run codes that are long over; returns how many. The worker runs it beside the retention.
 */
export async function clearSessions(): Promise<Cleared> {
  const db = portalDatabase();
  return {
    sessions: await deleteOverSessions(db),
    attempts: await deleteOldAttempts(db),
    links: await deleteOldLinks(db),
    codes: await deleteOldFirstRunCode(db),
  };
}
