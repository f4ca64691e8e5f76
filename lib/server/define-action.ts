import { refresh } from "next/cache";
import { headers } from "next/headers";
import { AppError } from "#lib/domain/app-error.ts";
import type { Ctx } from "#lib/services/context.ts";
import type { ActionResult } from "./action-result.ts";
import { currentCtx } from "./current-ctx.ts";
import { requestIdOf } from "./request-id.ts";
import { logFault, logRequest, marksOf } from "./request-log.ts";

/**
 * Makes a server action from a use case: the actor comes from the session, the input is passed on unchecked
 * (the use case parses it), and a refusal becomes its code. A success refreshes what the page shows.
 */
export function defineAction<Input, Output>(verb: (ctx: Ctx, input: Input) => Promise<Output>) {
  return async (input: Input): Promise<ActionResult<Output>> => {
    const startedAt = performance.now();
    const marks = { request: requestIdOf((await headers()).get("x-request-id")), action: verb.name, ...marksOf(input) };
    try {
      // A caller other than our page may send anything, or nothing.
      if (typeof input !== "object" || input === null) throw new AppError("invalid", { fields: [], problems: [] });
      const value = await verb(await currentCtx(), input);
      refresh();
      logRequest(marks, "ok", startedAt);
      return { ok: true, value };
    } catch (error) {
      if (!(error instanceof AppError)) {
        logFault(error, marks);
        return { ok: false, code: "unexpected", params: { request: marks.request } };
      }
      logRequest(marks, error.code, startedAt);
      return { ok: false, code: error.code, params: error.params };
    }
  };
}
