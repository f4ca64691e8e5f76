import { obligationIdField, totalBalanceField } from "#lib/domain/fields/catalogue.ts";
import type { DebtorChange } from "#lib/domain/portfolio/comparison/comparison.ts";
import type { ComparedDebtorView } from "#lib/domain/views/comparison-view.ts";
import { debtorKey } from "../masking/reveal.ts";

/** A value before and now; null: not there. */
export type Values = Pick<DebtorChange, "before" | "after">;

/** A line of the list: a debtor, or one of its obligations that differs. */
export interface ChangedRow {
  readonly key: string;
  readonly identification: string;
  /** The debtor as it came from the server, of its own line; null for an obligation. */
  readonly debtor: ComparedDebtorView | null;
  /** Its number; null for the debtor itself. */
  readonly obligation: string | null;
  /** Of an obligation that is not on both sides. */
  readonly appeared: "new" | "gone" | null;
  readonly obligations: { readonly before: number; readonly after: number } | null;
  /** Null: it has not changed. */
  readonly balance: Values | null;
  readonly byField: ReadonlyMap<string, Values>;
  /** Nobody knows what the CRM has of this debtor: nothing is remembered of it, or what is may not hold any more. */
  readonly unknown: "nothing" | "asAccepted" | null;
}

/**
 * The debtors of a page as lines, each followed by its obligations that differ. `shown`: a debtor as it is to be shown,
 * masked or not.
 */
export function changedRows(
  debtors: readonly ComparedDebtorView[],
  shown: (debtor: ComparedDebtorView) => ComparedDebtorView = (debtor) => debtor,
): readonly ChangedRow[] {
  return debtors.flatMap((debtor) => {
    const key = debtorKey(debtor);
    const seen = shown(debtor);
    return [ownRow(key, seen, debtor), ...obligationRows(key, seen)];
  });
}

/** The fields of these lines that have columns of their own, in the order of `order`, others last. */
export function columnsOf(rows: readonly ChangedRow[], order: readonly string[]): readonly string[] {
  const place = (fieldId: string) => (order.includes(fieldId) ? order.indexOf(fieldId) : order.length);
  const found = new Set(rows.flatMap(({ byField }) => [...byField.keys()]));
  return [...found].toSorted((a, b) => place(a) - place(b) || (a < b ? -1 : 1));
}

function ownRow(key: string, debtor: ComparedDebtorView, asCame: ComparedDebtorView): ChangedRow {
  const { identification, group, changes, balanceBefore, balance } = debtor;
  const own = (changes ?? []).filter(({ obligation }) => obligation === null);
  const hasBefore = group === "changed" || group === "gone";
  const hasNow = group !== "gone";
  return {
    key,
    identification,
    debtor: asCame,
    obligation: null,
    appeared: null,
    obligations: { before: hasBefore ? debtor.obligationsBefore : 0, after: debtor.obligations },
    balance: { before: hasBefore ? balanceBefore : null, after: hasNow ? balance : null },
    byField: byFieldOf(own),
    unknown: changes === null ? "nothing" : group === "changed" && changes.length === 0 ? "asAccepted" : null,
  };
}

function obligationRows(key: string, { identification, changes }: ComparedDebtorView): ChangedRow[] {
  const byNumber = Map.groupBy(changes ?? [], ({ obligation }) => obligation);
  return [...byNumber].flatMap(([obligation, found]) => {
    if (obligation === null) return [];
    const number = found.find(({ fieldId }) => fieldId === obligationIdField);
    const balance = found.find(({ fieldId }) => fieldId === totalBalanceField);
    return {
      key: `${key} ${obligation}`,
      identification,
      debtor: null,
      obligation,
      appeared: number === undefined ? null : number.before === null ? "new" : "gone",
      obligations: null,
      balance: balance ?? null,
      byField: byFieldOf(found.filter((change) => change !== number && change !== balance)),
      unknown: null,
    };
  });
}

function byFieldOf(changes: readonly DebtorChange[]): ReadonlyMap<string, Values> {
  return new Map(changes.map(({ fieldId, before, after }) => [fieldId, { before, after }]));
}
