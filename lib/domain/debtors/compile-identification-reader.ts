import type { DerivationContext } from "./derivation-context.ts";
import { compileStepReader, type OneCellReader } from "./one-cell-reader.ts";
import { planReading } from "./reading-plan.ts";

/**
 * Reads only a row's identification. Rows are sorted by debtor first; without this, each would be read whole
 * twice. Null if the identification is joined from several columns or comes from none.
 */
export function compileIdentificationReader(context: DerivationContext): OneCellReader | null {
  const step = planReading(context).debtor.find(({ slot }) => slot === -1);
  return step === undefined ? null : compileStepReader(step);
}
