import { AppError, type AppErrorCode, type AppErrorParams } from "#lib/domain/app-error.ts";
import type { Ctx } from "#lib/services/context.ts";
import { currentCtx } from "./current-ctx.ts";
import { BodyAborted } from "./read-body.ts";
import { requestIdOf } from "./request-id.ts";
import { logFault, logRequest, marksOf } from "./request-log.ts";

/** Whatever is not here conflicts with what there is by now: 409. */
const statuses: Readonly<Partial<Record<AppErrorCode, number>>> = {
  signed_out: 401,
  credentials_wrong: 401,
  code_needed: 401,
  code_wrong: 401,
  link_over: 410,
  second_factor_needed: 403,
  reauthentication_needed: 403,
  forbidden: 403,
  not_found: 404,
  invalid: 400,
  chunk_damaged: 400,
  erased: 410,
  too_large: 413,
  too_slow: 408,
  busy: 429,
  throttled: 429,
  server_refused: 400,
  remote_unreachable: 502,
};

/**
 * Makes a route handler: the actor comes from the session, and refusals become JSON `{code, params}` with their
 * status. The front door (lib/portal) has already checked that changing requests come from our own pages.
 */
export function defineRoute<Params>(handle: (ctx: Ctx, params: Params, request: Request) => Promise<Response>) {
  return async (request: Request, route: { params: Promise<Params> }): Promise<Response> => {
    const startedAt = performance.now();
    const params = await route.params;
    const id = requestIdOf(request.headers.get("x-request-id"));
    const marks = { request: id, route: `${request.method} ${new URL(request.url).pathname}`, ...marksOf(params) };
    const answer = async (response: Response, outcome: string): Promise<Response> => {
      logRequest(marks, outcome, startedAt);
      // Next does not send the body of a HEAD answer, nor cancel it: a stream would stay open for nobody.
      if (request.method === "HEAD") await response.body?.cancel();
      response.headers.set("x-request-id", id);
      return response;
    };
    try {
      return await answer(await handle(await currentCtx(), params, request), "ok");
    } catch (error) {
      if (error instanceof AppError)
        return answer(refusal(error.code, error.params, statuses[error.code] ?? 409), error.code);
      if (error instanceof BodyAborted) return answer(refusal("aborted", {}, 400), "aborted");
      logFault(error, marks);
      return answer(refusal("unexpected", { request: id }, 500), "unexpected");
    }
  };
}

function refusal(code: string, params: AppErrorParams, status: number): Response {
  const { retryAfterSeconds } = params;
  const wait = retryAfterSeconds === undefined ? {} : { "retry-after": String(retryAfterSeconds) };
  return Response.json({ code, params }, { status, headers: { "cache-control": "no-store", ...wait } });
}
