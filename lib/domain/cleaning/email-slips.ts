import { editDistance } from "./edit-distance.ts";

/** The mail domains that nearly everybody in a portfolio uses: a domain one or two letters away is a slip. */
const commonDomains = [
  "gmail.com",
  "hotmail.com",
  "outlook.com",
  "yahoo.com",
  "icloud.com",
  "live.com",
  "hotmail.es",
  "outlook.es",
  "yahoo.es",
  "yahoo.com.co",
  "une.net.co",
  "yahoo.com.br",
  "hotmail.com.br",
  "uol.com.br",
  "bol.com.br",
] as const;

/** Real domains that look like slips of the ones above. */
const realNeighbours = new Set([
  "mail.com",
  "gmx.com",
  "ymail.com",
  "email.com",
  "love.com",
  "yahoo.co",
  "live.co",
  "live.cl",
  "live.com.mx",
  "yahoo.cl",
  "yahoo.fr",
  "yahoo.it",
  "hotmail.fr",
  "hotmail.it",
  "hotmail.de",
  "outlook.fr",
  "outlook.de",
  "outlook.cl",
  "hotmail.cl",
  "yahoo.ca",
  "yahoo.in",
  "yahoo.de",
]);

const endings: Readonly<Record<string, string>> = {
  con: "com",
  cmo: "com",
  comm: "com",
  ocm: "com",
  vom: "com",
  xom: "com",
  coom: "com",
  clm: "com",
  cpm: "com",
};

/**
 * A cache by domain; null for no slip. A portfolio has few domains, and comparing letters costs a hundred look-ups.
 */
const known = new Map<string, string | null>();
const maxKnown = 20_000;

function slipOfDomain(domain: string): string | null {
  if ((commonDomains as readonly string[]).includes(domain) || realNeighbours.has(domain)) return null;
  const bare = domain.replace(/,/g, ".");
  for (const common of commonDomains) {
    const name = common.slice(0, common.indexOf("."));
    if (bare === name || bare === common.replaceAll(".", "")) return common;
    const limit = common.length > 8 ? 3 : 2;
    // The first letter is hardly ever the slip, and other real providers differ in the first letter only.
    if (bare.charAt(0) === common.charAt(0) && bare !== common && editDistance(bare, common, limit) < limit) {
      if (!isOtherCountry(bare, common)) return common;
    }
    if (bare === common && bare !== domain) return common;
  }
  const dot = bare.lastIndexOf(".");
  const ending = endings[bare.slice(dot + 1)];
  return ending === undefined ? null : bare.slice(0, dot + 1) + ending;
}

/** Whether the domain has the same name with another country's ending: hotmail.co.uk and yahoo.com.ar are real. */
function isOtherCountry(domain: string, common: string): boolean {
  const name = common.slice(0, common.indexOf(".") + 1);
  if (!domain.startsWith(name)) return false;
  const ending = domain.slice(name.length);
  return /^(?:(?:com?|net|org)\.)?[a-z]{2}$/.test(ending) && ending !== "co" && ending !== "cm" && ending !== "om";
}

/** How nearly every address of a portfolio ends. Comparing the end costs less than cutting it off to look it up. */
const commonEndings = ["@gmail.com", "@hotmail.com", "@outlook.com", "@yahoo.com"] as const;

/**
 * Compares from the last letter, where addresses differ soonest. The built-in `endsWith` costs several times
 * as much on parts of a large text.
 */
function endsWith(text: string, start: number, end: number, ending: string): boolean {
  const from = end - ending.length;
  if (from < start || text.charCodeAt(from) !== 0x40) return false;
  for (let i = ending.length - 1; i > 0; i--) if (text.charCodeAt(from + i) !== ending.charCodeAt(i)) return false;
  return true;
}

/** Whether the address from `start` to `end` ends with one of the four most common domains. */
export function hasCommonDomain(text: string, start: number, end: number): boolean {
  for (const ending of commonEndings) if (endsWith(text, start, end, ending)) return true;
  return false;
}

/** The address that was probably meant, or null if its domain looks right. `address` must be in lower case. */
export function emailSlip(address: string): string | null {
  if (hasCommonDomain(address, 0, address.length)) return null;
  const at = address.lastIndexOf("@");
  if (at <= 0 || at === address.length - 1) return null;
  const slip = domainSlip(address.slice(at + 1));
  return slip === null ? null : address.slice(0, at + 1) + slip;
}

/** The domain that was probably meant, or null if it looks right. `domain` must be in lower case. */
export function domainSlip(domain: string): string | null {
  let slip = known.get(domain);
  if (slip === undefined) {
    slip = slipOfDomain(domain);
    if (known.size >= maxKnown) known.clear();
    known.set(domain, slip);
  }
  return slip;
}
