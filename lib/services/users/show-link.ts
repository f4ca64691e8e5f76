import { z } from "zod";
import { portalDatabase } from "#lib/database/client.ts";
import { findLink } from "#lib/database/users/access-links.ts";
import { AppError } from "#lib/domain/app-error.ts";
import type { LinkView } from "#lib/domain/views/link-view.ts";
import { hashOfSecret } from "#lib/secrets/one-time-secret.ts";
import type { Ctx } from "../context.ts";
import { parseInput } from "../parse-input.ts";

const inputSchema = z.object({ secret: z.string().min(1).max(100) });
export type ShowLinkInput = z.input<typeof inputSchema>;

/** Whose password a link sets. Throws `link_over` for one that is used, expired, overtaken or made up. */
export async function showLink(_ctx: Ctx, input: ShowLinkInput): Promise<LinkView> {
  const { secret } = parseInput(inputSchema, input);
  const link = await findLink(portalDatabase(), hashOfSecret(secret));
  if (link === null) throw new AppError("link_over");
  return { kind: link.kind, name: link.name, email: link.email };
}
