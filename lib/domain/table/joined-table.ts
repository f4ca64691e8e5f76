import { foldHeader } from "../mapping/headers/fold-header.ts";
import { debtorLine } from "./debtor-line.ts";
import { type CellKind, kindLetters, type SourceRow, type Table, type TableColumn } from "./table.ts";
import { nameColumns } from "./table-of.ts";

/** Which debtor each row of the obligations belongs to; rows count within their own table. */
export interface MatchedDebtors {
  /** Per row of the obligations, the row of its debtor; -1 if there is none. */
  readonly debtorOf: Int32Array;
  /** Rows of debtors without any obligation, ascending. */
  readonly alone: Int32Array;
}

/** A sheet of a workbook: its table, and the column with the identification. */
export interface KeyedTable {
  readonly table: Table;
  readonly column: number;
}

/**
 * One table of two sheets (decision 18): each row of the obligations with its debtor's cells after its own,
 * and at the end the debtors without any obligation, so that none disappears unnoticed. Nothing is copied: a
 * row is assembled when it is read. The identification appears once, as the obligations write it. A header on
 * both sheets gets the debtors' sheet name added.
 */
export function joinedTable(
  obligations: KeyedTable,
  debtors: KeyedTable & { readonly name: string },
  { debtorOf, alone }: MatchedDebtors,
): Table {
  const own = obligations.table;
  const theirs = debtors.table;
  const rowCount = own.rowCount + alone.length;
  const columnCount = own.columnCount + theirs.columnCount - 1;
  const debtorRow = (row: number): number =>
    (row < own.rowCount ? debtorOf[row] : alone[row - own.rowCount]) ?? outside(row, rowCount);
  /** The column on the debtors' sheet, skipping its identification; -1 for a column of the obligations. */
  const debtorColumn = (column: number): number => {
    if (column < own.columnCount) return -1;
    const at = column - own.columnCount;
    return at < debtors.column ? at : at + 1;
  };
  const read = <T>(
    row: number,
    column: number,
    from: (table: Table, row: number, column: number) => T,
    blank: T,
  ): T => {
    const debtor = debtorRow(row);
    const theirColumn = debtorColumn(column);
    if (theirColumn >= 0) return debtor < 0 ? blank : from(theirs, debtor, theirColumn);
    if (row < own.rowCount) return from(own, row, column);
    return column === obligations.column ? from(theirs, debtor, debtors.column) : blank;
  };
  const sourceRow = (row: number): SourceRow => {
    const debtor = debtorRow(row);
    if (row < own.rowCount) {
      const source = own.sourceRow(row);
      return debtor < 0
        ? source
        : withDebtor(source, own.columnCount, theirs.sourceRow(debtor), debtors.column, source.line);
    }
    return debtorAlone(theirs.sourceRow(debtor), obligations, debtors);
  };
  return {
    rowCount,
    columnCount,
    columns: joinedColumns(own.columns, theirs.columns, debtors.column, debtors.name),
    cell: (row, column) => read(row, column, (table, at, of) => table.cell(at, of), ""),
    kind: (row, column) => read<CellKind>(row, column, (table, at, of) => table.kind(at, of), "text"),
    line: (row) => (row < own.rowCount ? own.line(row) : debtorLine(theirs.line(debtorRow(row)))),
    sourceRow,
    place: (row, into) => into.take(sourceRow(row)),
  };
}

/** A row of the debtors' sheet without any obligation, as a row of the joined table. */
export function debtorAlone(debtor: SourceRow, obligations: KeyedTable, debtors: KeyedTable): SourceRow {
  const key = keyAlone(debtor, debtors.column, obligations.column);
  return withDebtor(key, obligations.table.columnCount, debtor, debtors.column, debtorLine(debtor.line));
}

function outside(row: number, rowCount: number): never {
  throw new RangeError(`row ${row} of a table with ${rowCount} rows`);
}

/** A row of the obligations with only the debtor's identification. */
function keyAlone(debtor: SourceRow, from: number, to: number): SourceRow {
  const cells = Array.from({ length: to + 1 }, (_, column) => (column === to ? (debtor.cells[from] ?? "") : ""));
  const kind = debtor.kinds?.[from] ?? kindLetters.text;
  return { line: debtor.line, cells, kinds: debtor.kinds === null ? null : kindLetters.text.repeat(to) + kind };
}

function withDebtor(source: SourceRow, width: number, debtor: SourceRow, key: number, line: number): SourceRow {
  const cells = source.cells.slice();
  while (cells.length < width) cells.push("");
  for (let column = 0; column < debtor.cells.length; column++) {
    if (column !== key) cells.push(debtor.cells[column] ?? "");
  }
  if (source.kinds === null && debtor.kinds === null) return { line, cells, kinds: null };
  const own = source.kinds ?? kindLetters.text.repeat(source.cells.length);
  const theirs = debtor.kinds ?? kindLetters.text.repeat(debtor.cells.length);
  const kinds = own.padEnd(width, kindLetters.text) + theirs.slice(0, key) + theirs.slice(key + 1);
  return { line, cells, kinds };
}

/**
 * Adds the debtors' sheet name to their headers that the obligations have too: a mapping must not confuse the two.
 */
function joinedColumns(
  own: readonly TableColumn[],
  theirs: readonly TableColumn[],
  key: number,
  name: string,
): readonly TableColumn[] {
  const known = new Set(own.map(({ header }) => foldHeader(header)));
  const behind = theirs
    .filter(({ index }) => index !== key)
    .map(({ header }) => (known.has(foldHeader(header)) ? `${header} (${undatedName(name)})` : header));
  return nameColumns([...own.map(({ header }) => header), ...behind], own.length + behind.length);
}

/**
 * The sheet's name without words that have digits, "2" if nothing is left. A sheet is called "Clientes 25-11"
 * today and "Clientes 26-11" tomorrow, and a remembered mapping must know its columns again.
 */
function undatedName(name: string): string {
  return (
    name
      .split(/[\s_.,/-]+/)
      .filter((word) => !/\d/.test(word))
      .join(" ")
      .trim() || "2"
  );
}
