import type { IncomingMessage } from "node:http";

/** Methods that change nothing, by RFC 9110. */
const safeMethods = new Set(["GET", "HEAD", "OPTIONS"]);

/** Methods that a page or route of ours serves. */
export const servedMethods = ["GET", "HEAD", "OPTIONS", "POST"];

export function isSafe({ method }: IncomingMessage): boolean {
  return safeMethods.has(method ?? "");
}

/**
 * Whether a request was sent by one of our own pages (decision 41): browsers send Origin with every changing
 * request, and Sec-Fetch-Site if they support it. `own` is the origin that people open; a page opened under another
 * host name of this machine may call that name. Next checks no routes, and actions only if they have an Origin.
 */
export function isFromOwnPage({ headers }: IncomingMessage, own: URL): boolean {
  const { host, origin, "sec-fetch-site": site } = headers;
  if (site !== undefined && site !== "same-origin") return false;
  const page = URL.parse(origin ?? "");
  if (page === null || page.host === "") return false;
  return page.host === own.host ? page.protocol === own.protocol : page.host === host;
}
