import type { CellEdit } from "#lib/domain/table/cell-edit.ts";
import { type DebtorIndex, noDebtor } from "./debtor-index.ts";
import type { EditedRows } from "./edited-rows.ts";
import type { LookAlikeDebtors } from "./look-alike-debtors.ts";
import type { SharedObligations } from "./shared-obligations.ts";

export interface TouchedDebtors {
  /** Rows with an edit. */
  readonly rows: ReadonlySet<number>;
  /** To which debtor each of them belongs with its new cells, and its obligations. */
  readonly moves: readonly { readonly row: number; readonly to: number; readonly obligations: readonly number[] }[];
  /** The debtors whose issues or totals the edits may change. */
  readonly debtors: ReadonlySet<number>;
}

/** Finds out what edits touch. The cells are still the old ones afterwards. */
export function touchedBy(
  edits: readonly CellEdit[],
  index: {
    readonly rows: EditedRows;
    readonly debtors: DebtorIndex;
    readonly shared: SharedObligations | null;
    readonly lookAlikes: LookAlikeDebtors;
    readonly identify: (row: number) => string | null;
  },
): TouchedDebtors {
  const { debtors, shared, lookAlikes, identify } = index;
  const rows = new Set(edits.map((edit) => edit.row).filter((row) => row < index.rows.table.rowCount));
  const before = edits.map(({ row, column }) => ({ row, column, text: index.rows.text(row, column) }));
  const touched = new Set<number>();
  const touchLookAlikes = (identification: string) => {
    for (const debtor of lookAlikes.of(identification)) touched.add(debtor);
  };
  for (const edit of edits) index.rows.write(edit);
  const moves = Array.from(rows, (row) => {
    const identification = identify(row);
    const to = debtors.numberOf(identification);
    if (identification !== null) {
      lookAlikes.note(identification, to);
      touchLookAlikes(identification);
    }
    return { row, to, obligations: shared?.numbersOf(row) ?? [] };
  });
  for (const edit of before) index.rows.write(edit);
  for (const { row, to, obligations } of moves) {
    const identification = identify(row);
    if (identification !== null) touchLookAlikes(identification);
    touched.add(debtors.debtorOf(row)).add(to);
    for (const other of shared?.dependents(row, obligations) ?? []) touched.add(debtors.debtorOf(other));
  }
  touched.delete(noDebtor);
  return { rows, moves, debtors: touched };
}
