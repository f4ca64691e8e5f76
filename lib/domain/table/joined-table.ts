import { foldHeader } from "../mapping/headers/fold-header.ts";
import { clientLine } from "./debtor-line.ts";
import { type CellKind, kindLetters, type SourceRow, type Table, type TableColumn } from "./table.ts";
import { nameColumns } from "./table-of.ts";

/** Which clients belong to which rows of obligations; rows count in their own tables. */
export interface MatchedClients {
  /** Per row of the obligations, the row of its client; -1 where there is none. */
  readonly clientOf: Int32Array;
  /** Rows of clients that no obligation names, ascending. */
  readonly alone: Int32Array;
}

/** A sheet of a workbook: its table, and the column that tells whose a row is. */
export interface KeyedTable {
  readonly table: Table;
  readonly column: number;
}

/**
 * One table of two sheets: the rows of the obligations, each with its client's cells behind its own, and at the end the clients without
 * any obligation, so that none is lost unseen. Nothing is copied: a row is put together when it is asked for. The identification stands
 * once, as the obligations spell it; the name of the clients' sheet tells headers apart that stand on both.
 */
export function joinedTable(
  obligations: KeyedTable,
  clients: KeyedTable & { readonly name: string },
  { clientOf, alone }: MatchedClients,
): Table {
  const own = obligations.table;
  const theirs = clients.table;
  const rowCount = own.rowCount + alone.length;
  const columnCount = own.columnCount + theirs.columnCount - 1;
  const clientRow = (row: number): number =>
    (row < own.rowCount ? clientOf[row] : alone[row - own.rowCount]) ?? outside(row, rowCount);
  /** The column of the clients' sheet, which the identification's is left out of; -1 for a column of the obligations. */
  const clientColumn = (column: number): number => {
    if (column < own.columnCount) return -1;
    const at = column - own.columnCount;
    return at < clients.column ? at : at + 1;
  };
  const read = <T>(
    row: number,
    column: number,
    from: (table: Table, row: number, column: number) => T,
    blank: T,
  ): T => {
    const client = clientRow(row);
    const theirColumn = clientColumn(column);
    if (theirColumn >= 0) return client < 0 ? blank : from(theirs, client, theirColumn);
    if (row < own.rowCount) return from(own, row, column);
    return column === obligations.column ? from(theirs, client, clients.column) : blank;
  };
  const sourceRow = (row: number): SourceRow => {
    const client = clientRow(row);
    if (row < own.rowCount) {
      const source = own.sourceRow(row);
      return client < 0
        ? source
        : withClient(source, own.columnCount, theirs.sourceRow(client), clients.column, source.line);
    }
    return clientAlone(theirs.sourceRow(client), obligations, clients);
  };
  return {
    rowCount,
    columnCount,
    columns: joinedColumns(own.columns, theirs.columns, clients.column, clients.name),
    cell: (row, column) => read(row, column, (table, at, of) => table.cell(at, of), ""),
    kind: (row, column) => read<CellKind>(row, column, (table, at, of) => table.kind(at, of), "text"),
    line: (row) => (row < own.rowCount ? own.line(row) : clientLine(theirs.line(clientRow(row)))),
    sourceRow,
    place: (row, into) => into.take(sourceRow(row)),
  };
}

/** A row of the clients' sheet that belongs to no obligation, as a row of the joined table. */
export function clientAlone(client: SourceRow, obligations: KeyedTable, clients: KeyedTable): SourceRow {
  const key = keyAlone(client, clients.column, obligations.column);
  return withClient(key, obligations.table.columnCount, client, clients.column, clientLine(client.line));
}

function outside(row: number, rowCount: number): never {
  throw new RangeError(`row ${row} of a table with ${rowCount} rows`);
}

/** A row of the obligations that says nothing but whose it is. */
function keyAlone(client: SourceRow, from: number, to: number): SourceRow {
  const cells = Array.from({ length: to + 1 }, (_, column) => (column === to ? (client.cells[from] ?? "") : ""));
  const kind = client.kinds?.[from] ?? kindLetters.text;
  return { line: client.line, cells, kinds: client.kinds === null ? null : kindLetters.text.repeat(to) + kind };
}

function withClient(source: SourceRow, width: number, client: SourceRow, key: number, line: number): SourceRow {
  const cells = source.cells.slice();
  while (cells.length < width) cells.push("");
  for (let column = 0; column < client.cells.length; column++) {
    if (column !== key) cells.push(client.cells[column] ?? "");
  }
  if (source.kinds === null && client.kinds === null) return { line, cells, kinds: null };
  const own = source.kinds ?? kindLetters.text.repeat(source.cells.length);
  const theirs = client.kinds ?? kindLetters.text.repeat(client.cells.length);
  const kinds = own.padEnd(width, kindLetters.text) + theirs.slice(0, key) + theirs.slice(key + 1);
  return { line, cells, kinds };
}

/** A header that both sheets have is the clients' one with their sheet's name: a mapping must not take one for the other. */
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

/** Sheets are called "Clientes 25-11" today and "Clientes 26-11" tomorrow; the columns are the same, and must be known again. */
function undatedName(name: string): string {
  return (
    name
      .split(/[\s_.,/-]+/)
      .filter((word) => !/\d/.test(word))
      .join(" ")
      .trim() || "2"
  );
}
