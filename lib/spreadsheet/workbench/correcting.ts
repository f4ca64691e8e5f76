import {
  type CorrectedReport,
  type CorrectionChoices,
  noChoices,
  type RenamedRow,
} from "#lib/domain/correction/correction.ts";
import { EarlierDebtors } from "#lib/domain/correction/earlier-debtors.ts";
import type { DerivationContext } from "#lib/domain/debtors/derivation-context.ts";
import type { OpenFile } from "../open-file.ts";
import type { PlannedCorrection } from "../protocol/staging.ts";
import { linesToTell, renamedRows } from "../review/renamed-rows.ts";
import { RenumberedCells } from "../review/renumbered-cells.ts";

/** The correction of a report that came back: the server's earlier debtors, and the user's choices for them. */
export class Correcting {
  #choices: CorrectionChoices = noChoices;
  #earlier: { readonly debtors: EarlierDebtors; readonly at: number } | null = null;
  #renumbered: RenumberedCells | null = null;

  get choices(): CorrectionChoices {
    return this.#choices;
  }

  /** `text`: lines of `earlierLine` in UTF-8; `at`: when the earlier upload was sent, in milliseconds since 1970. */
  begin(text: ArrayBuffer, at: number): void {
    this.#earlier = { debtors: EarlierDebtors.of(new TextDecoder().decode(text)), at };
  }

  /** Another file or sheet may be the report of another upload, or no report. */
  end(): void {
    this.#earlier = null;
  }

  /** Stores the choices and finds the changed numbers under this context. Null if the file is no corrected report. */
  apply(choices: CorrectionChoices, { found, rows }: OpenFile, context: DerivationContext): CorrectedReport | null {
    this.#choices = choices;
    const earlier = this.#earlier;
    this.#renumbered = earlier === null ? null : new RenumberedCells(found.report, rows, context, earlier.debtors);
    const renumbered = this.#renumbered;
    if (earlier === null || renumbered === null) return null;
    const renumberedIn = (row: number) => renumbered.of(row);
    const isAdded = (row: number) => found.report?.addedRows.has(row) === true;
    const lineOf = (row: number) => found.report?.lines.get(row) ?? null;
    return { ...choices, earlier: earlier.debtors, at: earlier.at, renumberedIn, isAdded, lineOf };
  }

  renamed({ rows, found }: OpenFile, context: DerivationContext): RenamedRow[] {
    return this.#earlier === null ? [] : renamedRows(found.report, rows, context);
  }

  /** The part of the correction that is sent with the upload; null if there is none. */
  plan(open: OpenFile, context: DerivationContext): PlannedCorrection | null {
    const earlier = this.#earlier?.debtors;
    if (earlier === undefined) return null;
    const { stamp } = earlier;
    const renumbered = this.#renumbered?.all() ?? [];
    const added = [...(open.found.report?.addedRows ?? [])];
    const lines = linesToTell(open.found.report, open.rows, context, earlier);
    return { ...this.#choices, stamp, renumbered, renamed: this.renamed(open, context), added, lines };
  }
}
