import { type DayKind, type DayRates, kindOf, nextBusinessDay, ratesOf } from "./calendar-of-days.ts";
import { debtorAt } from "./debtor.ts";
import { obligationAt } from "./obligation.ts";
import { type DayState, PortfolioDay } from "./portfolio-day.ts";
import { type Random, randomAt } from "./random.ts";

export interface DaysOptions {
  readonly seed: number;
  /** Debtors on day 1. */
  readonly debtors: number;
  /** ISO date of day 1, after 2026-10-31; 2026-11-03 if absent. */
  readonly firstDay?: string;
  /** Number of the first debtor, to share some with another portfolio of the same seed (they get other obligations). */
  readonly firstDebtor?: number;
}

/** Purposes of the random numbers from here on; those of single rows are below. */
const purpose = { rates: 20, debtor: 1_000 };

/**
 * The same bank's portfolio, business day after business day: some debtors are new, gone, changed or returned, the
 * others only a day older. The same options give the same days.
 */
export class PortfolioDays {
  readonly #options: DaysOptions;
  /** By debtor and by obligation; copied for each day. */
  readonly #state: { -readonly [key in keyof DayState]: number[] };
  #today: PortfolioDay | null = null;

  constructor(options: DaysOptions) {
    this.#options = options;
    this.#state = { firstSlot: [0], live: [], phone: [], open: [], moved: [], payDay: [], payCents: [] };
    for (let debtor = 0; debtor < options.debtors; debtor++) this.#add(randomAt(options.seed, debtor, purpose.debtor));
  }

  /** Day 1, then each next business day, of the kind its date has or of `kind`. */
  next(kind?: DayKind): PortfolioDay {
    const { seed, firstDay = "2026-11-03", firstDebtor = 0 } = this.#options;
    const before = this.#today;
    const date = before === null ? firstDay : nextBusinessDay(before.date);
    const number = (before?.number ?? 0) + 1;
    const dayKind = kind ?? kindOf(date, before?.date ?? null);
    if (before !== null) this.#pass(date, number, ratesOf(dayKind, randomAt(seed, number, purpose.rates)));
    this.#today = new PortfolioDay({ seed, firstDebtor, number, date, kind: dayKind, state: copyOf(this.#state) });
    return this.#today;
  }

  #pass(date: string, number: number, rates: DayRates): void {
    const { live } = this.#state;
    let here = 0;
    for (const [debtor, isLive] of live.entries()) {
      const random = randomAt(this.#options.seed, debtor, purpose.debtor + number);
      here += isLive;
      const share = random.next();
      if (isLive === 0) live[debtor] = share < rates.returned ? 1 : 0;
      else if (share < rates.gone) live[debtor] = 0;
      else if (share < rates.gone + rates.changed) this.#change(debtor, date, random);
    }
    for (let added = Math.round(here * rates.added); added > 0; added--)
      this.#add(randomAt(this.#options.seed, live.length, purpose.debtor + number));
  }

  #add(random: Random): void {
    const { firstSlot, live, phone, open, moved, payDay, payCents } = this.#state;
    const { seed, firstDebtor = 0 } = this.#options;
    const { obligations } = debtorAt(seed, firstDebtor + live.length);
    live.push(1);
    phone.push(0);
    // Some have an obligation that appears later.
    const hidden = obligations > 1 && random.chance(0.05) ? 1 : 0;
    for (let slot = 0; slot < obligations; slot++) {
      open.push(slot < obligations - hidden ? 1 : 0);
      moved.push(0);
      payDay.push(0);
      payCents.push(0);
    }
    firstSlot.push(open.length);
  }

  /** A payment mostly; otherwise interest, another telephone, an obligation less or one more. */
  #change(debtor: number, date: string, random: Random): void {
    const { firstSlot, phone, open } = this.#state;
    const first = firstSlot[debtor] ?? 0;
    const slots = Array.from({ length: (firstSlot[debtor + 1] ?? 0) - first }, (_, index) => first + index);
    const opened = slots.filter((slot) => open[slot] === 1);
    const closed = slots.find((slot) => open[slot] === 0);
    const last = opened.at(-1);
    const share = random.next();
    if (share < 0.05) phone[debtor] = (phone[debtor] ?? 0) + 1;
    else if (share < 0.1 && opened.length > 1 && last !== undefined) open[last] = 0;
    else if (share < 0.15 && closed !== undefined) open[closed] = 1;
    else this.#move(random.pick(opened), date, share < 0.25, random);
  }

  #move(slot: number, date: string, isInterest: boolean, random: Random): void {
    const { moved, payDay, payCents } = this.#state;
    const before = moved[slot] ?? 0;
    const balance = obligationAt(this.#options.seed, slot + 4 * (this.#options.firstDebtor ?? 0)).totalCents + before;
    if (isInterest || balance < 1_000_00) {
      moved[slot] = before + random.integer(1, 50_000_00);
      return;
    }
    const paid = random.integer(1, Math.floor(balance / 4));
    moved[slot] = before - paid;
    payDay[slot] = Date.parse(date);
    payCents[slot] = paid;
  }
}

function copyOf({ firstSlot, live, phone, open, moved, payDay, payCents }: DayState): DayState {
  return {
    firstSlot: firstSlot.slice(),
    live: live.slice(),
    phone: phone.slice(),
    open: open.slice(),
    moved: moved.slice(),
    payDay: payDay.slice(),
    payCents: payCents.slice(),
  };
}
