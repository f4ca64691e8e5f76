import { TextDigest } from "#lib/domain/correction/text-digest.ts";
import { type CellKind, kindLetters } from "#lib/domain/table/table.ts";
import type { ReportCell } from "./report-cell.ts";
import { type Original, originalsText, parseOriginals } from "./report-originals.ts";

/**
 * The reference in each row of a report: what the portal needs to read the row again, whatever was done to
 * the file (decisions 16 and 23).
 */
export interface ReportReference {
  readonly uploadId: string;
  /** Whether its texts went through `guarded` (CSV). */
  readonly isGuarded: boolean;
  /** For a row that was left out: the line it had in the upload. Null for a debtor's row, and in reports older than this. */
  readonly line: number | null;
  /** That row had no readable identification then. */
  readonly isUnidentified: boolean;
  /** By column, kind and digest of each cell that was no text: a cell that still has its text gets the kind back. */
  readonly kinds: ReadonlyMap<number, { readonly kind: CellKind; readonly digest: string }>;
  /** For a row that was left out as too short or too long: how many cells it had and how many it should have had. */
  readonly shift: Shift | null;
  /** By column, the text of cells that a spreadsheet may save differently or that name a debtor or an obligation. */
  readonly originals: ReadonlyMap<number, Original>;
}

export interface Shift {
  readonly cells: number;
  readonly expected: number;
}

/** A shift that leaves the row out again, whatever was corrected in the file: somebody has to look at it. */
export const unseen: Shift = { cells: 1, expected: 0 };

const opening = "wolkvox-carga:";
const form =
  /^\s*wolkvox-carga:([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})(\/csv)?(?:\/([ln])(\d{1,10}))?(?:\/(\d{1,7})of(\d{1,7}))?(?:\/((?:t|[ndbe][0-9a-f]{4})+))?((?:\/\d{1,5}[=~$dmy][^/\s]+)*)\s*$/i;
const kindOfLetter = new Map(
  (Object.keys(kindLetters) as CellKind[]).map((kind) => [kindLetters[kind] as string, kind]),
);

/**
 * `wolkvox-carga:<upload>`, with `/csv` if the cells are guarded, `/l23` if the row was left out (`/n23`: without
 * an identification), `/15of16` if the row's cells are shifted,
 * `/tn3f2a…` if some cells are not text, and the originals at the end. A CSV does not store kinds and a
 * workbook not all of them: without them "123.456", a number, would come back as a text whose point may group
 * thousands.
 */
export function reportReference(
  uploadId: string,
  cells: readonly ReportCell[],
  isGuarded: boolean,
  shift: Shift | null = null,
  leftOut: Pick<ReportReference, "line" | "isUnidentified"> | null = null,
): string {
  const last = cells.findLastIndex(({ kind, text }) => kind !== "text" && text !== "");
  let kinds = "";
  for (const { kind, text } of cells.slice(0, last + 1))
    kinds += kind === "text" || text === "" ? kindLetters.text : kindLetters[kind] + shortDigest(text);
  const width = shift === null ? "" : `/${shift.cells}of${shift.expected}`;
  const place = leftOut === null ? "" : `/${leftOut.isUnidentified ? "n" : "l"}${leftOut.line}`;
  return `${opening}${uploadId}${isGuarded ? "/csv" : ""}${place}${width}${kinds === "" ? "" : `/${kinds}`}${originalsText(cells)}`;
}

export function parseReportReference(text: string): ReportReference | null {
  const [, uploadId, guard, letter, line, cells, expected, marks = "", originals = ""] = form.exec(text) ?? [];
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
    line: line === undefined ? null : Number(line),
    isUnidentified: letter?.toLowerCase() === "n",
    kinds,
    shift: cells === undefined ? null : { cells: Number(cells), expected: Number(expected) },
    originals: parseOriginals(originals),
  };
}

/** Whether a cell has the text it had when the report was written; `digest` as in {@link ReportReference.kinds}. */
export function isAsWritten(text: string, digest: string): boolean {
  return shortDigest(text) === digest;
}

/** Four hex digits: a changed text goes unnoticed once in 65,536. */
function shortDigest(text: string): string {
  return new TextDigest().add(text).hex().slice(0, 4);
}
