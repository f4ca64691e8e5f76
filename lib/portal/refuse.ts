import type { IncomingMessage, ServerResponse } from "node:http";
import type { AppErrorParams } from "#lib/domain/app-error.ts";

/** Whether a request has a body, or announces one. */
export function hasBody({ headers }: IncomingMessage): boolean {
  return headers["transfer-encoding"] !== undefined || Number(headers["content-length"] ?? 0) !== 0;
}

/**
 * Answers like a route, with a code. If the request has a body, its connection is closed; the rest of the
 * body is discarded (lingering.ts).
 */
export function refuse(response: ServerResponse, status: number, code: string, params: AppErrorParams = {}): void {
  const answer = JSON.stringify({ code, params });
  response.writeHead(status, {
    "content-type": "application/json",
    "content-length": Buffer.byteLength(answer),
    "cache-control": "no-store",
    ...(params.retryAfterSeconds === undefined ? {} : { "retry-after": String(params.retryAfterSeconds) }),
    ...(hasBody(response.req) ? { connection: "close" } : {}),
  });
  response.end(answer);
}
