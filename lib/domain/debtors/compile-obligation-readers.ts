import type { FieldId } from "../fields/field.ts";
import type { DerivationContext } from "./derivation-context.ts";
import { compileStepReader, type OneCellReader } from "./one-cell-reader.ts";
import { planReading } from "./reading-plan.ts";

/**
 * Reads only one field of a row's obligations: one reader for each obligation a row may have. Empty if a
 * value is joined from several columns or comes from none.
 */
export function compileObligationReaders(context: DerivationContext, of: FieldId): readonly OneCellReader[] {
  const { obligations } = planReading(context);
  const readers = obligations.flatMap((steps) => {
    const step = steps.find(({ field }) => field.id === of);
    return step === undefined ? [] : (compileStepReader(step) ?? []);
  });
  return readers.length === obligations.length ? readers : [];
}
