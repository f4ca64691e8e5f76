import type { Totals } from "./debtor.ts";

/** Cents as a decimal with two places: -5n is "-0.05". */
export function formatCents(cents: bigint): string {
  const digits = (cents < 0n ? -cents : cents).toString().padStart(3, "0");
  return `${cents < 0n ? "-" : ""}${digits.slice(0, -2)}.${digits.slice(-2)}`;
}

/** Cents of a decimal with at most two places. Throws on anything else: totals are never typed by people. */
export function parseCents(text: string): bigint {
  const match = /^(-?)(\d+)(?:\.(\d{1,2}))?$/.exec(text);
  if (match === null) throw new RangeError("not a decimal with two places");
  const cents = BigInt((match[2] ?? "") + (match[3] ?? "").padEnd(2, "0"));
  return match[1] === "-" ? -cents : cents;
}

/**
 * Above this many cents the sum moves from a number into the bigint: adding bigints for every row costs as
 * much as reading a cell. A single row stays far below 2^53 minus this.
 */
const carryAt = 4_000_000_000_000_000;

/** Adds up rows, debtors, obligations and cents; exact for any number of rows. */
export class TotalsCounter {
  private rows = 0;
  private debtors = 0;
  private obligations = 0;
  private carried = 0n;
  private cents = 0;

  add(rows: number, debtors: number, obligations: number, cents: number): void {
    this.rows += rows;
    this.debtors += debtors;
    this.obligations += obligations;
    this.cents += cents;
    if (this.cents > carryAt || this.cents < -carryAt) this.carry();
  }

  subtract(rows: number, debtors: number, obligations: number, cents: number): void {
    this.add(-rows, -debtors, -obligations, -cents);
  }

  totals(): Totals {
    this.carry();
    return {
      rows: this.rows,
      debtors: this.debtors,
      obligations: this.obligations,
      balance: formatCents(this.carried),
    };
  }

  private carry(): void {
    this.carried += BigInt(this.cents);
    this.cents = 0;
  }
}

export function addTotals(a: Totals, b: Totals): Totals {
  return {
    rows: a.rows + b.rows,
    debtors: a.debtors + b.debtors,
    obligations: a.obligations + b.obligations,
    balance: formatCents(parseCents(a.balance) + parseCents(b.balance)),
  };
}

export function sameTotals(a: Totals, b: Totals): boolean {
  return (
    a.rows === b.rows &&
    a.debtors === b.debtors &&
    a.obligations === b.obligations &&
    parseCents(a.balance) === parseCents(b.balance)
  );
}
