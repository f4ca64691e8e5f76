import { identificationOfAnyCountry } from "#lib/domain/person/identification.ts";
import type { KeyedTable, MatchedDebtors } from "#lib/domain/table/joined-table.ts";
import { type OtherHeader, otherHeaderOver } from "#lib/domain/table/other-order.ts";
import type { Table } from "#lib/domain/table/table.ts";
import { IdentificationNumbers } from "../review/identification-numbers.ts";

/** How the identifications of two sheets match; each counts once. */
export interface DebtorMatch extends MatchedDebtors {
  /** Identifications in the obligations: all of them, and those found among the debtors. */
  readonly identifications: number;
  readonly found: number;
  /** Identifications in the debtors' sheet. */
  readonly debtors: number;
  /** Rows of the debtors' sheet whose identification is in an earlier row too. */
  readonly repeatedRows: number;
  /** Those of them that differ from the earlier row: how many, and the lines of the first ones. */
  readonly differing: { readonly count: number; readonly lines: readonly number[] };
}

/** Lines listed one by one. */
const linesTold = 5;

/**
 * Finds each obligation row's debtor by its cleaned identification: "CC 1.020.304" matches 1020304. If a
 * debtor is repeated, its first row counts.
 */
export function matchDebtors(
  obligations: KeyedTable,
  debtors: KeyedTable & { readonly otherHeaders?: readonly OtherHeader[] },
): DebtorMatch {
  const { otherHeaders = [] } = debtors;
  const numbers = new IdentificationNumbers();
  const firstRows: number[] = [];
  const isNamed = new Uint8Array(debtors.table.rowCount);
  const isRepeated = new Uint8Array(debtors.table.rowCount);
  const differing = { count: 0, lines: [] as number[] };
  let repeatedRows = 0;
  for (let row = 0; row < debtors.table.rowCount; row++) {
    const isUnder = otherHeaders.length > 0 && otherHeaderOver(otherHeaders, debtors.table.line(row)) > 0;
    const identification = isUnder ? "" : identificationAt(debtors, row);
    // No obligation can name this row, so it comes last with the debtors without obligations, where its error
    // is shown.
    if (identification === "") continue;
    const number = numbers.numberOf(identification);
    const first = firstRows[number];
    if (first === undefined) {
      firstRows.push(row);
      continue;
    }
    isRepeated[row] = 1;
    repeatedRows++;
    if (isSameRow(debtors.table, first, row, debtors.column)) continue;
    if (differing.count++ < linesTold) differing.lines.push(debtors.table.line(row));
  }
  const debtorCount = numbers.size;
  const debtorOf = new Int32Array(obligations.table.rowCount).fill(-1);
  let found = 0;
  for (let row = 0; row < obligations.table.rowCount; row++) {
    const identification = identificationAt(obligations, row);
    if (identification === "") continue;
    const debtor = firstRows[numbers.numberOf(identification)];
    if (debtor === undefined) continue;
    debtorOf[row] = debtor;
    if (isNamed[debtor] === 0) found++;
    isNamed[debtor] = 1;
  }
  const alone: number[] = [];
  for (let row = 0; row < debtors.table.rowCount; row++) {
    if (isNamed[row] === 0 && isRepeated[row] === 0) alone.push(row);
  }
  return {
    debtorOf,
    alone: Int32Array.from(alone),
    identifications: found + numbers.size - debtorCount,
    found,
    debtors: debtorCount,
    repeatedRows,
    differing,
  };
}

function identificationAt({ table, column }: KeyedTable, row: number): string {
  return identificationOfAnyCountry(table.cell(row, column), table.kind(row, column));
}

function isSameRow(table: Table, first: number, second: number, key: number): boolean {
  const [one, other] = [table.sourceRow(first).cells, table.sourceRow(second).cells];
  for (let column = 0; column < Math.max(one.length, other.length); column++) {
    if (column !== key && (one[column] ?? "").trim() !== (other[column] ?? "").trim()) return false;
  }
  return true;
}
