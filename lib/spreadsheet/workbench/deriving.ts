import type { CorrectionChoices } from "#lib/domain/correction/correction.ts";
import type { DerivationContext } from "#lib/domain/debtors/derivation-context.ts";
import type { Mapping } from "#lib/domain/mapping/mapping.ts";
import { mappingOfFile } from "#lib/domain/mapping/mapping-of-file.ts";
import { statedCutOff } from "#lib/domain/validation/stated-cut-off.ts";
import type { OpenFile } from "../open-file.ts";
import { findLargerPart } from "../review/larger-part.ts";
import { Review } from "../review/review.ts";
import { type Derivation, settleCutOff, withPaymentsUntil } from "../review/settle-cut-off.ts";
import { titlesAbove } from "../rows-beside.ts";
import { inOneGo, type Sliced } from "../sliced.ts";
import type { Correcting } from "./correcting.ts";

/** All debtors of a file under a mapping. */
export interface Derived {
  readonly derivation: Derivation;
  readonly review: Review;
}

/** Derives the debtors of the open file under a mapping, in place of the ones before or beside them. */
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

  forget(): void {
    this.#review = null;
  }

  apply(
    open: OpenFile,
    context: DerivationContext,
    choices: CorrectionChoices,
    onProgress?: (share: number) => void,
  ): void {
    // Drops the old review before the new one is built: both at once would be the peak of memory.
    this.#review = null;
    this.take(inOneGo(this.#derive(open, context, choices), onProgress));
  }

  /**
   * Derives the cells as they are now, of which those in `columns` have changed, with another mapping (null: the
   * same), beside the review that counts until then. The result is to be taken or dropped; ended early, it is
   * dropped.
   */
  *beside(open: OpenFile, columns: ReadonlySet<number>, mapping: Mapping | null): Sliced<Derived> {
    // The context names the cut-off day already, so corrections do not change it.
    if (mapping === null) return { derivation: this.derivation, review: yield* this.review.again(columns) };
    let isDone = false;
    try {
      const derived = yield* this.#derive(open, { ...this.asked, mapping }, this.#correcting.choices);
      isDone = true;
      return derived;
    } finally {
      if (!isDone) this.drop(open);
    }
  }

  take({ derivation, review }: Derived): void {
    this.#derivation = derivation;
    this.#review = review;
  }

  /** Forgets what was derived beside: it has left its mark in the correction. */
  drop(open: OpenFile): void {
    this.#correcting.apply(this.#correcting.choices, open, this.derivation.context);
  }

  *#derive(open: OpenFile, context: DerivationContext, choices: CorrectionChoices): Sliced<Derived> {
    const { rows } = open;
    const today = Math.floor(this.#now() / 86_400_000);
    const mapping = withPaymentsUntil(mappingOfFile(context.mapping, rows.ofFile), today);
    const ofFile = { ...context, mapping };
    const settled = settleCutOff(rows, statedCutOff(titlesAbove(open)), ofFile, today);
    const corrected = this.#correcting.apply(choices, open, context);
    // Of a correction, the question was answered for the upload that it corrects.
    const largerPart = corrected === null ? findLargerPart(rows, open.columns, settled.context) : null;
    const derivation = largerPart === null ? settled : { ...settled, largerPart };
    return { derivation, review: yield* Review.building(rows, derivation.context, corrected) };
  }
}
