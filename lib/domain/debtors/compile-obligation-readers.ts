import { obligationIdField } from "../fields/catalogue.ts";
import type { DerivationContext } from "./derivation-context.ts";
import { compileStepReader, type OneCellReader } from "./one-cell-reader.ts";
import { planReading } from "./reading-plan.ts";

/**
 * Reads only the numbers of a row's obligations: one reader for each obligation a row may have. Empty if a
 * number is joined from several columns or comes from none.
 */
export function compileObligationReaders(context: DerivationContext): readonly OneCellReader[] {
  const { obligations } = planReading(context);
  const readers = obligations.flatMap((steps) => {
    const step = steps.find(({ field }) => field.id === obligationIdField);
    return step === undefined ? [] : (compileStepReader(step) ?? []);
  });
  return readers.length === obligations.length ? readers : [];
}
