import { type DayKind, dayMs, isoOf } from "./calendar-of-days.ts";
import { type Cell, cellsOf, columns, type Sheet } from "./columns.ts";
import { type Debtor, debtorAt } from "./debtor.ts";
import { type Obligation, obligationAt } from "./obligation.ts";
import { type PortfolioRow, type PortfolioRows, stepFor } from "./portfolio.ts";

/** The bank's books on one day: what differs from a debtor's and an obligation's first form. */
export interface DayState {
  /** By debtor: its first slot (one more entry than debtors), whether it is in the file, how often its telephone changed. */
  readonly firstSlot: readonly number[];
  readonly live: readonly number[];
  readonly phone: readonly number[];
  /** By slot: whether the file has it, cents its balance has moved, its last payment (ms and cents; 0 for none). */
  readonly open: readonly number[];
  readonly moved: readonly number[];
  readonly payDay: readonly number[];
  readonly payCents: readonly number[];
}

interface DayParts {
  readonly seed: number;
  readonly firstDebtor: number;
  readonly number: number;
  readonly date: string;
  readonly kind: DayKind;
  readonly state: DayState;
}

/** The portfolio on one day: its rows, its file and what the file declares. */
export class PortfolioDay implements PortfolioRows {
  /** From 1. */
  readonly number: number;
  /** ISO date: its cut-off. */
  readonly date: string;
  readonly kind: DayKind;
  readonly state: DayState;
  readonly #parts: DayParts;
  readonly #slots: readonly number[];
  readonly #debtorOf: readonly number[];

  constructor(parts: DayParts) {
    this.#parts = parts;
    this.number = parts.number;
    this.date = parts.date;
    this.kind = parts.kind;
    this.state = parts.state;
    const slots: number[] = [];
    const debtorOf: number[] = [];
    for (let debtor = 0; debtor < this.state.live.length; debtor++)
      if (this.state.live[debtor] === 1)
        for (const slot of this.openSlots(debtor)) {
          slots.push(slot);
          debtorOf.push(debtor);
        }
    this.#slots = slots;
    this.#debtorOf = debtorOf;
  }

  /** Slots of a debtor's obligations that the file has, if it has the debtor. */
  openSlots(debtor: number): number[] {
    const slots: number[] = [];
    for (let slot = this.state.firstSlot[debtor] ?? 0; slot < (this.state.firstSlot[debtor + 1] ?? 0); slot++)
      if (this.state.open[slot] === 1) slots.push(slot);
    return slots;
  }

  debtor(number: number): Debtor {
    const debtor = debtorAt(this.#parts.seed, this.#parts.firstDebtor + number);
    const changes = this.state.phone[number] ?? 0;
    if (changes === 0) return debtor;
    const digits = (Number(debtor.telephone.slice(3)) + changes) % 10_000_000;
    return { ...debtor, telephone: `${debtor.telephone.slice(0, 3)}${String(digits).padStart(7, "0")}` };
  }

  obligation(slot: number): Obligation {
    const first = obligationAt(this.#parts.seed, slot + 4 * this.#parts.firstDebtor);
    const { moved, payDay, payCents } = this.state;
    const totalCents = first.totalCents + (moved[slot] ?? 0);
    const paid = payDay[slot] ?? 0;
    return {
      ...first,
      totalCents,
      pendingCents: Math.min(first.pendingCents, totalCents),
      daysDelay: (Date.parse(this.date) - Date.parse(first.expiringDate)) / dayMs,
      ...(paid === 0 ? {} : { lastPayCents: payCents[slot] ?? 0, lastPayDate: isoOf(paid) }),
    };
  }

  get rowCount(): number {
    return this.#slots.length;
  }

  /** A debtor's obligations are scattered over the file, as in `Portfolio`. */
  *rows(): Generator<PortfolioRow> {
    const count = this.#slots.length;
    const step = stepFor(count);
    for (let row = 0; row < count; row++) {
      const place = (row * step) % count;
      const debtor = this.debtor(this.#debtorOf[place] ?? 0);
      const obligation = this.obligation(this.#slots[place] ?? 0);
      yield { row, debtor, obligation, error: null, cutOff: this.date };
    }
  }

  totalCents(): bigint {
    let cents = 0n;
    for (const slot of this.#slots) cents += BigInt(this.obligation(slot).totalCents);
    return cents;
  }

  /** Its file: the cut-off in a title, rows and total in the footer. */
  sheet(): Sheet {
    return {
      titles: [
        ["BANCO DEL ALTIPLANO S.A. - ASIGNACIÓN DE CARTERA"],
        [`CORTE ${this.date.split("-").reverse().join("/")}`, "", "Uso confidencial"],
        [],
      ],
      headers: columns.map((column) => column.header),
      rows: cellsOf(this),
      footer: [declaredTotals(this.rowCount, this.totalCents())],
    };
  }
}

/** TOTAL REGISTROS;3000;…;69.128.328.660,50, the sum under its column. */
function declaredTotals(rows: number, cents: bigint): Cell[] {
  return columns.map(({ field }, index): Cell => {
    if (index === 0) return { is: "text", text: "TOTAL REGISTROS" };
    if (index === 1) return { is: "whole", value: rows };
    return field === "obligation.total_balance" ? { is: "money", cents: Number(cents) } : { is: "blank" };
  });
}
