import { compareHealth } from "#lib/domain/portfolio/morning/health.ts";
import type { MorningLine, MorningOrder } from "#lib/domain/views/morning-view.ts";

type Compare = (a: MorningLine, b: MorningLine) => number;

const byName: Compare = (a, b) =>
  a.portfolio.name.localeCompare(b.portfolio.name) || a.tenant.name.localeCompare(b.tenant.name);

/** What is expected at no hour comes last. */
const byHour: Compare = (a, b) => hourOf(a).localeCompare(hourOf(b));

const orders: Readonly<Record<MorningOrder, readonly Compare[]>> = {
  worst: [(a, b) => compareHealth(a.health, b.health), byHour, byName],
  hour: [byHour, byName],
  name: [byName],
};

/** Puts the lines of the morning in an order. */
export function compareLines(order: MorningOrder): Compare {
  return (a, b) => orders[order].reduce((found, compare) => found || compare(a, b), 0);
}

function hourOf({ expectedAt }: MorningLine): string {
  return expectedAt ?? "~";
}
