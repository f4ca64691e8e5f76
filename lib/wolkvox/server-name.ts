/** Hosts seen: crm, crm01, crm0000, crm0001. The list is open, so the form decides. */
const crmHost = /^crm[0-9]{0,6}\.wolkvox\.com$/;
/** Names that were switched off on 2024-11-30: sv0001.crmvox.com became crm0001.wolkvox.com. */
const oldHost = /^sv([0-9]{4})\.crmvox\.com$/;
/** The contact-centre ("Manager") API: another product with other tokens. */
const managerHost = /^wv[0-9]+\.wolkvox\.com$/;

export const serverRefusals = ["server_empty", "server_unreadable", "server_is_manager", "server_not_allowed"] as const;
export type ServerRefusal = (typeof serverRefusals)[number];

export type ParsedServer =
  | { readonly ok: true; readonly server: string; readonly rewrittenFrom?: string }
  | { readonly ok: false; readonly code: ServerRefusal };

/**
 * Turns what an admin typed or pasted (a host, or any URL of the CRM) into the host name that a tenant keeps.
 * `extraHosts` are the hosts, each with or without a port, that the deployment allows beside the CRM's own.
 */
export function parseServer(input: string, extraHosts: readonly string[]): ParsedServer {
  const text = input.trim();
  if (text === "") return { ok: false, code: "server_empty" };
  const url = asUrl(text);
  if (url === null) return { ok: false, code: "server_unreadable" };
  if (extraHosts.includes(url.host)) return { ok: true, server: url.host };
  const old = oldHost.exec(url.hostname);
  if (old !== null) return { ok: true, server: `crm${old[1]}.wolkvox.com`, rewrittenFrom: url.hostname };
  if (managerHost.test(url.hostname)) return { ok: false, code: "server_is_manager" };
  if (!crmHost.test(url.hostname) || url.port !== "") return { ok: false, code: "server_not_allowed" };
  return { ok: true, server: url.hostname };
}

/**
 * The URL of an endpoint, or null if the portal may not call the server: a stored name is checked again at
 * every call, so that nothing in the database can send a token elsewhere. A host with a port is one of the
 * deployment's own (the sandbox) and uses plain http; all others use https on port 443.
 */
export function endpointUrl(server: string, path: string, extraHosts: readonly string[]): URL | null {
  if (extraHosts.includes(server)) return new URL(`${/:\d+$/.test(server) ? "http" : "https"}://${server}${path}`);
  return crmHost.test(server) ? new URL(`https://${server}${path}`) : null;
}

function asUrl(text: string): URL | null {
  // The URL parser would silently drop blanks and control characters, turn "\" into "/", and hide a user name
  // before "@".
  if (/[\s\\@\p{Cc}]/u.test(text)) return null;
  const withScheme = /^[a-z][a-z0-9+.-]*:\/\//i.test(text) ? text : `https://${text}`;
  const url = URL.parse(withScheme);
  if (url === null || (url.protocol !== "https:" && url.protocol !== "http:")) return null;
  return url;
}
