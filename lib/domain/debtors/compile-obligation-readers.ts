import { obligationIdField } from "../fields/catalogue.ts";
import type { DerivationContext } from "./derivation-context.ts";
import { compileStepReader, type OneCellReader } from "./one-cell-reader.ts";
import { planReading } from "./reading-plan.ts";

/**
 * The readers of the numbers of a row's obligations, one for each it may have. Empty where a number takes more than one column, or
 * none, to tell.
 */
export function compileObligationReaders(context: DerivationContext): readonly OneCellReader[] {
  const { obligations } = planReading(context);
  const readers = obligations.flatMap((steps) => {
    const step = steps.find(({ field }) => field.id === obligationIdField);
    return step === undefined ? [] : (compileStepReader(step) ?? []);
  });
  return readers.length === obligations.length ? readers : [];
}
