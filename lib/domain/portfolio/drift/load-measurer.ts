import type { Digest } from "../../correction/text-digest.ts";
import type { CheckedRow, ControlTotals } from "../../debtors/debtor.ts";
import type { DerivationContext } from "../../debtors/derivation-context.ts";
import { planReading } from "../../debtors/reading-plan.ts";
import { formatCents } from "../../debtors/totals-counter.ts";
import { CutOffFinder, cutOffFields } from "../../validation/cut-off-finder.ts";
import type { ComparisonFigures } from "../comparison/comparison.ts";
import { FieldTally } from "./field-tally.ts";
import { type LoadCounts, measuresOf, sizesOf } from "./load-counts.ts";
import type { LoadMeasures } from "./measures.ts";
import { NumberList } from "./number-list.ts";
import { snapshotMeasures } from "./snapshot-measures.ts";

/** About so many debtors have all their values looked at: shares need no more, and a million would cost seconds. */
const debtorsLookedAt = 50_000;

/** Measures a load, or a part, while its debtors are assembled. Sums, median and content are exact; shares may be of a sample. */
export class LoadMeasurer {
  readonly #context: DerivationContext;
  readonly #balances = new NumberList();
  readonly #tallies: Readonly<Record<"debtor" | "obligation", readonly FieldTally[]>>;
  readonly #cutOff: CutOffFinder | null;
  readonly #step: number;
  #debtors = 0;
  readonly #digests = { high: 0, low: 0 };

  /** `rowCount`: rows of the file, which decides how many debtors are looked at. */
  constructor(context: DerivationContext, rowCount: number) {
    this.#context = context;
    this.#step = Math.ceil(rowCount / debtorsLookedAt);
    const { debtor, obligations } = planReading(context);
    const mapped = [...debtor, ...obligations.flat()].filter(({ column, slot }) => column !== null && slot >= 0);
    const tallies = [...new Map(mapped.map((step) => [step.field.id, step])).values()].map(
      (step) => new FieldTally(step),
    );
    this.#tallies = {
      debtor: tallies.filter(({ field }) => field.level === "debtor"),
      obligation: tallies.filter(({ field }) => field.level === "obligation"),
    };
    this.#cutOff = cutOffFields(context).length === 0 ? null : new CutOffFinder();
  }

  /** All rows of one debtor, sent or left out; the digest of its payload, null if it is left out. */
  add(rows: readonly CheckedRow[], digest: Digest | null): void {
    let cents = 0;
    for (const row of rows) cents += row.balanceCents;
    this.#balances.add(cents);
    if (digest !== null) {
      // Added up, so that the order does not matter.
      this.#digests.high = (this.#digests.high + digest.high) | 0;
      this.#digests.low = (this.#digests.low + digest.low) | 0;
    }
    if (this.#debtors++ % this.#step === 0) this.#look(rows);
  }

  /** Counts of the file with these totals. */
  counts({ file, setAside, leftOut, staged }: ControlTotals): LoadCounts {
    const tallies = [...this.#tallies.debtor, ...this.#tallies.obligation];
    const step = this.#step;
    const { cutOff: stated } = this.#context.mapping;
    const most = this.#cutOff?.most() ?? { agreeing: 0, obligations: 0 };
    return {
      rows: file.rows - setAside,
      leftOutRows: leftOut.rows,
      debtors: file.debtors,
      obligations: file.obligations,
      balance: file.balance,
      sizes: sizesOf(this.#balances.values),
      content: { debtors: staged.debtors, high: this.#digests.high >>> 0, low: this.#digests.low >>> 0 },
      fields: Object.fromEntries(tallies.map((tally) => [tally.field.id, tally.counts(step)])),
      dates: step * tallies.reduce((sum, tally) => sum + tally.dates.count, 0),
      exchangeable: step * tallies.reduce((sum, tally) => sum + tally.dates.exchangeable, 0),
      cutOff: {
        day: (stated === "none" ? undefined : stated) ?? this.#cutOff?.found()?.day ?? null,
        agreeing: step * most.agreeing,
        obligations: step * most.obligations,
      },
    };
  }

  /** `day`: the load's, by the tenant's clock. `figures`: against the snapshot, if there is one. */
  measures(day: string, counts: LoadCounts, figures: ComparisonFigures | null): LoadMeasures {
    const median = this.#balances.median();
    return measuresOf(counts, {
      day,
      medianBalance: median === null ? null : formatCents(BigInt(median)),
      snapshot: figures === null ? null : snapshotMeasures(figures, [], this.#context.fields),
    });
  }

  #look(rows: readonly CheckedRow[]): void {
    const first = rows[0];
    if (first === undefined) return;
    for (const tally of this.#tallies.debtor) tally.add(first.debtor);
    for (const row of rows) {
      for (const obligation of row.obligations) for (const tally of this.#tallies.obligation) tally.add(obligation);
      this.#cutOff?.add(row);
    }
  }
}
