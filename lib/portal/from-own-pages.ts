import type { IncomingMessage } from "node:http";

/** What changes nothing, by RFC 9110. */
const safeMethods = new Set(["GET", "HEAD", "OPTIONS"]);

/** What a page or a route of ours answers. */
export const servedMethods = ["GET", "HEAD", "OPTIONS", "POST"];

export function isSafe({ method }: IncomingMessage): boolean {
  return safeMethods.has(method ?? "");
}

/**
 * Whether a request is one of our own pages': they say where they come from, in Origin with everything that may change something and in
 * Sec-Fetch-Site where the browser has it. `own` is the origin that people open; at another name of this machine a page may ask that name. Next
 * asks nothing of routes, and of actions only where an Origin is there.
 */
export function isFromOwnPage({ headers }: IncomingMessage, own: URL): boolean {
  const { host, origin, "sec-fetch-site": site } = headers;
  if (site !== undefined && site !== "same-origin") return false;
  const page = URL.parse(origin ?? "");
  if (page === null || page.host === "") return false;
  return page.host === own.host ? page.protocol === own.protocol : page.host === host;
}
