import type { IncomingHttpHeaders } from "node:http";

/** What changes nothing, by RFC 9110. */
const safeMethods = new Set(["GET", "HEAD", "OPTIONS"]);

/**
 * Whether a request may change something: our own pages say where they come from, in Origin with every such request and in Sec-Fetch-Site where
 * the browser has it. `hosts` are those that people open the portal at. Next asks nothing of routes, and of actions only where an Origin is there.
 */
export function mayChange(
  method: string | undefined,
  headers: IncomingHttpHeaders,
  hosts: ReadonlySet<string>,
): boolean {
  if (safeMethods.has(method ?? "")) return true;
  const { origin, "sec-fetch-site": site } = headers;
  if (site !== undefined && site !== "same-origin") return false;
  const host = URL.parse(origin ?? "")?.host ?? "";
  return host !== "" && hosts.has(host);
}
