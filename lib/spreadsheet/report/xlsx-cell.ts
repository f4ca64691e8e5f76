import { maxCellCharacters } from "#lib/domain/table/cell-edit.ts";
import type { ReportCell } from "./report-cell.ts";

/** Styles by their position in `stylesXml`. */
export const cellStyles = { plain: 0, text: 1, head: 2, date: 3, moment: 4, fault: 5 } as const;

/** The cell at `address`. A value that Excel would round is written as text, cut at Excel's limit. */
export function cellXml({ text, kind, isAtFault }: ReportCell, address: string): string {
  const style = (normal: number): string => ` s="${isAtFault ? cellStyles.fault : normal}"`;
  switch (kind) {
    case "number":
      if (isExactNumber(text)) return `<c r="${address}"${style(cellStyles.plain)}><v>${text}</v></c>`;
      break;
    case "date": {
      const serial = serialOf(text);
      if (serial !== null && !isAtFault)
        return `<c r="${address}"${style(text.length > 10 ? cellStyles.moment : cellStyles.date)}><v>${serial}</v></c>`;
      break;
    }
    case "boolean":
      if (text === "true" || text === "false")
        return `<c r="${address}"${style(cellStyles.plain)} t="b"><v>${text === "true" ? 1 : 0}</v></c>`;
      break;
    case "error":
      if (errorNames.has(text)) return `<c r="${address}"${style(cellStyles.plain)} t="e"><v>${text}</v></c>`;
      break;
    case "text":
      break;
  }
  return inlineXml(text, address, style(cellStyles.text));
}

/** A header's cell: text that is never run. */
export function headXml(header: string, address: string): string {
  return inlineXml(header, address, ` s="${cellStyles.head}"`);
}

/**
 * Escapes a text for XML. Control characters, which XML forbids, and half surrogate pairs, which UTF-8 cannot
 * encode, become U+FFFD.
 */
export function escapeXml(text: string): string {
  // Nearly every cell has nothing to escape; eight passes over each took half the time of a report.
  return needsEscape.test(text) ? escaped(text) : text;
}

const needsEscape = /[&<>"_\u0000-\u001f\ud800-\udfff\ufffe\uffff]/;

function escaped(text: string): string {
  return (
    text
      .toWellFormed()
      .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, "\ufffd")
      .replaceAll("&", "&amp;")
      .replaceAll("<", "&lt;")
      .replaceAll(">", "&gt;")
      .replaceAll('"', "&quot;")
      // XML readers turn a bare CR into LF.
      .replaceAll("\r", "&#13;")
      // Excel reads _x000D_ as a character; escaping its underscore keeps the letters.
      .replace(/_(?=x[0-9A-Fa-f]{4}_)/g, "_x005F_")
  );
}

function inlineXml(text: string, address: string, style: string): string {
  if (text === "") return `<c r="${address}"${style}/>`;
  return `<c r="${address}"${style} t="inlineStr"><is><t${/^\s|\s$/.test(text) ? ' xml:space="preserve"' : ""}>${escapeXml(text.slice(0, maxCellCharacters))}</t></is></c>`;
}

const errorNames: ReadonlySet<string> = new Set([
  "#NULL!",
  "#DIV/0!",
  "#VALUE!",
  "#REF!",
  "#NAME?",
  "#NUM!",
  "#N/A",
  "#GETTING_DATA",
]);

/** A plain decimal of at most 15 digits, which Excel keeps, in the form in which Excel shows it. */
function isExactNumber(text: string): boolean {
  return /^-?(0|[1-9]\d*)(\.\d+)?$/.test(text) && text.replace(/\D/g, "").length <= 15;
}

const dayMs = 86_400_000;
/** Excel's day 60 is 29 February 1900, which never existed; before 1 March 1900 its serials are one too low. */
const firstSafeMs = Date.UTC(1900, 2, 1);

/** An ISO date or local time as days since 1899-12-30; null if it is neither, or before March 1900. */
function serialOf(text: string): string | null {
  if (!/^\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d)?)?$/.test(text)) return null;
  const ms = Date.parse(`${text.length === 10 ? `${text}T00:00:00` : text}Z`);
  if (Number.isNaN(ms) || ms < firstSafeMs) return null;
  return String(Math.round(((ms - Date.UTC(1899, 11, 30)) / dayMs) * 1e8) / 1e8);
}
