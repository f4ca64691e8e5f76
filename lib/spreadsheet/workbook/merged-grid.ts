import { headerMeanings } from "#lib/domain/mapping/headers/fold-header.ts";
import { nameScore } from "#lib/domain/mapping/headers/name-score.ts";
import { type CellKind, type Grid, kindLetters, type RowPlace, type SourceRow } from "#lib/domain/table/table.ts";
import { maxSheetColumn, maxSheetRow } from "../budgets.ts";
import type { Notice } from "../finding-codes.ts";
import { encodeXml } from "../package/xml-bytes.ts";
import { columnOfReference } from "./cell-tag.ts";
import type { ReadSheet } from "./sheet-source.ts";

/** Rows of a column that a merged area joins, by their lines in the sheet; only the first of them has a value. */
interface Span {
  readonly first: number;
  readonly last: number;
}

/** A merged area by its first column and its lines. */
export interface MergedArea extends Span {
  readonly column: number;
}

/** The merged areas of a sheet's XML, which are listed behind its rows; by column, counted from 0. */
export function mergedSpans(xml: string): ReadonlyMap<number, readonly Span[]> {
  const areas: MergedArea[] = [];
  for (const [, from = "", first = "", last = ""] of xml.matchAll(
    /<mergeCell\s[^>]*?ref="([A-Z]{1,3})(\d{1,7}):[A-Z]{1,3}(\d{1,7})"/g,
  )) {
    const column = columnOfReference(encodeXml(from), 0, from.length);
    areas.push({ column, first: Number(first), last: Number(last) });
  }
  return spansOf(areas);
}

/**
 * Areas of several rows, by column and sorted from the top. Areas within one row join titles and hold no data. Of
 * areas that overlap, each ends where the next begins, so that no row gets the value of one above its own.
 */
export function spansOf(areas: readonly MergedArea[]): ReadonlyMap<number, readonly Span[]> {
  const spans = new Map<number, Span[]>();
  for (const { column, ...span } of areas) {
    if (span.last <= span.first || span.last > maxSheetRow || column >= maxSheetColumn) continue;
    const inColumn = spans.get(column);
    if (inColumn === undefined) spans.set(column, [span]);
    else inColumn.push(span);
  }
  for (const [column, inColumn] of spans) {
    inColumn.sort((left, right) => left.first - right.first || right.last - left.last);
    spans.set(column, inColumn.map(endedByNext));
  }
  return spans;
}

function endedByNext({ first, last }: Span, at: number, spans: readonly Span[]): Span {
  return { first, last: Math.min(last, (spans[at + 1]?.first ?? Number.POSITIVE_INFINITY) - 1) };
}

/** A sheet with its merged areas filled, and the notices about them. */
export function filledGrid(grid: Grid, spans: ReadonlyMap<number, readonly Span[]>): Omit<ReadSheet, "hidden"> {
  if (spans.size === 0) return { grid, notices: [] };
  const filled = new MergedGrid(grid, spans);
  const notices: Notice[] = [];
  const { filledAreas, keptLines } = filled;
  if (filledAreas > 0) notices.push({ code: "merged_cells_filled", params: { count: filledAreas } });
  if (keptLines.length > 0) {
    const line = keptLines.reduce((first, line) => Math.min(first, line));
    notices.push({ code: "merged_cells_kept", params: { count: keptLines.length, line } });
  }
  return { grid: filledAreas > 0 ? filled : grid, notices };
}

/**
 * A sheet that repeats, in each row of a merged area, an identification or text that the file has only once.
 * Numbers are not repeated: a balance merged over the rows of three obligations is their sum and would be
 * loaded three times.
 */
export class MergedGrid implements Grid {
  readonly rowCount: number;
  readonly columnCount: number;
  /** How many areas gave a value to other rows. */
  readonly filledAreas: number;
  /** Lines of areas whose value, a number, stays in the first row only. */
  readonly keptLines: readonly number[];
  readonly #grid: Grid;
  readonly #sources = new Map<number, ReadonlyMap<number, number>>();

  constructor(grid: Grid, spans: ReadonlyMap<number, readonly Span[]>) {
    this.#grid = grid;
    this.rowCount = grid.rowCount;
    this.columnCount = grid.columnCount;
    let filledAreas = 0;
    const keptLines: number[] = [];
    for (const [column, inColumn] of spans) {
      if (column >= grid.columnCount) continue;
      const { sources, areas } = sourcesOf(grid, column, inColumn, keptLines);
      filledAreas += areas;
      if (sources.size > 0) this.#sources.set(column, sources);
    }
    this.filledAreas = filledAreas;
    this.keptLines = keptLines;
  }

  cell(row: number, column: number): string {
    return this.#grid.cell(this.#sourceOf(row, column), column);
  }

  kind(row: number, column: number): CellKind {
    return this.#grid.kind(this.#sourceOf(row, column), column);
  }

  line(row: number): number {
    return this.#grid.line(row);
  }

  sourceRow(row: number): SourceRow {
    const source = this.#grid.sourceRow(row);
    const columns = [...this.#sources].filter(([, sources]) => sources.has(row)).map(([column]) => column);
    if (columns.length === 0) return source;
    const width = Math.max(source.cells.length, ...columns.map((column) => column + 1));
    const cells = Array.from({ length: width }, (_, column) => source.cells[column] ?? "");
    const kinds = Array.from({ length: width }, (_, column) => source.kinds?.[column] ?? kindLetters.text);
    for (const column of columns) {
      cells[column] = this.cell(row, column);
      kinds[column] = kindLetters[this.kind(row, column)];
    }
    return { line: source.line, cells, kinds: kinds.join("") };
  }

  place(row: number, into: RowPlace): void {
    into.take(this.sourceRow(row));
  }

  #sourceOf(row: number, column: number): number {
    return this.#sources.get(column)?.get(row) ?? row;
  }
}

/**
 * For rows of a column that get their value from another row, that row. Lines of areas that give none are
 * added to `keptLines`.
 */
function sourcesOf(
  grid: Grid,
  column: number,
  spans: readonly Span[],
  keptLines: number[],
): { sources: Map<number, number>; areas: number } {
  const sources = new Map<number, number>();
  let areas = 0;
  let next = 0;
  let name = "";
  let span: Span | undefined;
  let source = -1;
  let counted = -1;
  for (let row = 0; row < grid.rowCount; row++) {
    const line = grid.line(row);
    while (span === undefined || span.last < line) {
      if (next >= spans.length) return { sources, areas };
      span = spans[next++];
      source = -1;
    }
    const text = grid.cell(row, column);
    if (line === span.first) source = row;
    if (source < 0 || source === row || text !== "") {
      if (grid.kind(row, column) === "text" && /\p{L}/u.test(text)) name = text;
      continue;
    }
    // Amounts can be text too, and in an HTML page all cells are.
    const isText = grid.kind(source, column) === "text" && /\p{L}/u.test(grid.cell(source, column));
    const isRepeated = isText || namesIdentification(name);
    if (grid.cell(source, column) === "") continue;
    const isFirst = source !== counted;
    counted = source;
    if (isRepeated) {
      if (isFirst) areas++;
      sources.set(row, source);
    } else if (isFirst) keptLines.push(grid.line(source));
  }
  return { sources, areas };
}

function namesIdentification(header: string): boolean {
  return nameScore("debtor.Identification", headerMeanings(header)) !== null;
}
