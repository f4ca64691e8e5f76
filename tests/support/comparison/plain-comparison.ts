import { formatCents } from "#lib/domain/debtors/totals-counter.ts";
import { type ComparedGroup, comparedGroups } from "#lib/domain/portfolio/comparison.ts";

/** A debtor's rows of a day as {@link headers} has them, with an amount such as "1000,05". */
export type DayRows = readonly (readonly string[])[];

interface PlainDebtor {
  /** Its own values, joined. */
  readonly own: string;
  /** By number: what is volatile, and cents. */
  readonly obligations: ReadonlyMap<string, { readonly product: string; readonly cents: bigint }>;
}

interface PlainTotals {
  debtors: number;
  obligations: number;
  before: bigint;
  after: bigint;
}

/** A comparison as anybody would write it who has both days in memory, where the product's name is volatile. */
export function plainComparison(
  before: DayRows,
  gone: ReadonlySet<string>,
  after: DayRows,
  leftOut: ReadonlySet<string>,
) {
  const [was, is] = [debtorsOf(before), debtorsOf(after)];
  const debtors = noTotals();
  const obligations = noTotals();
  const groups = new Map<string, ComparedGroup>();
  for (const [id, now] of is) {
    if (leftOut.has(id)) continue;
    const old = was.get(id);
    const group = groupOf(old, now, gone.has(id));
    groups.set(id, group);
    const known = old === undefined || gone.has(id) ? 0n : sumOf(old);
    add(debtors[group], 1, now.obligations.size, known, sumOf(now));
    if (group !== "changed" && group !== "returned")
      add(obligations[group], 0, now.obligations.size, known, sumOf(now));
    else addObligations(obligations, old, now, group);
  }
  for (const [id, old] of was) {
    if (is.has(id) || gone.has(id)) continue;
    groups.set(id, "gone");
    add(debtors.gone, 1, old.obligations.size, sumOf(old), 0n);
    add(obligations.gone, 0, old.obligations.size, sumOf(old), 0n);
  }
  return { groups, debtors: texts(debtors), obligations: texts(obligations) };
}

function groupOf(old: PlainDebtor | undefined, now: PlainDebtor, wasGone: boolean): ComparedGroup {
  if (old === undefined) return "new";
  if (wasGone) return "returned";
  const numbers = new Set([...old.obligations.keys(), ...now.obligations.keys()]);
  const each = [...numbers].map((number) => [old.obligations.get(number), now.obligations.get(number)] as const);
  if (old.own !== now.own || each.some(([a, b]) => a?.cents !== b?.cents)) return "changed";
  return each.some(([a, b]) => a?.product !== b?.product) ? "volatile" : "same";
}

function addObligations(
  totals: Record<ComparedGroup, PlainTotals>,
  old: PlainDebtor | undefined,
  now: PlainDebtor,
  group: "changed" | "returned",
): void {
  for (const [number, { product, cents }] of now.obligations) {
    const known = old?.obligations.get(number);
    if (known === undefined) add(totals.new, 0, 1, 0n, cents);
    else if (group === "returned") add(totals.returned, 0, 1, 0n, cents);
    else if (known.cents !== cents) add(totals.changed, 0, 1, known.cents, cents);
    else add(known.product === product ? totals.same : totals.volatile, 0, 1, known.cents, cents);
  }
  for (const [number, { cents }] of old?.obligations ?? []) {
    if (group === "changed" && !now.obligations.has(number)) add(totals.gone, 0, 1, cents, 0n);
  }
}

function debtorsOf(rows: DayRows): Map<string, PlainDebtor> {
  const debtors = new Map<string, PlainDebtor & { obligations: Map<string, { product: string; cents: bigint }> }>();
  for (const [id = "", name = "", email, telephone, address, number = "", product = "", balance = ""] of rows) {
    const debtor = debtors.get(id) ?? { own: [name, email, telephone, address].join("|"), obligations: new Map() };
    debtors.set(id, debtor);
    debtor.obligations.set(number, { product, cents: centsOf(balance) });
  }
  return debtors;
}

/** 0 for what is no balance: its debtor is left out. */
function centsOf(balance: string): bigint {
  return /^\d+,\d\d$/.test(balance) ? BigInt(balance.replace(",", "")) : 0n;
}

function sumOf({ obligations }: PlainDebtor): bigint {
  return [...obligations.values()].reduce((sum, { cents }) => sum + cents, 0n);
}

function noTotals(): Record<ComparedGroup, PlainTotals> {
  const all = comparedGroups.map((group) => [group, { debtors: 0, obligations: 0, before: 0n, after: 0n }]);
  return Object.fromEntries(all) as Record<ComparedGroup, PlainTotals>;
}

function add(totals: PlainTotals, debtors: number, obligations: number, before: bigint, after: bigint): void {
  totals.debtors += debtors;
  totals.obligations += obligations;
  totals.before += before;
  totals.after += after;
}

function texts(totals: Record<ComparedGroup, PlainTotals>) {
  const all = comparedGroups.map((group) => {
    const { debtors, obligations, before, after } = totals[group];
    return [group, { debtors, obligations, balanceBefore: formatCents(before), balance: formatCents(after) }];
  });
  return Object.fromEntries(all);
}
