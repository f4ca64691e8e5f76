import { formatCents, parseCents } from "../../debtors/totals-counter.ts";

/** A declared amount as precise as it was written: "1234" in whole units, "1234.00" in cents. `cents` of a whole one end in 00. */
export function declaredAmount(cents: bigint, isWhole: boolean): string {
  const text = formatCents(cents);
  return isWhole ? text.replace(/\.00$/, "") : text;
}

/** Whether an amount in cents is the declared one: in whole units it may have been rounded, or its cents left out. */
export function isDeclaredAmount(declared: string, cents: bigint): boolean {
  const off = parseCents(declared) - cents;
  return isInCents(declared) ? off === 0n : off > -100n && off < 100n;
}

/** The one amount of which all of these say something: the most precise; undefined if they differ. */
export function onlyAmount(declared: readonly string[]): string | undefined {
  const only = declared.find(isInCents) ?? declared[0];
  return only !== undefined && declared.every((one) => isDeclaredAmount(one, parseCents(only))) ? only : undefined;
}

function isInCents(declared: string): boolean {
  return declared.includes(".");
}
