import { portalDatabase } from "#lib/database/client.ts";
import { deleteOverSessions } from "#lib/database/users/sessions.ts";

/**
 * Deletes the rows of sessions that expired by themselves; returns how many. The worker runs it beside the
 * retention.
 */
export function clearSessions(): Promise<number> {
  return deleteOverSessions(portalDatabase());
}
