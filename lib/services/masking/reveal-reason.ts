import { z } from "zod";
import { saysWhyToReveal } from "#lib/domain/access/permission.ts";
import type { Ctx } from "../context.ts";
import { parseInput } from "../parse-input.ts";
import { reasonSchema } from "../reason-input.ts";

/** The reason for which a debtor is shown, as details of the entry; who has to give one is refused without. */
export function readReason({ actor }: Ctx, input: { readonly reason?: string }): { readonly reason?: string } {
  const isAsked = actor === null || saysWhyToReveal(actor.role);
  if (!isAsked && input.reason === undefined) return {};
  return parseInput(z.object({ reason: reasonSchema }), input);
}
