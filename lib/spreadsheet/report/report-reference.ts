import { TextDigest } from "#lib/domain/correction/text-digest.ts";
import { type CellKind, kindLetters } from "#lib/domain/table/table.ts";
import type { ReportCell } from "./report-cell.ts";
import { type Original, originalsText, parseOriginals } from "./report-originals.ts";

/** What stands in the last cell of each row of a report, and what a program reads there whatever has been done to the file since. */
export interface ReportReference {
  readonly uploadId: string;
  /** Its texts went through `guarded`. */
  readonly isGuarded: boolean;
  /** By column, what its cell was besides text, and a digest of what it said: the kind is given back to a cell that still says it. */
  readonly kinds: ReadonlyMap<number, { readonly kind: CellKind; readonly digest: string }>;
  /** How many cells the row had where it was left out for lacking one or having too many, and how many it should have had. */
  readonly shift: Shift | null;
  /** By column, what a cell said that a spreadsheet may save otherwise, or that names a debtor or an obligation. */
  readonly originals: ReadonlyMap<number, Original>;
}

export interface Shift {
  readonly cells: number;
  readonly expected: number;
}

/** Whoever drops such a row again has to look at it, whatever was corrected. */
export const unseen: Shift = { cells: 1, expected: 0 };

const opening = "wolkvox-carga:";
const form =
  /^\s*wolkvox-carga:([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})(\/csv)?(?:\/(\d{1,7})of(\d{1,7}))?(?:\/((?:t|[ndbe][0-9a-f]{4})+))?((?:\/\d{1,5}[=~$][^/\s]+)*)\s*$/i;
const kindOfLetter = new Map(
  (Object.keys(kindLetters) as CellKind[]).map((kind) => [kindLetters[kind] as string, kind]),
);

/**
 * `wolkvox-carga:<upload>`, with `/csv` where the cells are guarded, `/15of16` where the row's cells are shifted, `/tn3f2a…` where some are not text, and the originals behind it. A CSV says nothing of kinds,
 * and a workbook not of all: without them "123.456" that was a number would be read as a text whose point may group thousands.
 */
export function reportReference(
  uploadId: string,
  cells: readonly ReportCell[],
  isGuarded: boolean,
  shift: Shift | null = null,
): string {
  const last = cells.findLastIndex(({ kind, text }) => kind !== "text" && text !== "");
  let kinds = "";
  for (const { kind, text } of cells.slice(0, last + 1))
    kinds += kind === "text" || text === "" ? kindLetters.text : kindLetters[kind] + shortDigest(text);
  const width = shift === null ? "" : `/${shift.cells}of${shift.expected}`;
  return `${opening}${uploadId}${isGuarded ? "/csv" : ""}${width}${kinds === "" ? "" : `/${kinds}`}${originalsText(cells)}`;
}

export function parseReportReference(text: string): ReportReference | null {
  const [, uploadId, guard, cells, expected, marks = "", originals = ""] = form.exec(text) ?? [];
  if (uploadId === undefined) return null;
  const kinds = new Map<number, { kind: CellKind; digest: string }>();
  for (let at = 0, column = 0; at < marks.length; column++) {
    const kind = kindOfLetter.get(marks[at]?.toLowerCase() ?? "") ?? "text";
    if (kind !== "text") kinds.set(column, { kind, digest: marks.slice(at + 1, at + 5).toLowerCase() });
    at += kind === "text" ? 1 : 5;
  }
  return {
    uploadId: uploadId.toLowerCase(),
    isGuarded: guard !== undefined,
    kinds,
    shift: cells === undefined ? null : { cells: Number(cells), expected: Number(expected) },
    originals: parseOriginals(originals),
  };
}

/** Whether a cell says what it said when the report was written. */
export function isAsWritten(text: string, digest: string): boolean {
  return shortDigest(text) === digest;
}

/** Enough to tell that somebody has typed something else, with one chance in 65,536 to miss it. */
function shortDigest(text: string): string {
  return new TextDigest().add(text).hex().slice(0, 4);
}
