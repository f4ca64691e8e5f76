import type { Cleaner, Report } from "./cleaner.ts";
import { isPlaceholderEmail } from "./email-placeholder.ts";
import { domainSlip, emailSlip, hasCommonDomain } from "./email-slips.ts";
import { isDash, tidy } from "./tidy.ts";

/** RFC 5321: 254 characters in total, 64 before the @. */
const maxLength = 254;
const maxLocalLength = 64;

/**
 * A list of eight full-length addresses. A longer cell is something else, and searching it for addresses
 * takes the square of its length.
 */
const maxCellLength = 2_000;

function isAlphanumeric(code: number): boolean {
  return (code >= 0x61 && code <= 0x7a) || (code >= 0x30 && code <= 0x39) || (code >= 0x41 && code <= 0x5a);
}

/** What RFC 5322 allows before the @ besides letters, digits and dots. */
const localSigns = new Set("!#$%&'*+/=?^_`{|}~-");

/**
 * The index of the @ in an address that looks deliverable, or -1. Such an address is plain ASCII, as mail
 * servers accept it, without a dot first, last or doubled on either side of the @. Its domain has at least
 * two labels, the last of two or more letters.
 */
function atIndex(text: string, start = 0, end = text.length): number {
  if (end - start > maxLength) return -1;
  let at = -1;
  let labelStart = start;
  let labels = 0;
  for (let i = start; i <= end; i++) {
    const code = i < end ? text.charCodeAt(i) : 0x2e;
    if (isAlphanumeric(code)) continue;
    if (code === 0x2e) {
      if (i === labelStart) return -1;
      if (at >= 0 && (text.charCodeAt(i - 1) === 0x2d || text.charCodeAt(labelStart) === 0x2d)) return -1;
      labelStart = i + 1;
      if (at >= 0) labels++;
    } else if (code === 0x40) {
      if (at >= 0 || i === labelStart || i - start > maxLocalLength) return -1;
      at = i;
      labelStart = i + 1;
    } else if (at >= 0 ? code !== 0x2d : !localSigns.has(text.charAt(i))) {
      return -1;
    }
  }
  if (at < 0 || labels < 2) return -1;
  const lastLabel = text.lastIndexOf(".", end - 1) + 1;
  if (end - lastLabel < 2) return -1;
  for (let i = lastLabel; i < end; i++) if (text.charCodeAt(i) <= 0x39) return -1;
  return at;
}

/** Whether the cell from `start` to `end` is an address that is sent as written, without issues. */
export function isPlainEmail(text: string, start: number, end: number): boolean {
  const at = atIndex(text, start, end);
  if (at < 0 || hasCapital(text, start, end) || isPlaceholderEmail(text, start, at, end)) return false;
  return hasCommonDomain(text, start, end) || domainSlip(text.slice(at + 1, end)) === null;
}

/** Removes what people put around an address: <a@b.co>, mailto:a@b.co, "a@b.co", a dot after it. */
function unwrap(part: string): string {
  return part.replace(/^(?:mailto:|[<"'([])+/i, "").replace(/[>"')\].]+$/, "");
}

/**
 * One e-mail address in lower case. Of several in a cell, the first readable one is kept, with a warning. An
 * obvious slip in the domain is a warning with a proposal; the address is sent as written unless somebody
 * accepts the proposal.
 */
export const cleanEmail: Cleaner = (text, kind, report) => {
  if (kind === "text" && atIndex(text) >= 0) return finish(text, report);
  const tidied = tidy(text);
  if (isDash(tidied)) return "";
  let value = tidied;
  let at = kind === "text" ? atIndex(tidied) : -1;
  if (at < 0 && kind === "text" && tidied.length <= maxCellLength) {
    const parts = tidied
      .split(/[;,/|\s]+/)
      .map(unwrap)
      .filter((part) => part.includes("@"));
    const first = parts.find((part) => atIndex(part) >= 0);
    if (first !== undefined) {
      value = first;
      at = atIndex(first);
      if (parts.length > 1) report("email_several", { count: parts.length, kept: first.toLowerCase() });
      else if (isMoreThanAnAddress(tidied, first)) at = -1;
    }
  }
  if (at < 0) {
    report(
      "email_malformed",
      { value: text },
      emailSlip(
        tidied
          .slice(0, maxLength + 1)
          .toLowerCase()
          .replace(/\s+/g, ""),
      ) ?? undefined,
    );
    return "";
  }
  return finish(value, report);
};

function hasCapital(text: string, start = 0, end = text.length): boolean {
  for (let at = start; at < end; at++) {
    const code = text.charCodeAt(at);
    if (code >= 0x41 && code <= 0x5a) return true;
  }
  return false;
}

function finish(value: string, report: Report): string {
  const address = hasCapital(value) ? value.toLowerCase() : value;
  const slip = emailSlip(address);
  if (slip !== null) report("email_slip", { value: address }, slip);
  else if (isPlaceholderEmail(address, 0, address.indexOf("@"), address.length))
    report("email_placeholder", { value: address });
  return address;
}

/**
 * Whether letters or digits are left beside the only address found: "ana maria@x.co" is damaged, and not maria@x.co.
 */
function isMoreThanAnAddress(text: string, address: string): boolean {
  return /[\p{L}\d]/u.test(text.replace(address, "").replace(/mailto:/i, ""));
}
