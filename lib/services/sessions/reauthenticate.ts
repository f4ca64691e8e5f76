import { z } from "zod";
import { withPortalTransaction } from "#lib/database/client.ts";
import { freshenSession } from "#lib/database/users/sessions.ts";
import { AppError } from "#lib/domain/app-error.ts";
import { authoriseActor } from "../authorise.ts";
import type { Ctx } from "../context.ts";
import { parseInput } from "../parse-input.ts";
import { recordAudit } from "../record-audit.ts";
import { proveWithCode } from "./prove-with-code.ts";
import { proveWithPassword } from "./prove-with-password.ts";

const inputSchema = z.object({
  password: z.string().min(1).max(200).optional(),
  code: z.string().min(1).max(50).optional(),
});
export type ReauthenticateInput = z.input<typeof inputSchema>;

/**
 * Lets the user of a session prove again who they are: with a code where they have a second factor, else with their
 * password. From then on the session may change tokens, users and servers for `freshMinutes`. Throttled as signing in.
 * Who came through the provider proves it there (`signInThroughProvider`).
 */
export async function reauthenticate(ctx: Ctx, input: ReauthenticateInput): Promise<void> {
  const actor = authoriseActor(ctx, "session.keep");
  const { password, code } = parseInput(inputSchema, input);
  if (actor.proof === "code" && code !== undefined) await proveWithCode(ctx, actor, code);
  else if (actor.proof === "password" && password !== undefined) await proveWithPassword(ctx, actor, password);
  else throw new AppError("invalid", { fields: [actor.proof], problems: [`${actor.proof}:invalid_type`] });
  await withPortalTransaction(async (tx) => {
    await freshenSession(tx, actor.sessionId);
    await recordAudit(tx, ctx, "reauthenticated", { subject: actor.userId, details: { proof: actor.proof } });
  });
}
