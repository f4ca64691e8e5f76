import type { IncomingMessage, ServerResponse } from "node:http";
import { hasBody, refuse } from "./refuse.ts";

type Handle = (request: IncomingMessage, response: ServerResponse) => unknown;

export interface BodyRule {
  /** Of somebody whose cookie this portal has signed. */
  readonly maxBytes: number;
  /** Of anybody. */
  readonly openBytes: number;
  /** Until all of it has come. */
  readonly seconds: number;
}

const kilobyte = 1_024;
const megabyte = 1_024 * kilobyte;

/** What a body may be, by where it goes. Routes look again, at who sends it, before they read (lib/server/read-body.ts). */
const rules: readonly (BodyRule & { readonly path: RegExp })[] = [
  // An e-mail and a password; read by next-auth, which has no limit.
  { path: /^\/api\/auth\//, maxBytes: 16 * kilobyte, openBytes: 16 * kilobyte, seconds: 15 },
  // 16 MB at 450 kbit/s; a usual chunk has 150 KB.
  {
    path: /^\/api\/uploads\/[^/]+\/(?:chunks|lists)$/,
    maxBytes: 16 * megabyte,
    openBytes: 16 * megabyte,
    seconds: 300,
  },
  { path: /^\/api\//, maxBytes: megabyte, openBytes: megabyte, seconds: 60 },
  // Actions, which Next reads and parses before it calls them. Nobody's own are a few words.
  { path: /^/, maxBytes: megabyte, openBytes: 64 * kilobyte, seconds: 60 },
];

export interface BodyGateOptions {
  /** Whether a cookie was signed here, whoever it is of. */
  readonly isSigned: (cookie: string | undefined) => Promise<boolean>;
}

/**
 * Refuses a body by what its head says, before a byte of it is read: one without a length, one that is too long for where it goes or for nobody.
 * One that does not come in time loses its connection.
 */
export function bodyGate(handle: Handle, { isSigned }: BodyGateOptions): Handle {
  return async (request, response) => {
    const { headers } = request;
    if (!hasBody(request)) return handle(request, response);
    if (headers["transfer-encoding"] !== undefined) return refuse(response, 411, "invalid");
    const bytes = Number(headers["content-length"]);
    const { maxBytes, openBytes, seconds } = ruleOf(request.url ?? "");
    endWhenLate(request, seconds);
    if (bytes > maxBytes) return refuse(response, 413, "too_large", { maxBytes });
    if (bytes > openBytes && !(await isSigned(headers.cookie))) return refuse(response, 401, "signed_out");
    return handle(request, response);
  };
}

export function ruleOf(url: string): BodyRule {
  const path = url.split("?", 1)[0] ?? "";
  return rules.find((rule) => rule.path.test(path)) ?? { maxBytes: 0, openBytes: 0, seconds: 0 };
}

function endWhenLate(request: IncomingMessage, seconds: number): void {
  const { socket } = request;
  const timer = setTimeout(() => request.complete || socket.destroy(), seconds * 1_000).unref();
  request.once("end", () => clearTimeout(timer)).once("close", () => clearTimeout(timer));
}
