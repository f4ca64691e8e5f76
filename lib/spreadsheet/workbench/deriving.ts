import type { CorrectionChoices } from "#lib/domain/correction/correction.ts";
import { issuesOfPlaceholders, issuesOfValue } from "#lib/domain/cures/read-typed.ts";
import { readsAlike } from "#lib/domain/cures/with-cure.ts";
import type { DerivationContext } from "#lib/domain/debtors/derivation-context.ts";
import type { Mapping } from "#lib/domain/mapping/mapping.ts";
import { mappingOfFile } from "#lib/domain/mapping/mapping-of-file.ts";
import type { CellEdit } from "#lib/domain/table/cell-edit.ts";
import { statedCutOff } from "#lib/domain/validation/stated-cut-off.ts";
import type { OpenFile } from "../open-file.ts";
import type { Change, Forecast, Reason } from "../protocol/cures.ts";
import { cureEdits } from "../review/cure-edits.ts";
import { cureFigures } from "../review/cure-figures.ts";
import { Review } from "../review/review.ts";
import { type Derivation, settleCutOff } from "../review/settle-cut-off.ts";
import { titlesAbove } from "../rows-beside.ts";
import type { Correcting } from "./correcting.ts";

type OnProgress = ((share: number) => void) | undefined;

/**
 * With at least this many edits per row, everything is derived again: for 100,000 of a million rows,
 * subtracting and adding them one by one took twice as long.
 */
const rebuildShare = 0.05;

/** Derives the debtors of the open file under a mapping, and tries what another one or other cells would give. */
export class Deriving {
  readonly #correcting: Correcting;
  readonly #now: () => number;
  #asked: DerivationContext | null = null;
  #derivation: Derivation | null = null;
  #review: Review | null = null;

  constructor(correcting: Correcting, now: () => number) {
    this.#correcting = correcting;
    this.#now = now;
  }

  /** What the page asked to derive with: without what the file adds to its mapping. */
  get asked(): DerivationContext {
    if (this.#asked === null) throw new Error("no mapping has been applied");
    return this.#asked;
  }

  get derivation(): Derivation {
    if (this.#derivation === null) throw new Error("no mapping has been applied");
    return this.#derivation;
  }

  get review(): Review {
    if (this.#review === null) throw new Error("no mapping has been applied");
    return this.#review;
  }

  /** Null before the first mapping is applied. */
  get shown(): Review | null {
    return this.#review;
  }

  ask(context: DerivationContext): void {
    this.#asked = context;
  }

  askWith(mapping: Mapping): void {
    this.#asked = { ...this.asked, mapping };
  }

  forget(): void {
    this.#review = null;
  }

  apply(open: OpenFile, context: DerivationContext, choices: CorrectionChoices, onProgress: OnProgress): void {
    // Drops the old review before the new one is built: both at once would be the peak of memory.
    this.#review = null;
    const { derivation, review } = this.#derive(open, context, choices, onProgress);
    this.#derivation = derivation;
    this.#review = review;
  }

  /** What everything has to be derived with again; null if the edited rows and their debtors are enough. */
  contextAfter({ rows }: OpenFile, { length }: readonly CellEdit[], mapping: Mapping | null): DerivationContext | null {
    if (mapping !== null && !readsAlike(this.asked.mapping, mapping)) return { ...this.asked, mapping };
    // This context names the cut-off day already, so corrections do not change it.
    return length < rows.table.rowCount * rebuildShare ? null : this.derivation.context;
  }

  /** Makes the change, counts, and takes it back. */
  forecast(open: OpenFile, change: Change, reason: Reason, onProgress: OnProgress): Forecast {
    const { review } = this;
    const { rows } = open;
    const before = cureFigures(review, reason);
    const edits = cureEdits(review, rows, change.cells);
    const texts = textsOf(rows, edits);
    const context = this.contextAfter(open, edits, change.mapping);
    const said = saidOf(change, context ?? this.derivation.context, this.asked.mapping);
    if (context === null) {
      review.edit(edits);
      const after = cureFigures(review, reason);
      review.edit(texts);
      return { before, after, cells: edits.length, said };
    }
    for (const edit of edits) rows.write(edit);
    try {
      const tried = this.#derive(open, context, this.#correcting.choices, onProgress);
      return { before, after: cureFigures(tried.review, reason), cells: edits.length, said };
    } finally {
      for (const text of texts) rows.write(text);
      // The trial has taken its place.
      this.#correcting.apply(this.#correcting.choices, open, this.derivation.context);
    }
  }

  #derive(open: OpenFile, context: DerivationContext, choices: CorrectionChoices, onProgress: OnProgress) {
    const { rows } = open;
    const ofFile = { ...context, mapping: mappingOfFile(context.mapping, rows.ofFile) };
    const today = Math.floor(this.#now() / 86_400_000);
    const derivation = settleCutOff(rows, statedCutOff(titlesAbove(open)), ofFile, today);
    const corrected = this.#correcting.apply(choices, open, context);
    return { derivation, review: new Review(rows, derivation.context, corrected, onProgress) };
  }
}

/** The same cells with the texts that they have now. */
export function textsOf(rows: OpenFile["rows"], edits: readonly CellEdit[]): CellEdit[] {
  return edits.map((edit) => ({ ...edit, text: rows.text(edit.row, edit.column) }));
}

/** What the readers say about a text that a change writes into many cells or gives to empty ones. */
function saidOf({ cells }: Change, context: DerivationContext, before: Mapping): Forecast["said"] {
  const ofEmpty = issuesOfPlaceholders(context, before);
  if (cells?.kind !== "value" || cells.column === null) return ofEmpty;
  return [...ofEmpty, ...issuesOfValue(context, cells.column, cells.text)];
}
