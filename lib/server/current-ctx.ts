import { headers } from "next/headers";
import { getServerSession } from "next-auth";
import { cache } from "react";
import { z } from "zod";
import type { Ctx } from "#lib/services/context.ts";
import { currentActor } from "#lib/services/current-actor.ts";
import { addressOf } from "./address-of.ts";
import { sessionOptions } from "./session.ts";

const sessionShape = z.object({ userId: z.uuid(), sessionVersion: z.number().int() });

/** Who is at work in this request; `actor` is null for nobody, and for a cookie that has been overtaken. Once a request. */
export const currentCtx = cache(async (): Promise<Ctx> => {
  const address = addressOf(await headers());
  const session = sessionShape.safeParse(await getServerSession(sessionOptions()));
  if (!session.success) return { actor: null, address };
  return { actor: await currentActor(session.data.userId, session.data.sessionVersion), address };
});
