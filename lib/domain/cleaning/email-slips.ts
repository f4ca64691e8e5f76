import { editDistance } from "./edit-distance.ts";

/** The mail domains nearly everybody in a portfolio uses: what is one or two letters away from them is a slip. */
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

/** Answers by domain are kept: a portfolio has few, and comparing letters costs a hundred times a look-up. */
const known = new Map<string, string | null>();
const maxKnown = 20_000;

function slipOfDomain(domain: string): string | null {
  if ((commonDomains as readonly string[]).includes(domain) || realNeighbours.has(domain)) return null;
  const bare = domain.replace(/,/g, ".");
  for (const common of commonDomains) {
    const name = common.slice(0, common.indexOf("."));
    if (bare === name || bare === common.replaceAll(".", "")) return common;
    const limit = common.length > 8 ? 3 : 2;
    // The first letter is hardly ever the slip, and other providers differ in just that.
    if (bare.charAt(0) === common.charAt(0) && bare !== common && editDistance(bare, common, limit) < limit) {
      if (!isOtherCountry(bare, common)) return common;
    }
    if (bare === common && bare !== domain) return common;
  }
  const dot = bare.lastIndexOf(".");
  const ending = endings[bare.slice(dot + 1)];
  return ending === undefined ? null : bare.slice(0, dot + 1) + ending;
}

/** hotmail.co.uk and yahoo.com.ar are real: the same name under the ending of another country. */
function isOtherCountry(domain: string, common: string): boolean {
  const name = common.slice(0, common.indexOf(".") + 1);
  if (!domain.startsWith(name)) return false;
  const ending = domain.slice(name.length);
  return /^(?:(?:com?|net|org)\.)?[a-z]{2}$/.test(ending) && ending !== "co" && ending !== "cm" && ending !== "om";
}

/** Nearly every address of a portfolio ends so, and comparing an end costs less than cutting it off to look it up. */
const commonEndings = ["@gmail.com", "@hotmail.com", "@outlook.com", "@yahoo.com"] as const;

/** From the last letter on, where addresses differ soonest; the built-in one costs several times as much on parts of a large text. */
function endsWith(text: string, start: number, end: number, ending: string): boolean {
  const from = end - ending.length;
  if (from < start || text.charCodeAt(from) !== 0x40) return false;
  for (let i = ending.length - 1; i > 0; i--) if (text.charCodeAt(from + i) !== ending.charCodeAt(i)) return false;
  return true;
}

/** Whether the address from `start` to `end` ends in one of the domains nearly everybody uses. */
export function hasCommonDomain(text: string, start: number, end: number): boolean {
  for (const ending of commonEndings) if (endsWith(text, start, end, ending)) return true;
  return false;
}

/** The address that was probably meant, in lower case, or null when nothing looks wrong with its domain. */
export function emailSlip(address: string): string | null {
  if (hasCommonDomain(address, 0, address.length)) return null;
  const at = address.lastIndexOf("@");
  if (at <= 0 || at === address.length - 1) return null;
  const slip = domainSlip(address.slice(at + 1));
  return slip === null ? null : address.slice(0, at + 1) + slip;
}

/** The domain that was probably meant, or null when nothing looks wrong. */
export function domainSlip(domain: string): string | null {
  let slip = known.get(domain);
  if (slip === undefined) {
    slip = slipOfDomain(domain);
    if (known.size >= maxKnown) known.clear();
    known.set(domain, slip);
  }
  return slip;
}
