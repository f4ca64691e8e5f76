import { headers } from "next/headers";
import { cache } from "react";
import type { Ctx } from "#lib/services/context.ts";
import { currentActor } from "#lib/services/sessions/current-actor.ts";
import { addressOf } from "./address-of.ts";
import { pageUserHeader } from "./page-user.ts";
import { requestSessionId } from "./session-cookie.ts";

/**
 * Who sends this request. `actor` is null if nobody is signed in, the session is over, or the page belongs to
 * another user. Once per request.
 */
export const currentCtx = cache(async (): Promise<Ctx> => {
  const sent = await headers();
  const actor = await currentActor(await requestSessionId());
  const pageUser = sent.get(pageUserHeader);
  const isTheirs = pageUser === null || pageUser === actor?.userId;
  return { actor: isTheirs ? actor : null, address: addressOf(sent), requestId: sent.get("x-request-id") };
});
