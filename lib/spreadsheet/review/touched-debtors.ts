import type { CellEdit } from "#lib/domain/table/cell-edit.ts";
import type { DebtorGlance, GlancedRow } from "./debtor-glance.ts";
import { noDebtor } from "./debtor-index.ts";
import type { EditedRows } from "./edited-rows.ts";
import type { RowIndex } from "./row-index.ts";

/** What a review knows about its rows. */
export interface ReviewedRows extends RowIndex {
  readonly rows: EditedRows;
  readonly glance: DebtorGlance | null;
  /** The cents of a debtor without issues; NaN of any other. */
  readonly wholeCents: (debtor: number) => number;
}

/** A row with an edit, and to which debtor it belongs with its new cells, with which obligations. */
export interface MovedRow {
  readonly row: number;
  readonly to: number;
  readonly obligations: readonly number[];
}

export interface TouchedDebtors {
  readonly moves: readonly MovedRow[];
  /** The debtors that have to be counted again. */
  readonly debtors: ReadonlySet<number>;
  /** Debtors without issues that stay so, by how many cents more they owe. */
  readonly steady: ReadonlyMap<number, number>;
}

/** Finds out what edits touch. The cells are the old ones afterwards, but the new ones if no row moves. */
export function touchedBy(edits: readonly CellEdit[], index: ReviewedRows): TouchedDebtors {
  const { rows, debtors, shared, lookAlikes, glance, identify } = index;
  const before = edits.map(({ row, column }) => ({ row, column, text: rows.text(row, column) }));
  const edited = new Set(edits.map((edit) => edit.row).filter((row) => row < rows.table.rowCount));
  const looked = Array.from(edited, (row): { row: number; was: GlancedRow | null } => {
    const isWhole = !Number.isNaN(index.wholeCents(debtors.debtorOf(row)));
    return { row, was: isWhole && glance !== null ? glance.look(row) : null };
  });
  for (const edit of edits) rows.write(edit);
  const moves: MovedRow[] = [];
  const steady = new Map<number, number>();
  const touched = new Set<number>();
  const touchLookAlikes = (identification: string) => {
    for (const debtor of lookAlikes.of(identification)) touched.add(debtor);
  };
  for (const { row, was } of looked) {
    const identification = identify(row);
    const to = debtors.numberOf(identification);
    const obligations = shared?.numbersOf(row) ?? [];
    const isInPlace = was !== null && to === debtors.debtorOf(row) && shared?.hasNumbers(row, obligations) === true;
    const now = isInPlace ? (glance?.look(row) ?? null) : null;
    if (was !== null && now !== null && now.digest1 === was.digest1 && now.digest2 === was.digest2) {
      steady.set(to, (steady.get(to) ?? 0) + now.cents - was.cents);
      continue;
    }
    moves.push({ row, to, obligations });
    if (identification === null) continue;
    lookAlikes.note(identification, to);
    touchLookAlikes(identification);
  }
  if (moves.length > 0) for (const edit of before) rows.write(edit);
  for (const { row, to, obligations } of moves) {
    const identification = identify(row);
    if (identification !== null) touchLookAlikes(identification);
    touched.add(debtors.debtorOf(row)).add(to);
    for (const other of shared?.dependents(row, obligations) ?? []) touched.add(debtors.debtorOf(other));
  }
  // Too much for a number: such a debtor is read.
  for (const [debtor, cents] of steady)
    if (!Number.isSafeInteger(index.wholeCents(debtor) + cents)) touched.add(debtor);
  touched.delete(noDebtor);
  for (const debtor of touched) steady.delete(debtor);
  return { moves, debtors: touched, steady };
}
