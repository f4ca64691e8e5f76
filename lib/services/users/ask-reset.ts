import { z } from "zod";
import { withPortalTransaction } from "#lib/database/client.ts";
import { countResetsUpTo } from "#lib/database/users/sign-in-attempts.ts";
import { findUserForLink } from "#lib/database/users/users.ts";
import { isMailSet } from "#lib/mail/send-mail.ts";
import type { Ctx } from "../context.ts";
import { logger } from "../operations/portal-log.ts";
import { parseInput } from "../parse-input.ts";
import { recordAudit } from "../record-audit.ts";
import { beginAttempt } from "../sessions/begin-attempt.ts";
import { deliverLink } from "./deliver-link.ts";
import { makeLink } from "./make-link.ts";

const inputSchema = z.object({ email: z.string().trim().toLowerCase().min(3).max(254) });
export type AskResetInput = z.input<typeof inputSchema>;

/** Mails that one address gets in 15 minutes, however many networks ask for them. */
const mostMails = 3;

/**
 * Sends a link for a new password to who has forgotten theirs, if there is such a user. The answer says nothing about
 * that, nor does its time: whatever depends on the user happens after it. Throws `throttled` by the sender's own
 * requests.
 */
export async function askReset(ctx: Ctx, input: AskResetInput): Promise<void> {
  const { email } = parseInput(inputSchema, input);
  const attemptId = await beginAttempt(ctx, "reset", email);
  if (isMailSet())
    void sendReset(ctx, email, attemptId).catch((error) => logger().error({ err: error }, "a reset failed"));
}

async function sendReset(ctx: Ctx, email: string, attemptId: string): Promise<void> {
  const made = await withPortalTransaction(async (tx) => {
    const user = await findUserForLink(tx, { email });
    if (user === null || user.isDisabled || (await countResetsUpTo(tx, email, attemptId)) > mostMails) return null;
    const link = await makeLink(tx, user.id, "reset");
    await recordAudit(tx, { ...ctx, actor: null }, "reset_asked", { subject: user.id });
    return { user, link };
  });
  if (made !== null) await deliverLink("reset", made.user, made.link);
}
