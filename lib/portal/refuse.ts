import type { IncomingMessage, ServerResponse } from "node:http";
import type { AppErrorParams } from "#lib/domain/app-error.ts";

/** Whether a request has a body, or says it has. */
export function hasBody({ headers }: IncomingMessage): boolean {
  return headers["transfer-encoding"] !== undefined || Number(headers["content-length"] ?? 0) !== 0;
}

/** Answers as routes do, with a code. The connection goes with a body that nobody reads: what still comes of it is let go by (lingering.ts). */
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
