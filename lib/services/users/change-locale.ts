import { z } from "zod";
import { portalDatabase } from "#lib/database/client.ts";
import { setLocale } from "#lib/database/users/users.ts";
import { locales } from "#lib/domain/access/locales.ts";
import { authoriseActor } from "../authorise.ts";
import type { Ctx } from "../context.ts";
import { parseInput } from "../parse-input.ts";

const inputSchema = z.object({ locale: z.enum(locales) });
export type ChangeLocaleInput = z.input<typeof inputSchema>;

/** Sets this user's language, in every browser. */
export async function changeLocale(ctx: Ctx, input: ChangeLocaleInput): Promise<void> {
  const actor = authoriseActor(ctx, "session.keep");
  const { locale } = parseInput(inputSchema, input);
  await setLocale(portalDatabase(), actor.userId, locale);
}
