import { z } from "zod";
import { withPortalTransaction } from "#lib/database/client.ts";
import { findUserForLink } from "#lib/database/users/users.ts";
import { AppError } from "#lib/domain/app-error.ts";
import type { DeliveredLink } from "#lib/domain/views/link-view.ts";
import { authoriseActor } from "../authorise.ts";
import type { Ctx } from "../context.ts";
import { parseInput } from "../parse-input.ts";
import { recordAudit } from "../record-audit.ts";
import { deliverLink } from "./deliver-link.ts";
import { makeLink } from "./make-link.ts";

const inputSchema = z.object({ userId: z.uuid() });
export type SendLinkInput = z.input<typeof inputSchema>;

/**
 * Sends a user a new link to set their password: the invitation again to who has none yet, else a reset. Earlier
 * links are over. Throws `not_found`, or `conflict` for a disabled user.
 */
export async function sendLink(ctx: Ctx, input: SendLinkInput): Promise<DeliveredLink> {
  const actor = authoriseActor(ctx, "users.manage");
  const { userId } = parseInput(inputSchema, input);
  const made = await withPortalTransaction(async (tx) => {
    const user = await findUserForLink(tx, { id: userId });
    if (user === null) throw new AppError("not_found");
    if (user.isDisabled) throw new AppError("conflict", { fields: ["isDisabled"] });
    const kind = user.hasPassword ? "reset" : "invitation";
    const link = await makeLink(tx, userId, kind);
    await recordAudit(tx, ctx, "link_made", { subject: userId, details: { link: kind } });
    return { kind, link, to: { ...user, locale: user.locale ?? actor.locale } } as const;
  });
  return deliverLink(made.kind, made.to, made.link);
}
