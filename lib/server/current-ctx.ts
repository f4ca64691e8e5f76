import { headers } from "next/headers";
import { cache } from "react";
import type { Ctx } from "#lib/services/context.ts";
import { currentActor } from "#lib/services/sessions/current-actor.ts";
import { addressOf } from "./address-of.ts";
import { pageUserHeader } from "./page-user.ts";
import { requestSessionId } from "./session-cookie.ts";

/** Who is at work in this request; `actor` is null for nobody, for a session that is over, and for somebody else than the page is of. Once a request. */
export const currentCtx = cache(async (): Promise<Ctx> => {
  const sent = await headers();
  const actor = await currentActor(await requestSessionId());
  const pageUser = sent.get(pageUserHeader);
  const isTheirs = pageUser === null || pageUser === actor?.userId;
  return { actor: isTheirs ? actor : null, address: addressOf(sent) };
});
