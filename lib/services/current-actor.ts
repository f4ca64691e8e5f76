import { database } from "#lib/database/client.ts";
import { isId } from "#lib/database/new-id.ts";
import { findSessionUser } from "#lib/database/users.ts";
import type { Actor } from "./context.ts";

/**
 * Who a session's cookie stands for, read anew at each request; null when the user is gone or disabled,
 * or when role or password changed since (`sessionVersion` moved on).
 */
export async function currentActor(userId: string, sessionVersion: number): Promise<Actor | null> {
  if (!isId(userId) || !Number.isInteger(sessionVersion)) return null;
  const user = await findSessionUser(database(), userId, sessionVersion);
  if (user === null) return null;
  const { id, ...rest } = user;
  return { userId: id, ...rest };
}
