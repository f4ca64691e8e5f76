import { obligationIdField } from "../fields/catalogue.ts";
import type { DerivationContext } from "./derivation-context.ts";
import { compileStepReader, type OneCellReader } from "./one-cell-reader.ts";
import { planReading } from "./reading-plan.ts";

/** The reader of a row's obligation number; null where a row has several obligations, or its number is not in one column. */
export function compileObligationReader(context: DerivationContext): OneCellReader | null {
  const plan = planReading(context);
  const [steps] = plan.obligations;
  if (plan.isRepeated || steps === undefined) return null;
  const step = steps.find(({ field }) => field.id === obligationIdField);
  return step === undefined ? null : compileStepReader(step);
}
