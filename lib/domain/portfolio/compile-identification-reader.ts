import type { CellKind, SourceRow } from "../table/table.ts";
import { kindLetters } from "../table/table.ts";
import type { DerivationContext } from "./derivation-context.ts";
import { planReading } from "./reading-plan.ts";
import { StepReader } from "./step-reader.ts";

/** Says which client a row is of from one cell alone. */
export interface IdentificationReader {
  readonly column: number;
  /** Exactly the identification that the row's own reader would find; null where there is none. */
  read(text: string, kind: CellKind): string | null;
}

/**
 * The reader of a mapping's identification. Rows are sorted by client before any of them is read as a whole, which would otherwise
 * happen twice. Null where it takes more than one column, or none, to tell.
 */
export function compileIdentificationReader(context: DerivationContext): IdentificationReader | null {
  const step = planReading(context).debtor.find(({ slot }) => slot === -1);
  if (step === undefined || step.column === null || step.parts !== null) return null;
  const reader = new StepReader();
  const atFirst = { ...step, column: 0 };
  const cells = [""];
  const source: SourceRow & { kinds: string | null } = { line: 0, cells, kinds: null };
  return {
    column: step.column,
    read(text, kind) {
      cells[0] = text;
      source.kinds = kind === "text" ? null : kindLetters[kind];
      reader.start(0);
      const identification = reader.read(atFirst, source);
      return identification === "" ? null : identification;
    },
  };
}
