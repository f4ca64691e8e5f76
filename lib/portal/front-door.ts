import { randomBytes } from "node:crypto";
import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from "node:http";
import type { BlockList } from "node:net";
import { requestIdOf } from "#lib/server/request-id.ts";
import { isFromOwnPage, isSafe, servedMethods } from "./from-own-pages.ts";
import { plainAddress } from "./plain-address.ts";
import { refuse } from "./refuse.ts";
import { securityHeaders } from "./security-headers.ts";
import { isIn, senderAddress } from "./sender-address.ts";

type Handle = (request: IncomingMessage, response: ServerResponse) => unknown;

export interface FrontDoorOptions {
  readonly trustedProxies: BlockList;
  /** The portal's public address. */
  readonly own: URL;
  readonly isDevelopment?: boolean;
  readonly warn: (line: string) => void;
}

/** Headers accepted only from a proxy; from anybody else they would mislead Next, next-auth or the log. */
const saidByProxies = ["forwarded", "x-forwarded-proto", "x-forwarded-port", "x-request-id", "x-real-ip"] as const;

/**
 * Runs before Next for every page, route and action (decision 41). Behind it `x-forwarded-for` is exactly the
 * sender's address (Next passes on whatever a request brings), and changing requests come from our own pages.
 * Every answer has the request's id and the headers that say what a page may load.
 */
export function frontDoor(
  handle: Handle,
  { trustedProxies, own, isDevelopment = false, warn }: FrontDoorOptions,
): Handle {
  let hasWarned = false;
  return (request, response) => {
    const { headers } = request;
    const peer = plainAddress(request.socket.remoteAddress);
    const forwarded = headers["x-forwarded-for"]?.toString();
    const isProxied = peer !== null && isIn(trustedProxies, peer);
    if (!isProxied) {
      if (forwarded !== undefined && !hasWarned)
        warn(`A request from ${peer} came with X-Forwarded-For, which is believed of TRUSTED_PROXIES alone.`);
      hasWarned ||= forwarded !== undefined;
      for (const name of saidByProxies) delete headers[name];
    }
    const id = requestIdOf(headers["x-request-id"]?.toString());
    put(headers, "x-request-id", id);
    response.setHeader("x-request-id", id);
    const nonce = randomBytes(16).toString("base64");
    const isHttps = own.protocol === "https:";
    const secure = securityHeaders(request.url ?? "", { nonce, isHttps, isDevelopment });
    for (const [name, value] of Object.entries(secure)) response.setHeader(name, value);
    // Next takes the nonce for its inline scripts from here.
    put(headers, "content-security-policy", secure["content-security-policy"] ?? null);
    delete headers["content-security-policy-report-only"];
    put(headers, "x-forwarded-for", senderAddress(peer ?? undefined, forwarded, trustedProxies));

    if (!servedMethods.includes(request.method ?? "")) {
      response.setHeader("allow", servedMethods.join(", "));
      return refuse(response, 405, "invalid");
    }
    if (!isReadable(request.url ?? "")) return refuse(response, 400, "invalid");
    if (!isSafe(request) && !isFromOwnPage(request, own)) return refuse(response, 403, "forbidden");
    // Next compares Origin with this header first, so a proxy that calls the portal by another name makes no
    // difference.
    const page = isSafe(request) ? null : URL.parse(headers.origin ?? "");
    put(headers, "x-forwarded-host", page?.host ?? (isProxied ? own.host : null));
    return handle(request, response);
  };
}

/** Next answers an undecodable path, or a target that is no path, with a 500 and a page of log lines. */
function isReadable(url: string): boolean {
  try {
    return url.startsWith("/") && !decodeURIComponent(url.split("?", 1)[0] ?? "").includes("\0");
  } catch {
    return false;
  }
}

function put(headers: IncomingHttpHeaders, name: string, value: string | null): void {
  if (value === null) delete headers[name];
  else headers[name] = value;
}
