import { amountCleaner, centsOf, markCode, plainCents } from "#lib/domain/cleaning/amount.ts";
import type { DecimalMark } from "#lib/domain/cleaning/decimal.ts";
import type { Grid } from "#lib/domain/table/table.ts";
import { isFigure } from "./aside-words.ts";
import type { Suspect } from "./judge-aside.ts";

const marks: readonly DecimalMark[] = [",", "."];
const noReport = (): void => undefined;

/** 1,000.00, in cents. Smaller figures (days, instalments) add up by chance. */
const leastCents = 1_000_00;

/** One figure is no sum. */
const leastSummands = 2;

/** The sums of a column under one decimal mark: of all rows, and of those after the last row of totals. */
class RunningSum {
  readonly #grid: Grid;
  readonly #column: number;
  readonly #code: number;
  readonly #clean;
  #all = { cents: 0, count: 0 };
  #group = { cents: 0, count: 0 };

  constructor(grid: Grid, column: number, mark: DecimalMark) {
    this.#grid = grid;
    this.#column = column;
    this.#code = markCode(mark);
    this.#clean = amountCleaner(mark);
  }

  add(row: number): void {
    const cents = this.#centsAt(row);
    if (cents === 0) return;
    for (const sum of [this.#all, this.#group]) {
      sum.cents += cents;
      sum.count++;
    }
  }

  /** Whether the row's figure is one of the sums. */
  isProvenBy(row: number): boolean {
    const cents = this.#centsAt(row);
    const isSum = (sum: { cents: number; count: number }): boolean =>
      sum.cents === cents && sum.count >= leastSummands && Number.isSafeInteger(cents);
    return Math.abs(cents) >= leastCents && (isSum(this.#all) || isSum(this.#group));
  }

  endGroup(): void {
    this.#group = { cents: 0, count: 0 };
  }

  #centsAt(row: number): number {
    const text = this.#grid.cell(row, this.#column);
    if (text === "") return 0;
    const kind = this.#grid.kind(row, this.#column);
    const plain = kind === "text" ? plainCents(text, this.#code) : Number.NaN;
    return Number.isNaN(plain) ? centsOf(this.#clean(text, kind, noReport)) : plain;
  }
}

/**
 * The rows that mention a total, may be a debtor's, and have a figure that is the sum of rows above (decision
 * 24). Words prove nothing in a row with an identification: they may be somebody's name. Rows are added up
 * only if there is such a row, and only down to the last one.
 */
export function provenTotals(grid: Grid, from: number, suspects: readonly Suspect[]): ReadonlySet<number> {
  const proven = new Set<number>();
  const doubted = suspects.filter(({ mayBeTotal }) => mayBeTotal === true);
  if (doubted.length === 0) return proven;
  const last = doubted.at(-1)?.row ?? -1;
  const columns = new Set(doubted.flatMap(({ row }) => figureColumns(grid, row)));
  const sums = [...columns].flatMap((column) => marks.map((mark) => new RunningSum(grid, column, mark)));
  const byRow = new Map(suspects.map((suspect) => [suspect.row, suspect]));
  for (let row = from; row <= last; row++) {
    const { reason = null, mayBeTotal = false } = byRow.get(row) ?? {};
    if (mayBeTotal && sums.some((sum) => sum.isProvenBy(row))) proven.add(row);
    if (reason === "total" || proven.has(row)) for (const sum of sums) sum.endGroup();
    else if (reason === null) for (const sum of sums) sum.add(row);
  }
  return proven;
}

function figureColumns(grid: Grid, row: number): number[] {
  return grid.sourceRow(row).cells.flatMap((text, column) => (isFigure(text) ? [column] : []));
}
