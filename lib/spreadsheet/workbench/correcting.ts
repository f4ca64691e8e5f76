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
import { renamedRows } from "../review/renamed-rows.ts";
import { RenumberedCells } from "../review/renumbered-cells.ts";

/** What the server told of the earlier debtors of a report that came back, and what the page chose for them. */
export class Correcting {
  #choices: CorrectionChoices = noChoices;
  #earlier: { readonly debtors: EarlierDebtors; readonly at: number } | null = null;
  #renumbered: RenumberedCells | null = null;

  get choices(): CorrectionChoices {
    return this.#choices;
  }

  /** `text`: the earlier debtors, one a line, as they were at `at`. */
  begin(text: ArrayBuffer, at: number): void {
    this.#earlier = { debtors: EarlierDebtors.of(new TextDecoder().decode(text)), at };
  }

  /** Another file or sheet may be the report of another upload, or none. */
  end(): void {
    this.#earlier = null;
  }

  /** Takes the choices, and looks for changed numbers under this context. Null where the file is no corrected report. */
  apply(choices: CorrectionChoices, { found, rows }: OpenFile, context: DerivationContext): CorrectedReport | null {
    this.#choices = choices;
    const earlier = this.#earlier;
    this.#renumbered = earlier === null ? null : new RenumberedCells(found.report, rows, context, earlier.debtors);
    const renumbered = this.#renumbered;
    if (earlier === null || renumbered === null) return null;
    const renumberedIn = (row: number) => renumbered.of(row);
    const isAdded = (row: number) => found.report?.addedRows.has(row) === true;
    return { ...choices, earlier: earlier.debtors, at: earlier.at, renumberedIn, isAdded };
  }

  renamed({ rows, found }: OpenFile, context: DerivationContext): RenamedRow[] {
    return this.#earlier === null ? [] : renamedRows(found.report, rows, context);
  }

  /** What travels of it with the upload. */
  plan(open: OpenFile, context: DerivationContext): PlannedCorrection | null {
    const stamp = this.#earlier?.debtors.stamp;
    if (stamp === undefined) return null;
    const renumbered = this.#renumbered?.all() ?? [];
    const added = [...(open.found.report?.addedRows ?? [])];
    return { ...this.#choices, stamp, renumbered, renamed: this.renamed(open, context), added };
  }
}
