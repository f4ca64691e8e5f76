import type { Finding } from "#lib/domain/mapping/finding.ts";
import { GridBuilder, isBeyondLatin1, type PackedRows } from "#lib/domain/table/grid-builder.ts";
import type { Grid } from "#lib/domain/table/table.ts";
import { maxCharacters, maxColumns, maxRows } from "../budgets.ts";
import type { Notice } from "../finding-codes.ts";
import type { ReadingSettings } from "../protocol/reading.ts";
import { Refused } from "../refused.ts";
import { chooseEncoding, type Encoding } from "./choose-encoding.ts";
import { findDelimiter } from "./find-delimiter.ts";
import { endOfFileMark, RowSplitter } from "./row-splitter.ts";
import { type ByteSurvey, surveyBytes, surveyHead } from "./survey-bytes.ts";
import { TextOddities } from "./text-oddities.ts";
import { textPieces, type Utf8Watch, withLineFeeds, withoutLoneReturns } from "./text-pieces.ts";

export interface ReadText {
  readonly grid: Grid;
  readonly encoding: Finding<string>;
  readonly delimiter: Finding<string>;
  /** The last line if it has no line end; else null. */
  readonly openLine: number | null;
  readonly notices: readonly Notice[];
}

export interface ReadOptions {
  /** Called with a share from 0 to 1 after every piece. */
  readonly onProgress?: ((share: number) => void) | undefined;
  readonly signal?: AbortSignal | undefined;
  /** ISO 4217 code of the tenant's money. Amounts whose number format names another currency get its name. */
  readonly currency?: string | undefined;
}

/** Characters at the beginning from which the delimiter is found: some hundred rows. */
const startCharacters = 65_536;

/**
 * Reads delimited text. The whole file decides the encoding, its beginning the delimiter. Most files are
 * UTF-8, so the file is read as UTF-8 first; if it turns out not to be, it is surveyed and read again. Throws
 * `Refused`.
 */
export async function readText(file: Blob, settings: ReadingSettings, options: ReadOptions): Promise<ReadText> {
  const head = await surveyHead(file);
  if (chooseEncoding(head, settings.encoding).value === "utf-8") {
    const watch = { isUtf8: true, isAscii: true };
    const read = await readAs("utf-8", file, settings, options, watch);
    if (read !== null) {
      const survey = { ...head, isAscii: watch.isAscii };
      return { ...read, encoding: chooseEncoding(survey, settings.encoding) };
    }
  }
  const survey = await surveyBytes(file, options.signal);
  const encoding = chooseEncoding(survey, settings.encoding);
  const read = await readAs(encoding.value, file, settings, options, null);
  if (read === null) throw new Error("only a watched reading is given up");
  return { ...read, encoding, notices: [...read.notices, ...mixedNotice(survey, encoding.value)] };
}

/** Null if a watched file turns out not to be UTF-8. */
async function readAs(
  encoding: Encoding,
  file: Blob,
  settings: ReadingSettings,
  options: ReadOptions,
  watch: Utf8Watch | null,
): Promise<Omit<ReadText, "encoding"> | null> {
  const builder = new GridBuilder();
  const oddities = new TextOddities();
  let delimiter: Finding<string> | null = null;
  let splitter: RowSplitter | null = null;
  let hasContent = false;
  let isOpenEnded = false;
  for await (const piece of textPieces(file, encoding, options.signal, watch ?? undefined, withoutLoneReturns)) {
    if (watch?.isUtf8 === false) return null;
    let text = piece.text;
    if (piece.share >= 1) isOpenEnded = /[\p{L}\p{N}"]/u.test(text.slice(text.lastIndexOf("\n") + 1));
    hasContent ||= /[\p{L}\p{N}]/u.test(text);
    if (splitter === null) {
      const found = findDelimiter(withLineFeeds(text.slice(0, startCharacters)), settings.delimiter);
      delimiter = found.delimiter;
      splitter = new RowSplitter(
        delimiter.value,
        found.hasSepLine ? 2 : 1,
        (cells, line) => takeRow(builder, cells, line),
        (rows) => takePackedRows(builder, rows),
      );
      if (found.hasSepLine) text = text.includes("\n") ? text.slice(text.indexOf("\n") + 1) : "";
    }
    oddities.look(text);
    builder.expectWide(encoding.startsWith("utf-16") || isBeyondLatin1(text));
    splitter.push(text, piece.share >= 1);
    options.onProgress?.(piece.share);
  }
  if (splitter === null || delimiter === null) throw new Refused("empty");
  const grid = builder.finish();
  if (grid.rowCount === 0 || !hasContent) throw new Refused(file.size > 64 ? "nothing_readable" : "empty");
  const unbalanced = splitter.unbalanced;
  const notices = oddities.notices(grid.rowCount);
  if (unbalanced.rows > 0) {
    notices.push({ code: "unbalanced_quotes", params: { count: unbalanced.rows, line: unbalanced.firstLine } });
  }
  return { grid, delimiter, notices, openLine: isOpenEnded ? grid.line(grid.rowCount - 1) : null };
}

function takeRow(builder: GridBuilder, cells: readonly string[], line: number): void {
  if (cells.length === 1 && cells[0] === endOfFileMark) return;
  builder.addRow(cells, null, line);
  checkSize(builder, line);
}

/** Rows arrive by the quarter of a megabyte, so a limit is exceeded by at most that. */
function takePackedRows(builder: GridBuilder, rows: PackedRows): void {
  builder.addPackedRows(rows);
  checkSize(builder, rows.lines.at(-1) ?? 0);
}

function checkSize(builder: GridBuilder, line: number): void {
  if (builder.columnCount > maxColumns) throw new Refused("too_many_columns", { max: maxColumns });
  if (builder.rowCount > maxRows) throw new Refused("too_many_rows", { max: maxRows });
  if (builder.characters > maxCharacters) throw new Refused("too_many_characters", { line });
}

/**
 * In a code page any bytes are letters, so possible UTF-8 sequences prove nothing there. UTF-8 read in a code
 * page is reported as text encoded twice.
 */
function mixedNotice({ strayBytes }: ByteSurvey, encoding: Encoding): Notice[] {
  if (encoding !== "utf-8" || strayBytes === 0) return [];
  return [{ code: "mixed_encoding", params: { count: strayBytes } }];
}
