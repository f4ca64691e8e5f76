import { randomAt } from "./random.ts";
import { portfolioTypes, products } from "./vocabulary.ts";

/** An invented obligation. Money in cents, dates as ISO. */
export interface Obligation {
  readonly id: string;
  readonly product: string;
  readonly portfolioType: string;
  readonly totalCents: number;
  readonly capitalCents: number;
  readonly interestCents: number;
  readonly arrearsCents: number;
  readonly instalmentCents: number;
  readonly pendingCents: number;
  readonly daysDelay: number;
  readonly expiringDate: string;
  readonly lastPayCents: number | null;
  readonly lastPayDate: string | null;
}

/** The date of the bank's file. */
export const cutOff = "2026-10-31";
const dayMs = 86_400_000;

/** The obligation in this slot of the portfolio. */
export function obligationAt(seed: number, slot: number): Obligation {
  const random = randomAt(seed, slot, 2);
  const capitalCents = random.integer(5_000_000, 9_000_000_00);
  const interestCents = random.integer(0, Math.floor(capitalCents / 5));
  const arrearsCents = random.integer(0, Math.floor(capitalCents / 10));
  const daysDelay = random.integer(1, 720);
  const hasPaid = random.chance(0.7);
  const totalCents = capitalCents + interestCents + arrearsCents;
  return {
    // Leading zeros, as core banking systems write them: they must survive all the way.
    id: `00${String(4_000_000_000 + slot)}`,
    product: random.pick(products),
    portfolioType: random.pick(portfolioTypes),
    totalCents,
    capitalCents,
    interestCents,
    arrearsCents,
    instalmentCents: Math.floor(capitalCents / 24),
    pendingCents: random.integer(0, totalCents),
    daysDelay,
    expiringDate: isoBefore(daysDelay),
    lastPayCents: hasPaid ? random.integer(1_000_00, 500_000_00) : null,
    lastPayDate: hasPaid ? isoBefore(daysDelay + random.integer(1, 300)) : null,
  };
}

function isoBefore(days: number): string {
  return new Date(Date.parse(cutOff) - days * dayMs).toISOString().slice(0, 10);
}
