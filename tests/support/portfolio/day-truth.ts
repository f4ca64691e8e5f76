import { formatCents } from "#lib/domain/debtors/totals-counter.ts";
import {
  type ComparedGroup,
  type ComparedTotals,
  comparedGroups,
} from "#lib/domain/portfolio/comparison/comparison.ts";
import type { PortfolioDay } from "./portfolio-day.ts";

/** How a day differs from an earlier one, known from the books and not by comparing files. */
export interface DayTruth {
  /** Everybody who stands in one of the two files. */
  readonly debtors: ReadonlyMap<string, ComparedGroup>;
  /** `balanceBefore` is of the earlier file: 0.00 for those who are new or returned. */
  readonly byDebtor: Readonly<Record<ComparedGroup, ComparedTotals>>;
  /**
   * The same by obligation; `debtors` is 0. Those of a returned debtor are returned, and one that appears with or
   * disappears from a debtor who stays is new or gone.
   */
  readonly byObligation: Readonly<Record<ComparedGroup, ComparedTotals>>;
}

/** Who is new, changed, a day older, returned or gone on `day` against `before`, an earlier day of the same bank. */
export function dayTruth(day: PortfolioDay, before: PortfolioDay): DayTruth {
  const debtors = new Map<string, ComparedGroup>();
  const byDebtor = new Sums();
  const byObligation = new Sums();
  for (let debtor = 0; debtor < day.state.live.length; debtor++) {
    const change = changeOf(day, before, debtor);
    if (change === null) continue;
    debtors.set(day.debtor(debtor).identification, change);
    const then = before.state.live[debtor] === 1 ? before.openSlots(debtor) : [];
    const now = day.state.live[debtor] === 1 ? day.openSlots(debtor) : [];
    byDebtor.add(change, 1, 0, 0, 0);
    for (const slot of new Set([...then, ...now])) {
      const balanceBefore = then.includes(slot) ? before.obligation(slot).totalCents : 0;
      const balance = now.includes(slot) ? day.obligation(slot).totalCents : 0;
      const isCounted = change === "gone" || now.includes(slot) ? 1 : 0;
      byDebtor.add(change, 0, isCounted, balanceBefore, balance);
      byObligation.add(slotChange(day, before, change, slot, then, now), 0, 1, balanceBefore, balance);
    }
  }
  return { debtors, byDebtor: byDebtor.totals(), byObligation: byObligation.totals() };
}

/** Null: in neither file. */
function changeOf(day: PortfolioDay, before: PortfolioDay, debtor: number): ComparedGroup | null {
  const isHere = day.state.live[debtor] === 1;
  const wasHere = before.state.live[debtor] === 1;
  if (!isHere) return wasHere ? "gone" : null;
  if (!wasHere) return debtor < before.state.live.length ? "returned" : "new";
  const slots = new Set([...before.openSlots(debtor), ...day.openSlots(debtor)]);
  const isChanged =
    day.state.phone[debtor] !== before.state.phone[debtor] || [...slots].some((slot) => isMoved(day, before, slot));
  return isChanged ? "changed" : stillness(day, before);
}

function slotChange(
  day: PortfolioDay,
  before: PortfolioDay,
  change: ComparedGroup,
  slot: number,
  then: readonly number[],
  now: readonly number[],
): ComparedGroup {
  if (change === "new" || change === "returned" || change === "gone") return change;
  if (!then.includes(slot)) return "new";
  if (!now.includes(slot)) return "gone";
  return isMoved(day, before, slot) ? "changed" : stillness(day, before);
}

function isMoved(day: PortfolioDay, before: PortfolioDay, slot: number): boolean {
  return (["open", "moved", "payDay", "payCents"] as const).some(
    (part) => day.state[part][slot] !== before.state[part][slot],
  );
}

/** Days in arrears grow with the calendar. */
function stillness(day: PortfolioDay, before: PortfolioDay): "volatile" | "same" {
  return day.date === before.date ? "same" : "volatile";
}

class Sums {
  readonly #sums = new Map(comparedGroups.map((group) => [group, { debtors: 0, obligations: 0, before: 0n, now: 0n }]));

  add(group: ComparedGroup, debtors: number, obligations: number, before: number, now: number): void {
    const sums = this.#sums.get(group);
    if (sums === undefined) return;
    sums.debtors += debtors;
    sums.obligations += obligations;
    sums.before += BigInt(before);
    sums.now += BigInt(now);
  }

  totals(): Record<ComparedGroup, ComparedTotals> {
    const totals = Array.from(this.#sums, ([group, { debtors, obligations, before, now }]) => [
      group,
      { debtors, obligations, balanceBefore: formatCents(before), balance: formatCents(now) },
    ]);
    return Object.fromEntries(totals);
  }
}
