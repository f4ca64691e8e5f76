import { portalDatabase } from "#lib/database/client.ts";
import { deleteOverSessions } from "#lib/database/users/sessions.ts";
import { deleteOldAttempts } from "#lib/database/users/sign-in-attempts.ts";

/**
 * Deletes the rows of sessions that expired by themselves, and attempts to sign in that the throttle does not read any
 * more; returns how many. The worker runs it beside the retention.
 */
export async function clearSessions(): Promise<{ readonly sessions: number; readonly attempts: number }> {
  return { sessions: await deleteOverSessions(portalDatabase()), attempts: await deleteOldAttempts(portalDatabase()) };
}
