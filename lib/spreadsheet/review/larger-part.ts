import { centsOf } from "#lib/domain/cleaning/amount.ts";
import { compileObligationReaders } from "#lib/domain/debtors/compile-obligation-readers.ts";
import type { DerivationContext } from "#lib/domain/debtors/derivation-context.ts";
import type { OneCellReader } from "#lib/domain/debtors/one-cell-reader.ts";
import { TotalsCounter } from "#lib/domain/debtors/totals-counter.ts";
import { totalBalanceField } from "#lib/domain/fields/catalogue.ts";
import type { ColumnReport } from "#lib/domain/mapping/columns/column-report.ts";
import { isNameOfPart } from "#lib/domain/mapping/headers/part-of-balance.ts";
import { otherHeaderOver } from "#lib/domain/table/other-order.ts";
import type { LargerPart } from "../protocol/review.ts";
import type { EditedRows } from "./edited-rows.ts";

/** Rows, spread over the file, that are looked at before all are read for the sums. */
const maxSampled = 2_000;
/** Fewer rows may be chance. */
const leastRows = 10;
/** Share of the rows in which the part must be larger: some are right where a program filled in a column. */
const largerShare = 0.8;

/**
 * Finds a column that is a part of the balance by its name or field and yet larger in nearly all rows: the two are
 * exchanged, or one of them is read wrong. Only where a row has one obligation. Null if there is none.
 */
export function findLargerPart(
  rows: EditedRows,
  columns: readonly ColumnReport[],
  context: DerivationContext,
): LargerPart | null {
  const balances = compileObligationReaders(context, totalBalanceField);
  const [balance] = balances;
  const report = columns.find(({ index }) => index === balance?.column);
  if (balance === undefined || balances.length > 1 || report === undefined || isNameOfPart(report.header)) return null;
  for (const column of columns) {
    const part = column === report ? null : readerOfPart(column, report, context);
    if (part === null) continue;
    const step = Math.ceil(rows.table.rowCount / maxSampled);
    if (!isLarger(compared(rows, context, balance, part, step))) continue;
    const { larger, both, sum, sumOfPart } = compared(rows, context, balance, part, 1);
    return { column: column.index, balance: balance.column, rows: larger, ofRows: both, sum, sumOfPart };
  }
  return null;
}

/** Reads a column that is a part by its field or header; null if it is none, or of another unit than the balance. */
function readerOfPart(column: ColumnReport, balance: ColumnReport, context: DerivationContext): OneCellReader | null {
  const { mapping, fields } = context;
  const state = mapping.columns[column.index];
  if (state?.state === "joined") return null;
  const field = state?.state === "field" ? fields.find(({ id }) => id === state.field) : undefined;
  if (field !== undefined) {
    const isPart = field.kind === "amount" && field.level === "obligation" && field.id !== totalBalanceField;
    if (!isPart || !(isNameOfPart(field.apiKey) || isNameOfPart(column.header))) return null;
    return compileObligationReaders(context, field.id)[0] ?? null;
  }
  if (!isNameOfPart(column.header) || column.amountUnit?.value !== balance.amountUnit?.value) return null;
  const ofBalance = mapping.columns[balance.index];
  if (ofBalance?.state !== "field") return null;
  const { decimalMark } = column;
  const isOwnMark = decimalMark !== null && decimalMark.certainty !== "ambiguous";
  const reading = { ...ofBalance.reading, ...(isOwnMark ? { decimalMark: decimalMark.value } : {}) };
  // Read as if it were the balance.
  const asBalance = mapping.columns
    .with(balance.index, { state: "left_out" })
    .with(column.index, { ...ofBalance, reading });
  return (
    compileObligationReaders({ ...context, mapping: { ...mapping, columns: asBalance } }, totalBalanceField)[0] ?? null
  );
}

interface Compared {
  /** Rows with both amounts above zero, and those of them with the larger part. */
  readonly both: number;
  readonly larger: number;
  readonly sum: string;
  readonly sumOfPart: string;
}

function isLarger({ both, larger }: Compared): boolean {
  return both >= leastRows && larger >= both * largerShare;
}

function compared(
  rows: EditedRows,
  { mapping: { otherHeaders = [] } }: DerivationContext,
  balance: OneCellReader,
  part: OneCellReader,
  step: number,
): Compared {
  const [sum, sumOfPart] = [new TotalsCounter(), new TotalsCounter()];
  let [both, larger] = [0, 0];
  const { table } = rows;
  const centsIn = (row: number, { column, read }: OneCellReader) =>
    centsOf(read(rows.text(row, column), rows.kind(row, column)) ?? "0");
  for (let row = 0; row < table.rowCount; row += step) {
    if (otherHeaders.length > 0 && otherHeaderOver(otherHeaders, table.line(row)) > 0) continue;
    const [whole, some] = [centsIn(row, balance), centsIn(row, part)];
    if (!(whole > 0 && some > 0)) continue;
    both++;
    if (some > whole) larger++;
    sum.add(0, 0, 0, whole);
    sumOfPart.add(0, 0, 0, some);
  }
  return { both, larger, sum: sum.totals().balance, sumOfPart: sumOfPart.totals().balance };
}
