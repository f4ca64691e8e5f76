import { portalDatabase } from "#lib/database/client.ts";
import { findUserForLink } from "#lib/database/users/users.ts";
import { type AccountChange, changeMail } from "#lib/mail/change-mail.ts";
import { isMailSet, sendMail } from "#lib/mail/send-mail.ts";
import { logger } from "../operations/portal-log.ts";

/**
 * Tells a user by mail what has changed of how they sign in, whoever changed it. Called once it is committed; nobody
 * waits for it, and a mail that is not taken is in the log alone.
 */
export function tellChange(userId: string, change: AccountChange): void {
  if (isMailSet()) void send(userId, change).catch((error) => logger().error({ err: error }, "a mail was not sent"));
}

async function send(userId: string, change: AccountChange): Promise<void> {
  const user = await findUserForLink(portalDatabase(), { id: userId });
  if (user !== null) await sendMail(user, changeMail(change, user));
}
