import type { DerivationContext } from "#lib/domain/debtors/derivation-context.ts";
import { compileRowGlance, type RowGlance } from "#lib/domain/fast/fast-path.ts";
import type { HeldDebtors } from "#lib/domain/holds/hold.ts";
import { holdKey } from "#lib/domain/person/hold-key.ts";
import { PlacedRow } from "#lib/domain/table/placed-row.ts";
import type { EditedRows } from "./edited-rows.ts";
import type { LookAlikeDebtors } from "./look-alike-debtors.ts";
import type { RowIndex } from "./row-index.ts";
import type { SharedObligations } from "./shared-obligations.ts";

/** A plain row: the cents of its balance, and the digests of what it says about its debtor. */
export interface GlancedRow {
  readonly cents: number;
  readonly digest1: number;
  readonly digest2: number;
}

/** Finds single debtors without issues by a glance at their rows, as `FirstLook` finds all of them. */
export class DebtorGlance {
  readonly #rows: EditedRows;
  readonly #shared: SharedObligations | null;
  readonly #lookAlikes: LookAlikeDebtors;
  readonly #glance: RowGlance | null;
  readonly #held: HeldDebtors | undefined;
  readonly #country: string;
  readonly #placed = new PlacedRow();

  constructor(rows: EditedRows, context: DerivationContext, { shared, lookAlikes }: RowIndex) {
    this.#rows = rows;
    this.#shared = shared;
    this.#lookAlikes = lookAlikes;
    this.#held = context.held;
    this.#country = context.country;
    this.#glance = shared === null ? null : compileRowGlance(context);
  }

  /** The cents that the debtor of these rows owes; NaN if it may have issues, so that its rows have to be read. */
  centsOf(rows: ArrayLike<number>): number {
    const glance = this.#glance;
    if (glance === null) return Number.NaN;
    let [cents, digest1, digest2] = [0, 0, 0];
    for (let at = 0; at < rows.length; at++) {
      const row = rows[at] ?? 0;
      this.#rows.place(row, this.#placed);
      const key = glance.identificationOf(this.#placed);
      if (key === 0 || (at === 0 && this.#isDoubtful(String(key)))) return Number.NaN;
      glance.digest(this.#placed);
      if (at > 0 && (glance.digest1 !== digest1 || glance.digest2 !== digest2)) return Number.NaN;
      ({ digest1, digest2 } = glance);
      if (!glance.isPlain(this.#placed, at > 0) || this.#shared?.isAlone(row) !== true) return Number.NaN;
      cents += glance.balanceCents;
    }
    return Number.isSafeInteger(cents) ? cents : Number.NaN;
  }

  #isDoubtful(identification: string): boolean {
    return (
      this.#held?.has(holdKey(identification, this.#country)) === true || this.#lookAlikes.of(identification).length > 0
    );
  }

  /** A row of a debtor without issues; null if the row may have some of its own. */
  look(row: number): GlancedRow | null {
    const glance = this.#glance;
    if (glance === null) return null;
    this.#rows.place(row, this.#placed);
    glance.digest(this.#placed);
    if (!glance.isPlain(this.#placed, true)) return null;
    return { cents: glance.balanceCents, digest1: glance.digest1, digest2: glance.digest2 };
  }
}
