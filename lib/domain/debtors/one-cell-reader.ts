import type { CellKind, SourceRow } from "../table/table.ts";
import { kindLetters } from "../table/table.ts";
import type { Step } from "./reading-plan.ts";
import { StepReader } from "./step-reader.ts";

/** Reads one field of a row from one cell, without the rest of the row. */
export interface OneCellReader {
  readonly column: number;
  /** Exactly what the row reader would find; null for no value. */
  read(text: string, kind: CellKind): string | null;
}

/** Null if the value is joined from several columns or comes from none. */
export function compileStepReader(step: Step): OneCellReader | null {
  if (step.column === null || step.parts !== null) return null;
  const reader = new StepReader();
  const atFirst = { ...step, column: 0 };
  const cells = [""];
  const source: SourceRow & { kinds: string | null } = { line: 0, cells, kinds: null };
  return {
    column: step.column,
    read(text, kind) {
      cells[0] = text;
      source.kinds = kind === "text" ? null : kindLetters[kind];
      reader.start(0, 0);
      const value = reader.read(atFirst, source);
      return value === "" ? null : value;
    },
  };
}
