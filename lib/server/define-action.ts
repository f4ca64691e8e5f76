import { refresh } from "next/cache";
import { AppError } from "#lib/services/app-error.ts";
import type { Ctx } from "#lib/services/context.ts";
import type { ActionResult } from "./action-result.ts";
import { currentCtx } from "./current-ctx.ts";
import { logFault } from "./log-fault.ts";

/**
 * Makes a server action of a use case: who is at work comes from the session, the input goes through unread
 * (the use case parses it), a refusal becomes its code. A success refreshes what the page shows.
 */
export function defineAction<Input, Output>(verb: (ctx: Ctx, input: Input) => Promise<Output>) {
  return async (input: Input): Promise<ActionResult<Output>> => {
    try {
      const value = await verb(await currentCtx(), input);
      refresh();
      return { ok: true, value };
    } catch (error) {
      if (error instanceof AppError) return { ok: false, code: error.code, params: error.params };
      logFault(error, { action: verb.name });
      return { ok: false, code: "unexpected", params: {} };
    }
  };
}
