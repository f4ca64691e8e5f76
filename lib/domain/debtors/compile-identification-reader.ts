import type { DerivationContext } from "./derivation-context.ts";
import { compileStepReader, type OneCellReader } from "./one-cell-reader.ts";
import { planReading } from "./reading-plan.ts";

/**
 * The reader of a mapping's identification. Rows are sorted by debtor before any of them is read as a whole, which would otherwise
 * happen twice. Null where it takes more than one column, or none, to tell.
 */
export function compileIdentificationReader(context: DerivationContext): OneCellReader | null {
  const step = planReading(context).debtor.find(({ slot }) => slot === -1);
  return step === undefined ? null : compileStepReader(step);
}
