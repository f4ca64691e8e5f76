import { formatCents, parseCents, TotalsCounter } from "../../debtors/totals-counter.ts";
import type { FieldId, FieldKind } from "../../fields/field.ts";
import type { DifferingValue, FieldPair } from "./compare-payloads.ts";
import {
  type ComparedGroup,
  type ComparedTotals,
  type ComparisonFigures,
  comparedGroups,
  type OutsideGroups,
  type SnapshotTotals,
} from "./comparison.ts";

interface GroupCounters {
  readonly before: TotalsCounter;
  readonly after: TotalsCounter;
}

interface FieldCounter {
  readonly kind: FieldKind;
  values: number;
  before: bigint;
  after: bigint;
}

/** Amounts in cents, days in hundredths of a day; other kinds are not added up. */
const summed: ReadonlySet<FieldKind> = new Set(["amount", "days"]);

/**
 * Adds up a comparison, exact for any number of debtors. Over all groups, before is what the snapshot has live, and
 * after what is staged: who is new or returned has nothing before, who is gone nothing after. Whoever the snapshot has
 * live and is in no group is counted beside them.
 */
export class ComparisonCounter {
  readonly #debtors = newCounters();
  readonly #obligations = newCounters();
  readonly #outside = { leftOut: new TotalsCounter(), untold: new TotalsCounter() };
  readonly #kept = { debtors: 0, obligations: 0 };
  readonly #doubted = { debtors: 0, unremembered: 0, obligations: 0 };
  readonly #fields = new Map<FieldId, FieldCounter>();
  readonly #exchanged = new Map<string, { readonly fieldIds: readonly [FieldId, FieldId]; obligations: number }>();

  /** `obligations`: those of the file; of a debtor who is gone, those of the snapshot. Balances in cents. */
  addDebtor(group: ComparedGroup, obligations: number, centsBefore: number, cents: number): void {
    this.#debtors[group].before.add(0, 0, 0, centsBefore);
    this.#debtors[group].after.add(0, 1, obligations, cents);
  }

  addObligations(group: ComparedGroup, obligations: number, centsBefore: number, cents: number): void {
    this.#obligations[group].before.add(0, 0, 0, centsBefore);
    this.#obligations[group].after.add(0, 0, obligations, cents);
  }

  /** A debtor of the snapshot who is in no group; sign -1 takes it out again. */
  addOutside(part: keyof OutsideGroups, obligations: number, centsBefore: number, sign: 1 | -1 = 1): void {
    this.#outside[part].add(0, sign, sign * obligations, sign * centsBefore);
  }

  /** Obligations of a debtor who is in a group that the file does not name, which does not make them gone. */
  addUntold(balances: readonly number[]): void {
    if (balances.length > 0) this.#kept.debtors++;
    this.#kept.obligations += balances.length;
    for (const cents of balances) this.#outside.untold.add(0, 0, 1, cents);
  }

  /** A debtor who is changed only because it is uncertain; `unremembered`: obligations of one of whom nothing was accepted. */
  addDoubted(unremembered: number): void {
    this.#doubted.debtors++;
    if (unremembered > 0) this.#doubted.unremembered++;
    this.#doubted.obligations += unremembered;
  }

  addValues(values: readonly DifferingValue[]): void {
    for (const { field, before, after } of values) {
      const counter = this.#fields.get(field.id) ?? { kind: field.kind, values: 0, before: 0n, after: 0n };
      this.#fields.set(field.id, counter);
      counter.values++;
      if (!summed.has(field.kind)) continue;
      counter.before += hundredths(before);
      counter.after += hundredths(after);
    }
  }

  /** One pair for each obligation whose two fields are exchanged. */
  addExchanged(pairs: readonly FieldPair[]): void {
    for (const [one, other] of pairs) {
      const fieldIds = one.id < other.id ? ([one.id, other.id] as const) : ([other.id, one.id] as const);
      const counter = this.#exchanged.get(fieldIds.join("\n")) ?? { fieldIds, obligations: 0 };
      this.#exchanged.set(fieldIds.join("\n"), counter);
      counter.obligations++;
    }
  }

  figures(): Pick<
    ComparisonFigures,
    "debtors" | "obligations" | "outside" | "kept" | "doubted" | "fields" | "exchanged"
  > {
    const fields = Array.from(this.#fields, ([fieldId, { kind, values, before, after }]) => ({
      fieldId,
      values,
      sumBefore: summed.has(kind) ? formatCents(before) : null,
      sum: summed.has(kind) ? formatCents(after) : null,
    }));
    return {
      debtors: totalsOf(this.#debtors),
      obligations: totalsOf(this.#obligations),
      outside: {
        leftOut: snapshotTotals(this.#outside.leftOut),
        untold: snapshotTotals(this.#outside.untold),
      },
      ...(this.#kept.obligations === 0 ? {} : { kept: { ...this.#kept } }),
      doubted: { ...this.#doubted },
      fields: fields.toSorted((a, b) => b.values - a.values || (a.fieldId < b.fieldId ? -1 : 1)),
      ...(this.#exchanged.size === 0
        ? {}
        : { exchanged: [...this.#exchanged.values()].toSorted((a, b) => b.obligations - a.obligations) }),
    };
  }
}

function newCounters(): Record<ComparedGroup, GroupCounters> {
  const counters = comparedGroups.map((group) => [group, { before: new TotalsCounter(), after: new TotalsCounter() }]);
  return Object.fromEntries(counters) as Record<ComparedGroup, GroupCounters>;
}

function totalsOf(counters: Record<ComparedGroup, GroupCounters>): Record<ComparedGroup, ComparedTotals> {
  const totals = comparedGroups.map((group) => {
    const { debtors, obligations, balance } = counters[group].after.totals();
    return [group, { debtors, obligations, balanceBefore: counters[group].before.totals().balance, balance }];
  });
  return Object.fromEntries(totals) as Record<ComparedGroup, ComparedTotals>;
}

function snapshotTotals(counter: TotalsCounter): SnapshotTotals {
  const { debtors, obligations, balance } = counter.totals();
  return { debtors, obligations, balanceBefore: balance };
}

/** A value of a field that is added up; 0 where it is not there, or was of another kind when it was accepted. */
function hundredths(value: string | null): bigint {
  return value !== null && /^-?\d+(\.\d{1,2})?$/.test(value) ? parseCents(value) : 0n;
}
