import type { CrmDebtor, Payload, Values } from "../crm/crm-records.ts";
import { placeholder, type Rows, sheetColumns } from "./sheet.ts";

/** What a file says of its debtors, as anybody reads it who knows what its columns are. */
export interface FileDebtor {
  readonly payload: Payload;
  /** One of its rows lacks what the CRM demands. */
  readonly isIncomplete: boolean;
  readonly cents: bigint;
}

const amounts: ReadonlySet<string> = new Set(["total_balance", "Cuota"]);

/** The debtors of a file by identification. `fills`: an empty e-mail gets the placeholder. */
export function debtorsOf(rows: Rows, fills: boolean): ReadonlyMap<string, FileDebtor> {
  const debtors = new Map<string, FileDebtor>();
  for (const [identification, own] of Map.groupBy(rows, ([id = ""]) => id)) {
    const emails = own.map((cells) => cells[2] ?? "").filter((email) => email !== "");
    const isIncomplete = (emails.length < own.length && !fills) || emails.some((email) => !email.includes("@"));
    const obligations = new Map<string, Values>();
    for (const cells of own) obligations.set(cells[5] ?? "", valuesOf(cells, 5, sheetColumns.length));
    const values = { ...valuesOf(own[0] ?? [], 0, 5), Email: emails[0] ?? placeholder };
    const cents = own.reduce((sum, cells) => sum + centsOf(plain(cells[7] ?? "")), 0n);
    debtors.set(identification, { payload: { own: values, obligations }, isIncomplete, cents });
  }
  return debtors;
}

function valuesOf(cells: readonly string[], from: number, to: number): Values {
  const named = sheetColumns.slice(from, to).map(({ key }, at) => [key, cells[from + at] ?? ""] as const);
  const filled = named.filter(([, text]) => text !== "");
  return Object.fromEntries(filled.map(([key, text]) => [key, amounts.has(key) ? plain(text) : text]));
}

const plain = (amount: string): string => amount.replace(",", ".");

/** Cents of an amount with a point. */
export function centsOf(amount: string): bigint {
  const [whole = "0", part = ""] = amount.split(".");
  return BigInt(whole) * 100n + BigInt(part.padEnd(2, "0").slice(0, 2));
}

/** The keys in which two sets of values differ. */
export function differing(one: Values, other: Values): string[] {
  const keys = [...new Set([...Object.keys(one), ...Object.keys(other)])];
  return keys.filter((key) => !isSame(key, one[key], other[key]));
}

function isSame(key: string, one: string | undefined, other: string | undefined): boolean {
  if (one === undefined || other === undefined) return one === other;
  if (amounts.has(key)) return centsOf(one) === centsOf(other);
  return key === "Telephone" ? one.slice(-10) === other.slice(-10) : one === other;
}

/** Whether a file has no value of its own for a key of a debtor. */
function isEmpty(file: Payload, key: string): boolean {
  return file.own[key] === undefined || file.own[key] === placeholder;
}

/**
 * How a sent debtor differs from what the file says, in words; null: it does not. `mayHaveMore`: other obligations too.
 * `isKept`: whether another file said this of the debtor, so that it may stand where this one is empty.
 */
export function difference(
  sent: Payload,
  file: Payload,
  mayHaveMore: boolean,
  isKept: (key: string, text: string) => boolean,
): string | null {
  const own = differing(sent.own, file.own).filter((key) => !isEmpty(file, key) || !isKept(key, sent.own[key] ?? ""));
  if (own.length > 0) return `${own.join(", ")} differ`;
  for (const [number, values] of file.obligations) {
    const there = sent.obligations.get(number);
    if (there === undefined) return `obligation ${number} is missing`;
    const keys = differing(there, values);
    if (keys.length > 0) return `${keys.join(", ")} of obligation ${number} differ`;
  }
  if (mayHaveMore || sent.obligations.size === file.obligations.size) return null;
  return "it has obligations that the file lacks";
}

/** Whether a record of the CRM has everything that the file says of a debtor. */
export function hasAll(record: Payload, file: Payload): boolean {
  return lacking(record, file) === null;
}

/** What of a debtor a record of the CRM does not have, in words; null: it has everything. */
export function lacking(record: Payload, file: Payload): string | null {
  const lack = (values: Values, wanted: Values) =>
    Object.entries(wanted).find(([key, text]) => !isSame(key, values[key], text));
  const said = Object.entries(file.own).filter(([key]) => !isEmpty(file, key));
  const own = lack(record.own, Object.fromEntries(said));
  if (own !== undefined) return `${own.join(" ")}, and it has ${record.own[own[0]]}`;
  for (const [number, values] of file.obligations) {
    const there = record.obligations.get(number);
    if (there === undefined) return `obligation ${number}`;
    const one = lack(there, values);
    if (one !== undefined) return `${one.join(" ")} of ${number}, and it has ${there[one[0]]}`;
  }
  return null;
}

/**
 * What each record of a debtor lacks of it, and all of them together: a CRM that duplicates has each load's obligations in a
 * record of its own, of which the last counts. One that is null has everything.
 */
export function lackingOf(records: CrmDebtor, wanted: Payload): (string | null)[] {
  const obligations = new Map(records.flatMap((record) => [...record.obligations]));
  const together = { own: records.at(-1)?.own ?? {}, obligations };
  return [...records, together].map((record) => lacking(record, wanted));
}
