import { cleanIdentification } from "#lib/domain/cleaning/identification.ts";
import type { KeyedTable, MatchedClients } from "#lib/domain/table/joined-table.ts";
import { type OtherHeader, otherHeaderOver } from "#lib/domain/table/other-order.ts";
import type { Table } from "#lib/domain/table/table.ts";
import { IdentificationNumbers } from "../review/identification-numbers.ts";

/** How two sheets meet. Identifications are counted once each. */
export interface ClientMatch extends MatchedClients {
  /** Of the obligations: how many there are, and how many of them have a client. */
  readonly identifications: number;
  readonly found: number;
  /** Of the clients. */
  readonly clients: number;
  /** Rows of clients whose identification stands further up. */
  readonly repeatedRows: number;
  /** Those of them that say anything else than the row further up, and where the first of them stand. */
  readonly differing: { readonly count: number; readonly lines: readonly number[] };
}

/** Lines that are told one by one. */
const linesTold = 5;

const noReport = (): void => undefined;

/**
 * Looks the client of each row of obligations up by its identification as it is cleaned: "CC 1.020.304" meets 1020304. Where a client
 * stands twice, the first row counts.
 */
export function matchClients(
  obligations: KeyedTable,
  clients: KeyedTable & { readonly otherHeaders?: readonly OtherHeader[] },
): ClientMatch {
  const { otherHeaders = [] } = clients;
  const numbers = new IdentificationNumbers();
  const firstRows: number[] = [];
  const isNamed = new Uint8Array(clients.table.rowCount);
  const isRepeated = new Uint8Array(clients.table.rowCount);
  const differing = { count: 0, lines: [] as number[] };
  let repeatedRows = 0;
  for (let row = 0; row < clients.table.rowCount; row++) {
    const isUnder = otherHeaders.length > 0 && otherHeaderOver(otherHeaders, clients.table.line(row)) > 0;
    const identification = isUnder ? "" : identificationAt(clients, row);
    // Nobody can name it, so it comes at the end with the others that nobody names, and its error is shown there.
    if (identification === "") continue;
    const number = numbers.numberOf(identification);
    const first = firstRows[number];
    if (first === undefined) {
      firstRows.push(row);
      continue;
    }
    isRepeated[row] = 1;
    repeatedRows++;
    if (isSameRow(clients.table, first, row, clients.column)) continue;
    if (differing.count++ < linesTold) differing.lines.push(clients.table.line(row));
  }
  const clientCount = numbers.size;
  const clientOf = new Int32Array(obligations.table.rowCount).fill(-1);
  let found = 0;
  for (let row = 0; row < obligations.table.rowCount; row++) {
    const identification = identificationAt(obligations, row);
    if (identification === "") continue;
    const client = firstRows[numbers.numberOf(identification)];
    if (client === undefined) continue;
    clientOf[row] = client;
    if (isNamed[client] === 0) found++;
    isNamed[client] = 1;
  }
  const alone: number[] = [];
  for (let row = 0; row < clients.table.rowCount; row++) {
    if (isNamed[row] === 0 && isRepeated[row] === 0) alone.push(row);
  }
  return {
    clientOf,
    alone: Int32Array.from(alone),
    identifications: found + numbers.size - clientCount,
    found,
    clients: clientCount,
    repeatedRows,
    differing,
  };
}

function identificationAt({ table, column }: KeyedTable, row: number): string {
  return cleanIdentification(table.cell(row, column), table.kind(row, column), noReport);
}

function isSameRow(table: Table, first: number, second: number, key: number): boolean {
  const [one, other] = [table.sourceRow(first).cells, table.sourceRow(second).cells];
  for (let column = 0; column < Math.max(one.length, other.length); column++) {
    if (column !== key && (one[column] ?? "").trim() !== (other[column] ?? "").trim()) return false;
  }
  return true;
}
