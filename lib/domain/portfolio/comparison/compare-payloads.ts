import { parseCents } from "../../debtors/totals-counter.ts";
import type { FieldLevel } from "../../fields/field.ts";
import type { ComparedField, ComparedFields } from "./compared-fields.ts";
import type { Change, ComparedGroup, DebtorChange } from "./comparison.ts";

/** One value that differs; null: not there. */
export interface DifferingValue {
  readonly field: ComparedField;
  readonly before: string | null;
  readonly after: string | null;
}

/** An obligation's group and its balances in cents; 0 where it is not there. */
export interface ComparedObligation {
  readonly group: ComparedGroup;
  readonly centsBefore: number;
  readonly cents: number;
}

/** Two fields of one obligation. */
export type FieldPair = readonly [ComparedField, ComparedField];

export interface PayloadComparison {
  readonly change: Extract<Change, "changed" | "volatile" | "same">;
  /** Every value of the debtor and of obligations that are in both, volatile ones too. */
  readonly values: readonly DifferingValue[];
  readonly obligations: readonly ComparedObligation[];
  /** Amounts that have exchanged their values, of each obligation that is in both. */
  readonly exchanged: readonly FieldPair[];
  /** To be shown: no volatile ones; of an obligation that is new or gone its number and balance. */
  readonly changes: readonly DebtorChange[];
  /** Obligations that are not there any more, with all their values. */
  readonly gone: readonly Values[];
  /** Balances in cents of those that `before` has and {@link Beside.isKept} says are not gone. */
  readonly untold: readonly number[];
  /** Balances in cents of those of `obligations` that were there by {@link Beside.before} only. */
  readonly forgotten: readonly number[];
  /** The numbers of the obligations that are there. */
  readonly numbers: readonly string[];
}

type Values = Readonly<Record<string, string>>;

/** What is known of a debtor beside two payloads of it. */
export interface Beside {
  /** Whether an obligation that the file does not name is not gone by that: other parts have it, or it names additions. */
  isKept(number: string): boolean;
  /** Obligations that were there before too, though `before` has them no more: JSON texts of lists. */
  readonly before: readonly string[];
  /** The numbers of obligations that were gone before: they return. */
  readonly returning: ReadonlySet<string>;
}

const nothingBeside: Beside = { isKept: () => false, before: [], returning: new Set() };
/** By number. A debtor's obligations have different numbers. */
type Obligations = ReadonlyMap<string, Values>;

const idKey = "id";
const balanceKey = "total_balance";

/** Compares two payloads of a debtor, as staging writes them, value by value. */
export function comparePayloads(
  before: string,
  after: string,
  fields: ComparedFields,
  beside: Beside = nothingBeside,
): PayloadComparison {
  const old = cutPayload(before);
  const now = cutPayload(after);
  const onlyBeside = obligationsBeside(beside, old.obligations);
  const values: DifferingValue[] = [];
  const changes: DebtorChange[] = [];
  const obligations: ComparedObligation[] = [];
  const exchanged: FieldPair[] = [];
  const gone: Values[] = [];
  const untold: number[] = [];
  const forgotten: number[] = [];
  /** Adds the values that differ; returns whether any is of a volatile field, and of any other. */
  const differ = (level: FieldLevel, obligation: string | null, was: Values, is: Values) => {
    const found = differingValues(level, was, is, fields);
    if (level === "obligation") exchanged.push(...exchangedAmounts(found));
    for (const { field, before: old, after: next } of found) {
      values.push({ field, before: old, after: next });
      if (!field.isVolatile) changes.push({ fieldId: field.id, obligation, before: old, after: next });
    }
    if (found.some(({ field }) => !field.isVolatile)) return "changed";
    return found.length > 0 ? "volatile" : "same";
  };
  const groups: ReturnType<typeof differ>[] = [
    // Most debtors who changed did so in their obligations only, and reading a payload is most of comparing it.
    old.debtor === now.debtor ? "same" : differ("debtor", null, debtorValues(old.debtor), debtorValues(now.debtor)),
  ];
  for (const [id, is] of now.obligations) {
    const was = old.obligations.get(id) ?? onlyBeside.get(id);
    if (was !== undefined && onlyBeside.has(id)) forgotten.push(centsOf(was));
    const differing = was === undefined ? null : differ("obligation", id, was, is);
    const group = differing ?? (beside.returning.has(id) ? "returned" : "new");
    obligations.push({ group, centsBefore: was === undefined ? 0 : centsOf(was), cents: centsOf(is) });
    groups.push(differing ?? "changed");
    if (was === undefined) changes.push(...appearance(id, is, fields, (after) => ({ before: null, after })));
  }
  for (const [id, was] of [...old.obligations, ...onlyBeside]) {
    if (now.obligations.has(id)) continue;
    const isForgotten = onlyBeside.has(id);
    if (beside.isKept(id)) {
      if (!isForgotten) untold.push(centsOf(was));
      continue;
    }
    if (isForgotten) forgotten.push(centsOf(was));
    obligations.push({ group: "gone", centsBefore: centsOf(was), cents: 0 });
    groups.push("changed");
    gone.push(was);
    changes.push(...appearance(id, was, fields, (value) => ({ before: value, after: null })));
  }
  const change = groups.includes("changed") ? "changed" : groups.includes("volatile") ? "volatile" : "same";
  return {
    change,
    values,
    obligations,
    exchanged,
    changes,
    gone,
    untold,
    forgotten,
    numbers: [...now.obligations.keys()],
  };
}

/** The obligations of a payload: how many, and their balances in cents, by number. */
export function obligationsOf(payload: string): ReadonlyMap<string, number> {
  const { obligations } = cutPayload(payload);
  return new Map(Array.from(obligations, ([id, values]) => [id, centsOf(values)]));
}

/** The obligations of `before` whose numbers `after` does not have, with all their values. */
export function obligationsMissing(before: string, after: string): readonly Values[] {
  const now = cutPayload(after).obligations;
  return [...cutPayload(before).obligations].flatMap(([number, values]) => (now.has(number) ? [] : [values]));
}

/** Of what was there before too, whatever `old` does not have. */
function obligationsBeside({ before }: Beside, old: Obligations): Obligations {
  const all = before.flatMap((list) => JSON.parse(list) as Values[]).map((one) => [one[idKey] ?? "", one] as const);
  return new Map(all.filter(([id]) => !old.has(id)));
}

function appearance(
  id: string,
  values: Values,
  fields: ComparedFields,
  side: (value: string) => Pick<DebtorChange, "before" | "after">,
): DebtorChange[] {
  const balance = values[balanceKey];
  return [
    { fieldId: fields.obligationId, obligation: id, ...side(values[idKey] ?? id) },
    ...(balance === undefined ? [] : [{ fieldId: fields.balance, obligation: id, ...side(balance) }]),
  ];
}

function differingValues(level: FieldLevel, was: Values, is: Values, fields: ComparedFields): DifferingValue[] {
  const found: DifferingValue[] = [];
  for (const [key, after] of Object.entries(is)) {
    const before = Object.hasOwn(was, key) ? (was[key] ?? null) : null;
    if (before !== after) found.push({ field: fields.of(level, key), before, after });
  }
  for (const [key, before] of Object.entries(was)) {
    if (!Object.hasOwn(is, key)) found.push({ field: fields.of(level, key), before, after: null });
  }
  return found;
}

/** How far an amount may be from what its counterpart was: a day's interest, a payment. */
const nearShare = 0.05;

function exchangedAmounts(found: readonly DifferingValue[]): FieldPair[] {
  const amounts = found.filter(({ field }) => field.kind === "amount");
  return amounts.flatMap((one, at) =>
    amounts
      .slice(at + 1)
      .filter((other) => isTakenOver(one, other) && isTakenOver(other, one))
      .map((other): FieldPair => [one.field, other.field]),
  );
}

/** Whether an amount is near what the other one was, and far from what it was itself. */
function isTakenOver(one: DifferingValue, other: DifferingValue): boolean {
  const [own, others, now] = [one.before, other.before, one.after].map(Number);
  if (own === undefined || others === undefined || now === undefined || !(others > 0)) return false;
  return (
    Math.abs(now - others) <= others * nearShare &&
    Math.abs(now - own) > 2 * Math.abs(now - others) &&
    Math.abs(own - others) > Math.max(own, others) * nearShare
  );
}

const listKey = '"Obligations":[';

/** A payload's text up to its obligations, and these. Payloads are only ever written by staging, so their form is known. */
function cutPayload(payload: string): { readonly debtor: string; readonly obligations: Obligations } {
  // A quote within a value is escaped, and no field's value is a list.
  const at = payload.indexOf(listKey);
  const list = JSON.parse(payload.slice(at + listKey.length - 1, -1)) as Values[];
  const obligations = new Map<string, Values>();
  for (const values of list) obligations.set(numberOf(values, obligations), values);
  return { debtor: payload.slice(0, at), obligations };
}

function debtorValues(text: string): Values {
  return JSON.parse(`${text.endsWith(",") ? text.slice(0, -1) : text}}`) as Values;
}

/** Repeated numbers are left out or merged by staging; should one repeat all the same, it is told apart by its place. */
function numberOf(values: Values, taken: Obligations): string {
  const id = values[idKey] ?? "";
  let number = id;
  for (let place = 2; taken.has(number); place++) number = `${id} (${place})`;
  return number;
}

function centsOf(values: Values): number {
  const balance = values[balanceKey];
  return balance === undefined ? 0 : Number(parseCents(balance));
}
