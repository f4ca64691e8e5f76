import { database } from "#lib/database/client.ts";
import { deleteOverSessions } from "#lib/database/users/sessions.ts";

/** Clears away what is left of sessions that are over by themselves; answers how many. The worker's, beside the retention. */
export function clearSessions(): Promise<number> {
  return deleteOverSessions(database());
}
