import type { DecimalMark } from "../../cleaning/decimal.ts";
import { tidy } from "../../cleaning/tidy.ts";
import { declaredAmount } from "./declared-amount.ts";
import { countOf, readAmount } from "./said-figures.ts";

/** A count as a person types it, 1.204 or 1,204; null if it is none. */
export function typedCount(text: string): number | null {
  return countOf({ text: tidy(text), kind: "text" });
}

/**
 * An amount as a person types it or copies it from an e-mail, as {@link declaredAmount}; null if it is none.
 * `mark`, the person's own, decides about 1.234.
 */
export function typedAmount(text: string, mark: DecimalMark): string | null {
  const { cents, isWhole } = readAmount({ text: tidy(text), kind: "text" }, mark);
  const [only] = cents;
  return only === undefined || cents.length > 1 ? null : declaredAmount(only, isWhole);
}
